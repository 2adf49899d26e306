import type { Alert } from '../generated/hosting-manifest.types.ts';
import { fieldNameSpan, fieldSpan } from '../manifest/items.ts';
import { lacks } from '../project/absence.ts';
import { isProduction, productionIn } from '../project/production.ts';
import { isManaged } from '../project/whereabouts.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';
import { addSectionFix } from './planning-fixes.ts';

export const rule = defineManifestRule<'absent' | 'nobody' | 'nowhere'>({
  id: 'production-unwatched',
  category: 'planning',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Production whose failure reaches nobody', fr: 'Production dont une panne ne prévient personne' },
  what: {
    en: 'The plan has a production instance and no `monitoring`, or monitoring whose alarms reach nobody: neither `alerts` nor `heartbeat`, or an alert without an address.',
    fr: "Le plan a une instance de production sans `monitoring`, ou une surveillance dont les alarmes n'atteignent personne : ni `alerts`, ni `heartbeat`, ou une alerte sans adresse.",
  },
  source: 'DHIS2 hosting guide, Maintenance; Security considerations',
  controls: ['OS-11'],
  messages: {
    absent: {
      en: 'Nothing is said of what watches `{name}`. A full disk or a backup that fails is then noticed when it is too late. Add `monitoring`.',
      fr: "Rien n'est dit de ce qui surveille `{name}`. Un disque plein ou une sauvegarde qui échoue se remarque alors trop tard. Ajoutez `monitoring`.",
    },
    nobody: {
      en: 'What is measured reaches nobody: curves that no one looks at do not wake anyone. Add `alerts`, or `heartbeat`.',
      fr: "Ce qui est mesuré n'atteint personne : des courbes que nul ne regarde ne réveillent personne. Ajoutez `alerts`, ou `heartbeat`.",
    },
    nowhere: {
      en: 'This alert has no address, so it reaches nobody. Write `to`, or where the token of the service is found as `secret`.',
      fr: "Cette alerte n'a pas d'adresse et n'atteint donc personne. Écrivez `to`, ou indiquez dans `secret` où se trouve le jeton du service.",
    },
  },
  check({ uri, document, project }, report) {
    const first = productionIn(document).find((instance) => !isManaged(project, instance));
    if (first !== undefined && lacks(project, 'monitoring')) {
      const fixes = addSectionFix(first, ['monitoring:', '  alerts:', '    - { kind: email, to: "" }']);
      report({ message: 'absent', args: { name: first.name }, span: fieldSpan(first, 'purpose'), severity: 'info', fixes });
    }
    const monitoring = project.section('monitoring');
    if (monitoring?.uri !== uri || !project.items('instances').some(isProduction)) return;
    const { alerts = [], heartbeat } = monitoring.fields;
    if (alerts.length === 0 && heartbeat === undefined) {
      report({ message: 'nobody', span: fieldNameSpan(monitoring.text, monitoring.part, monitoring.path) });
    }
    for (const [i, alert] of alerts.entries()) {
      if (!hasAddress(alert)) report({ message: 'nowhere', span: fieldSpan(monitoring, 'alerts', i, 'kind') });
    }
  },
});

/** A message service may know the channel by the token alone; mail and text messages need to be sent to somebody. */
function hasAddress({ kind, to, secret }: Alert): boolean {
  if ((to ?? '').trim() !== '') return true;
  return secret !== undefined && kind !== 'email' && kind !== 'sms';
}

export const page = {
  why: {
    en: 'Most failures announce themselves for days: a disk that fills, a backup that no longer runs, a certificate that ends.',
    fr: "La plupart des pannes s'annoncent pendant des jours : un disque qui se remplit, une sauvegarde qui ne tourne plus, un certificat qui expire.",
  },
  todo: {
    en: 'Write what measures, and whom an alarm reaches. A heartbeat tells of the failure of the whole server, which the server cannot tell itself.',
    fr: 'Écrivez ce qui mesure, et qui une alarme atteint. Un battement signale la panne du serveur entier, que le serveur ne peut signaler lui-même.',
  },
  good: [
    {
      text: [
        'version: 1',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        'monitoring:',
        '  tool: prometheus',
        '  alerts:',
        '    - { kind: email, to: alerts@health.example.org }',
        '    - { kind: telegram, secret: { env: TELEGRAM_TOKEN } }',
        '',
      ].join('\n'),
    },
    {
      text: 'version: 1\ninstances:\n  - { name: hmis, host: web-1, purpose: production }\nmonitoring: { heartbeat: { env: HEARTBEAT } }\n',
    },
    { text: 'version: 1\ninstances:\n  - { name: class, host: web-1, purpose: training }\nmonitoring: { tool: munin }\n' },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '  #                                     ^^^^^^^^^^ absent',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        'monitoring:',
        '#^^^^^^^^^ nobody',
        '  tool: munin',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        'monitoring:',
        '  alerts:',
        '    - kind: email',
        '      #     ^^^^^ nowhere',
        '      secret: { env: MAIL_PASSWORD }',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
