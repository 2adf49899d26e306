import { everyInWords } from '../manifest/duration-words.ts';
import { fieldSpan } from '../manifest/items.ts';
import { isProduction } from '../project/production.ts';
import { patchDue, rhythmsOf } from '../project/rhythms.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

export const rule = defineManifestRule<'due'>({
  id: 'patch-overdue',
  category: 'planning',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'Patch release that is due', fr: 'Correctif à installer' },
  what: {
    en: '`lastPatched` of a production instance is longer ago than `patchEvery` of `maintenance`, or than 6 weeks. An upgrade (`lastUpgraded`) counts as a patch.',
    fr: "`lastPatched` d'une instance de production remonte à plus longtemps que `patchEvery` de `maintenance`, ou que 6 semaines. Une mise à niveau (`lastUpgraded`) vaut un correctif.",
  },
  source: 'DHIS2 hosting guide, Maintenance',
  messages: {
    due: {
      en: '`{name}` was patched last on {last}; the next patch was due on {due} (every {every}). Patches close security holes: see whether a newer one is out.',
      fr: "Le dernier correctif de `{name}` date du {last} ; le suivant était attendu le {due} (rythme : {every}). Les correctifs ferment des failles : voyez s'il en existe un plus récent.",
    },
  },
  each: {
    instances(instance, { project, today }, report) {
      if (!isProduction(instance)) return;
      const rhythms = rhythmsOf(project);
      const found = patchDue(instance, rhythms);
      if (found === undefined || found.due >= today) return;
      report({
        message: 'due',
        args: { name: instance.name, ...found, every: everyInWords(rhythms.patch) },
        span: fieldSpan(instance, 'lastPatched'),
      });
    },
  },
});

export const page = {
  why: {
    en: 'Holes are known to everybody once the patch that closes them is out.',
    fr: 'Une faille est connue de tous dès que le correctif qui la ferme est paru.',
  },
  todo: {
    en: 'Install the newest patch of the release, first on staging, and write the day as `lastPatched`. Another rhythm is written as `patchEvery` under `maintenance`.',
    fr: 'Installez le dernier correctif de la version, d’abord en préproduction, et écrivez la date dans `lastPatched`. Un autre rythme s’écrit dans `patchEvery` sous `maintenance`.',
  },
  good: [
    {
      text: [
        'version: 1',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production, lastPatched: "2026-10-12" }',
        '  - { name: emis, host: web-1, purpose: production, lastPatched: "2026-01-12", lastUpgraded: "2026-11-01" }',
        '  - { name: class, host: web-1, purpose: training, lastPatched: "2025-01-12" }',
        '',
      ].join('\n'),
      today: '2026-11-23',
    },
    {
      text: [
        'version: 1',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production, lastPatched: "2026-09-01" }',
        'maintenance: { patchEvery: 3 months }',
        '',
      ].join('\n'),
      today: '2026-11-23',
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'instances:',
        '  - name: hmis',
        '    host: web-1',
        '    purpose: production',
        '    lastPatched: "2026-10-11"',
        '    #            ^^^^^^^^^^^^ due',
        '',
      ].join('\n'),
      today: '2026-11-23',
    },
  ],
} satisfies RulePage;
