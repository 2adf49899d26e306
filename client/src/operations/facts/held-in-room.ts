/** On the host of an instance whose database is elsewhere: what is in the room for restored sets there. */
import { defineFact, type Fact } from '../fact.ts';
import { snippet } from '../script.ts';

const script = `
program=$1 job=$2
[ -e "$program/room.py" ] && [ -e "/etc/dhis2-hosting/backup/$job.json" ] || { echo unset; exit 0; }
python3 -IB "$program" room "$job" 2> /dev/null || echo none
`;

export type HeldInRoom =
  | { /** `unset`: this host has nothing yet to ask with. */ readonly state: 'none' | 'empty' | 'unset' }
  | { readonly state: 'holds'; readonly set: string };

export function heldInRoom(program: string, job: string): Fact<HeldInRoom> {
  return defineFact<HeldInRoom>({
    id: `held-in-room:${job}`,
    drifts: true,
    script: snippet('held-in-room', script, program, job),
    parse: ({ code, out }) => {
      if (code !== 0) return undefined;
      const set = /^holds ?(\S*)$/m.exec(out)?.[1];
      if (set === undefined) return { state: /^unset$/m.test(out) ? 'unset' : 'none' };
      return set === '' ? { state: 'empty' } : { state: 'holds', set };
    },
  });
}
