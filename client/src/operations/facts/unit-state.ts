/** Whether a unit of systemd runs, or waits, and whether it comes back with the host. */
import { defineFact, type Fact } from '../fact.ts';
import { snippet } from '../script.ts';

export type UnitState = { readonly enabled: boolean; readonly active: boolean };

const script = `
printf '%s\\n' "$(systemctl is-enabled "$1" 2> /dev/null || :)"
printf '%s\\n' "$(systemctl is-active "$1" 2> /dev/null || :)"
`;

export function unitState(unit: string): Fact<UnitState> {
  return defineFact<UnitState>({
    id: `unit-state:${unit}`,
    script: snippet('unit-state', script, unit),
    parse: ({ code, out }) => {
      const [enabled, active] = out.split('\n');
      return code === 0 && active !== undefined ? { enabled: enabled === 'enabled', active: active === 'active' } : undefined;
    },
  });
}
