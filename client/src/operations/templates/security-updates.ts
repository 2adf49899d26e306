/** Settings of unattended-upgrades, and when it runs. */
import type { Target } from '../step.ts';

export const wantedValues = {
  'APT::Periodic::Enable': '1',
  'APT::Periodic::Update-Package-Lists': '1',
  'APT::Periodic::Unattended-Upgrade': '1',
  // Downloaded packages would fill the disk of a small host.
  'APT::Periodic::AutocleanInterval': '7',
  'Unattended-Upgrade::Automatic-Reboot': 'false',
} as const;

/** These name the newest major version, so an update of them brings another one; the versioned packages are updated. */
const otherMajors = ['postgresql$', 'postgresql-client$', 'postgresql-contrib$', 'postgresql-all$'];

type Lists = readonly (readonly [name: string, entries: readonly string[]])[];

export function wantedLists(system: string): Lists {
  return [origins(system), ['Unattended-Upgrade::Package-Blacklist', otherMajors]];
}

/** As the distributions name where security updates come from in their `50unattended-upgrades`; its program fills in the braces. */
function origins(system: string): Lists[number] {
  const release = `\${distro_codename}-security`;
  return system === 'ubuntu'
    ? ['Unattended-Upgrade::Allowed-Origins', [`\${distro_id}:${release}`]]
    : ['Unattended-Upgrade::Origins-Pattern', [`origin=Debian,codename=${release},label=Debian-Security`]];
}

export function securityUpdatesConf(system: string): string {
  const values = Object.entries(wantedValues).map(([name, value]) => `${name} "${value}";\n`);
  const lists = wantedLists(system).map(([name, entries]) => `${name} {\n${entries.map((entry) => `  "${entry}";\n`).join('')}};\n`);
  return ['// Written by DHIS2 Hosting.\n', ...values, ...lists].join('');
}

const dayMinutes = 24 * 60;

/** The hours that the manifest gives for maintenance; undefined without them, then the distribution's stay. */
export function updateTimerConf({ manifest, host }: Target): string | undefined {
  const window = manifest.maintenance?.window;
  if (window === undefined) return undefined;
  const zone = window.timezone ?? manifest.hosts?.find(({ name }) => name === host)?.timezone ?? 'UTC';
  const days = window.days.map((day) => `${day.charAt(0).toUpperCase()}${day.slice(1, 3)}`).join(',');
  // In the first half of the window, so that the rest is left for what an update takes.
  const length = (minutesOf(window.to) - minutesOf(window.from) + dayMinutes) % dayMinutes || dayMinutes;
  const spread = Math.min(60, Math.floor(length / 2));
  return [
    '# Written by DHIS2 Hosting.',
    '[Timer]',
    'OnCalendar=',
    `OnCalendar=${days} *-*-* ${window.from}:00 ${zone}`,
    `RandomizedDelaySec=${spread}min`,
    '',
  ].join('\n');
}

function minutesOf(hour: string): number {
  const [hours = 0, minutes = 0] = hour.split(':').map(Number);
  return hours * 60 + minutes;
}
