/** What port 443 of the host shows for the names of a site of ours, beside the certificate on disk. */
import { defineFact, type Fact } from '../fact.ts';
import { snippet } from '../script.ts';
import { servesFunction, shownFunctions, trustsFunction } from '../shown-certificate.ts';

export type SiteCertificate = {
  readonly name: string;
  /** Nothing: there is no site of ours for the name, or no answer. */
  readonly shows: 'same' | 'other' | 'nothing';
  /** By whoever has the authorities of the host. */
  readonly trusted: boolean;
};

const script = `
site=$1 certificate=$2; shift 2
${shownFunctions}${servesFunction}${trustsFunction}
for name; do
  shows=nothing trust=doubted
  if serves "$site" "$name"; then
    found=$(shown "$name" || :)
    if [ -z "$found" ]; then :
    elif [ -e "$certificate" ] && [ "$found" = "$(print < "$certificate")" ]; then shows=same
    else shows=other
    fi
    if [ -n "$found" ] && trusts "$name"; then trust=trusted; fi
  fi
  echo "$shows $trust $name"
done
`;

/** It is renewed by others, too. */
export function siteCertificate(site: string, certificate: string, names: readonly string[]): Fact<readonly SiteCertificate[]> {
  return defineFact<readonly SiteCertificate[]>({
    id: `site-certificate:${certificate}`,
    drifts: true,
    script: snippet('site-certificate', script, site, certificate, ...names),
    parse: ({ code, out }) => {
      const found = [...out.matchAll(/^(same|other|nothing) (trusted|doubted) (\S+)$/gm)];
      if (code !== 0 || found.length !== names.length) return undefined;
      return found.map(([, shows, trust, name = '']) => ({ name, shows: shows as SiteCertificate['shows'], trusted: trust === 'trusted' }));
    },
  });
}
