/** Time zone, locale, and who keeps the clock right. */
import { defineFact, readPairs } from '../fact.ts';
import { snippet } from '../script.ts';

export type TimeSettings = {
  readonly timezone: string;
  /** A time service is switched on. */
  readonly ntp: boolean;
  /** One that timedatectl can switch on is installed. */
  readonly canNtp: boolean;
  readonly synchronised: boolean;
  /** Containers have the clock of the machine around them. */
  readonly container: boolean;
  /** `LANG` of new logins and services; empty when it is not set. */
  readonly language: string;
};

const script = `
timedatectl show --property=Timezone --property=NTP --property=CanNTP --property=NTPSynchronized
printf 'Container=%s\\n' "$(systemd-detect-virt --container || :)"
for file in /etc/locale.conf /etc/default/locale; do
  [ ! -f "$file" ] || sed -n 's/^[[:space:]]*LANG=/LANG=/p' "$file"
done
`;

export const timeSettings = defineFact<TimeSettings>({
  id: 'time-settings',
  script: snippet('time-settings', script),
  parse: ({ code, out }) => {
    const pairs = readPairs(out);
    const timezone = pairs.get('Timezone');
    const container = pairs.get('Container');
    if (code !== 0 || timezone === undefined || container === undefined) return undefined;
    return {
      timezone,
      ntp: pairs.get('NTP') === 'yes',
      canNtp: pairs.get('CanNTP') === 'yes',
      synchronised: pairs.get('NTPSynchronized') === 'yes',
      container: container !== 'none',
      language: pairs.get('LANG') ?? '',
    };
  },
});
