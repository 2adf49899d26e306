/** From how many addresses an instance was used lately, by the access log of its Tomcat (templates/tomcat-base.ts). */
import { defineFact, type Fact } from '../fact.ts';
import { snippet } from '../script.ts';

/** Undefined when there is no log of today. */
export type Visitors = { readonly addresses: number | undefined };

export const visitorsMinutes = 15;

/** Its third word is \`[29/Nov/2026:17:42:56\`, which is in order within a day. What the host asks itself is not people. */
const script = `
name=$1 minutes=$2
log=/var/log/dhis2/$name/access.$(date +%F).log
[ -r "$log" ] || { echo none; exit 0; }
from=
[ "$(date -d "-$minutes minutes" +%F)" != "$(date +%F)" ] || from=$(LC_ALL=C date -d "-$minutes minutes" '+[%d/%b/%Y:%T')
tail -n 200000 -- "$log" | LC_ALL=C awk -v from="$from" '$3 >= from && $1 !~ /^(127\\.|::1$|0:0:0:0:0:0:0:1$)/ { print $1 }' | sort -u | wc -l
`;

export function visitors(instance: string): Fact<Visitors> {
  return defineFact<Visitors>({
    id: `visitors:${instance}`,
    drifts: true,
    script: snippet('visitors', script, instance, String(visitorsMinutes)),
    parse: ({ code, out }) => {
      if (code !== 0) return undefined;
      if (out === 'none\n') return { addresses: undefined };
      return /^\d+\n$/.test(out) ? { addresses: Number(out) } : undefined;
    },
  });
}
