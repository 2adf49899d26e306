import { fieldSpan } from '../manifest/items.ts';
import { type OperatingSystem, operatingSystem } from '../platform/platform.ts';
import { supportState } from '../platform/support.ts';
import { defineManifestRule, type Report, type RulePage } from './define-rule.ts';

type MessageId = 'ended' | 'subscription' | 'longTerm' | 'ending';

export const rule = defineManifestRule<MessageId>({
  id: 'system-out-of-support',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Operating system without security fixes', fr: "Système d'exploitation sans correctifs de sécurité" },
  what: {
    en: 'The release in `os` gets no more fixes, gets them only from Ubuntu Pro or Debian LTS, or reaches the end of its support within six months.',
    fr: 'La version dans `os` ne reçoit plus de correctifs, ne les reçoit que par Ubuntu Pro ou Debian LTS, ou arrive en fin de support dans les six mois.',
  },
  source: 'schemas/platform/operating-systems.json (distro-info-data 0.58+deb12u7)',
  controls: ['OS-09'],
  messages: {
    ended: {
      en: 'Support of {system} ended on {until}: holes stay open. Move `{name}` to a newer release.',
      fr: 'Le support de {system} a pris fin le {until} : les failles restent ouvertes. Passez `{name}` à une version plus récente.',
    },
    subscription: {
      en: 'Free support of {system} ended on {until}; until {extended} only subscribers of Ubuntu Pro get fixes. Attach `{name}` to Ubuntu Pro or move it to a newer release.',
      fr: "Le support gratuit de {system} a pris fin le {until} ; jusqu'au {extended}, seuls les abonnés d'Ubuntu Pro reçoivent des correctifs. Rattachez `{name}` à Ubuntu Pro ou passez-le à une version plus récente.",
    },
    longTerm: {
      en: 'Debian itself supported {system} until {until}; until {extended} the volunteers of Debian LTS fix what they can. Plan the upgrade of `{name}`.',
      fr: "Debian même a suivi {system} jusqu'au {until} ; jusqu'au {extended}, les bénévoles de Debian LTS corrigent ce qu'ils peuvent. Planifiez la mise à niveau de `{name}`.",
    },
    ending: {
      en: 'Support of {system} ends on {until}. Plan the upgrade of `{name}` before that day.',
      fr: 'Le support de {system} prend fin le {until}. Planifiez la mise à niveau de `{name}` avant ce jour.',
    },
  },
  each: {
    hosts(host, { today }, report) {
      const system = operatingSystem(host.fields.os);
      const state = system && stateOf(system, today);
      if (system === undefined || state === undefined) return;
      report({ ...state, args: { ...state.args, system: system.name, name: host.name }, span: fieldSpan(host, 'os') });
    },
  },
});

function stateOf(system: OperatingSystem, today: string): Pick<Report<MessageId>, 'message' | 'severity' | 'args'> | undefined {
  const { supportedUntil, extendedUntil, extendedBy } = system;
  const extended = supportState(extendedUntil, today);
  if (extended === 'ended') return { message: 'ended', args: { until: extendedUntil } };
  const state = supportState(supportedUntil, today);
  if (state === 'ended' && extendedBy === 'ubuntu-pro')
    return { message: 'subscription', args: { until: supportedUntil, extended: extendedUntil } };
  if (extended === 'ending') return { message: 'ending', args: { until: extendedUntil }, severity: 'info' };
  if (state === 'ended') return { message: 'longTerm', args: { until: supportedUntil, extended: extendedUntil }, severity: 'info' };
  return state === 'ending' ? { message: 'ending', args: { until: supportedUntil }, severity: 'info' } : undefined;
}

export const page = {
  why: {
    en: 'Of a system without fixes every hole that becomes known can be used for good. A server with health data on the internet is tried within hours.',
    fr: 'Dans un système sans correctifs, chaque faille connue reste exploitable. Un serveur de données de santé sur internet est sondé en quelques heures.',
  },
  todo: {
    en: 'Plan the upgrade every two to three years: a new host with the newest long-term release, data moved over, the old host switched off.',
    fr: "Planifiez la mise à niveau tous les deux à trois ans : un nouvel hôte avec la dernière version à long terme, les données transférées, l'ancien hôte éteint.",
  },
  good: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: a, address: 192.0.2.1, os: ubuntu-24.04 }',
        '  - { name: b, address: 192.0.2.2, os: debian-13 }',
        '  - { name: c, address: 192.0.2.3 }',
        '',
      ].join('\n'),
      today: '2026-11-23',
    },
    { text: 'version: 1\nhosts:\n  - { name: a, address: 192.0.2.1, os: ubuntu-20.04 }\n', today: '2024-11-01' },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: a, address: 192.0.2.1, os: debian-11 }',
        '  #                                    ^^^^^^^^^ ended',
        '  - { name: b, address: 192.0.2.2, os: ubuntu-20.04 }',
        '  #                                    ^^^^^^^^^^^^ subscription',
        '  - { name: c, address: 192.0.2.3, os: debian-12 }',
        '  #                                    ^^^^^^^^^ longTerm',
        '  - { name: d, address: 192.0.2.4, os: ubuntu-22.04 }',
        '',
      ].join('\n'),
      today: '2026-11-23',
    },
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: a, address: 192.0.2.1, os: ubuntu-22.04 }',
        '  #                                    ^^^^^^^^^^^^ ending',
        '  - { name: b, address: 192.0.2.2, os: debian-11 }',
        '  #                                    ^^^^^^^^^ ended',
        '',
      ].join('\n'),
      today: '2026-12-01',
    },
  ],
} satisfies RulePage;
