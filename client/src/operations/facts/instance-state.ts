/** How the service of an instance is, and whether it still runs with older files than those that are there. */
import { defineFact, type Fact, readPairs } from '../fact.ts';
import { snippet } from '../script.ts';

export type InstanceState = {
  readonly enabled: boolean;
  /** `active`, `inactive`, `failed`, `activating`. */
  readonly active: string;
  /** A file that it read at its start is newer than that, or that start never passed the gate. */
  readonly stale: boolean;
};

const script = `
unit=$1 unproven=$2; shift 2
active=$(systemctl is-active "$unit" 2> /dev/null) || :
enabled=no
[ "$(systemctl is-enabled "$unit" 2> /dev/null)" != enabled ] || enabled=yes
stale=no
[ ! -e "$unproven" ] || stale=yes
if [ "$active" = active ]; then
  since=$(date -d "$(systemctl show --property=ActiveEnterTimestamp --value "$unit")" +%s)
  for file; do
    [ ! -e "$file" ] || [ "$(stat -c %Z -- "$file")" -le "$since" ] || stale=yes
  done
fi
printf 'active=%s\\nenabled=%s\\nstale=%s\\n' "$active" "$enabled" "$stale"
`;

export function instanceState(unit: string, unproven: string, ...files: readonly string[]): Fact<InstanceState> {
  return defineFact<InstanceState>({
    id: `instance-state:${unit}`,
    drifts: true,
    script: snippet('instance-state', script, unit, unproven, ...files),
    parse: ({ code, out }) => {
      const pairs = readPairs(out);
      const active = pairs.get('active');
      if (code !== 0 || active === undefined || active === '') return undefined;
      return { active, enabled: pairs.get('enabled') === 'yes', stale: pairs.get('stale') === 'yes' };
    },
  });
}
