/** Settings of unattended-upgrades, and when it runs. */
import type { Target } from '../step.ts';
import { windowOpening } from './maintenance-window.ts';

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

/** The hours that the manifest gives for maintenance; undefined without them, then the distribution's stay. */
export function updateTimerConf(target: Target): string | undefined {
  const opening = windowOpening(target);
  if (opening === undefined) return undefined;
  // In the first half of the window, so that the rest is left for what an update takes.
  const spread = Math.min(60, Math.floor(opening.minutes / 2));
  return [
    '# Written by DHIS2 Hosting.',
    '[Timer]',
    'OnCalendar=',
    `OnCalendar=${opening.calendar}`,
    `RandomizedDelaySec=${spread}min`,
    '',
  ].join('\n');
}
