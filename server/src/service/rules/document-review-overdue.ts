import { fieldNames } from '../manifest/field-words.ts';
import { fieldNameSpan, fieldSpan } from '../manifest/items.ts';
import { governanceOfProduction, isOverAYear } from '../project/governance.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

const path = ['governance', 'documents'];

export const rule = defineManifestRule<'old' | 'missing'>({
  id: 'document-review-overdue',
  category: 'planning',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'Document of governance that is missing or old', fr: 'Document de gouvernance absent ou ancien' },
  what: {
    en: 'The plan has a production instance, and a document under `governance` was not looked through for more than 12 months. What the guide asks for and is not named gets one hint.',
    fr: "Le plan a une instance de production, et un document sous `governance` n'a pas été relu depuis plus de 12 mois. Ce que le guide demande et qui n'est pas cité reçoit une seule suggestion.",
  },
  source: 'DHIS2 hosting guide, Security considerations',
  controls: ['PS-01', 'PS-02'],
  messages: {
    old: {
      en: '`{field}` was last looked through on {day}, more than 12 months ago. Look it through with its owner, and write the day.',
      fr: '`{field}` a été relu le {day}, il y a plus de 12 mois. Relisez-le avec son responsable, et écrivez la date.',
    },
    missing: {
      en: 'The guide also asks for {fields}. Write under `documents` where they are, or who will write them.',
      fr: 'Le guide demande aussi {fields}. Indiquez sous `documents` où ils se trouvent, ou qui les rédigera.',
    },
  },
  check(context, report) {
    const governance = governanceOfProduction(context);
    if (governance === undefined) return;
    const { text, part, fields } = governance;
    const documents = fields.documents ?? {};
    const missing = fieldNames(path).filter((field) => !Object.hasOwn(documents, field));
    if (missing.length > 0) {
      const span = fieldNameSpan(text, part, fields.documents === undefined ? ['governance'] : path);
      report({ message: 'missing', args: { fields: missing.map((field) => `\`${field}\``).join(', ') }, span, severity: 'hint' });
    }
    for (const [field, { reviewed }] of Object.entries(documents)) {
      if (reviewed === undefined || !isOverAYear(reviewed, context.today)) continue;
      report({ message: 'old', args: { field, day: reviewed }, span: fieldSpan(governance, 'documents', field, 'reviewed') });
    }
  },
});

export const page = {
  why: {
    en: 'In an incident people follow what is written. Numbers of people who left and servers that are gone cost the first hours.',
    fr: "En cas d'incident, on suit ce qui est écrit. Les numéros de personnes parties et les serveurs disparus coûtent les premières heures.",
  },
  todo: {
    en: 'Give each document an owner and a day in the year. One page that is right is better than fifty that are old.',
    fr: 'Donnez à chaque document un responsable et un jour dans l’année. Une page juste vaut mieux que cinquante pages anciennes.',
  },
  good: [
    {
      text: [
        'version: 1',
        'governance:',
        '  documents:',
        '    assetRegister: { location: docs/assets.md }',
        '    riskRegister: { location: docs/risks.md }',
        '    backupPolicy: { location: docs/backups.md }',
        '    recoveryPlan: { location: docs/recovery.md }',
        '    incidentPlan: { location: docs/incidents.md, reviewed: "2025-11-23" }',
        '    accessPolicy: { location: docs/access.md }',
        '    dataSharingAgreement: { location: docs/sharing.md }',
        '    securityStatement: { location: docs/statement.md }',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '',
      ].join('\n'),
      today: '2026-11-23',
    },
    { text: 'version: 1\ninstances:\n  - { name: hmis, host: web-1, purpose: production }\n' },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'governance:',
        '#^^^^^^^^^ missing',
        '  securityOfficer: { name: Head of infrastructure }',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'governance:',
        '  documents:',
        '# ^^^^^^^^^ missing',
        '    incidentPlan:',
        '      location: docs/incidents.md',
        '      reviewed: "2025-11-22"',
        '      #         ^^^^^^^^^^^^ old',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '',
      ].join('\n'),
      today: '2026-11-23',
    },
  ],
} satisfies RulePage;
