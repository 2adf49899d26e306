import { isStillToCome } from '../manifest/durations.ts';
import { fieldSpan } from '../manifest/items.ts';
import type { Path } from '../yaml/schema-walk.ts';
import { defineManifestRule, type Reporter, type RulePage } from './define-rule.ts';

type Place = Parameters<typeof fieldSpan>[0];

export const rule = defineManifestRule<'future'>({
  id: 'date-in-the-future',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Day still to come of what is said to be done', fr: "Date à venir d'une chose dite faite" },
  what: {
    en: '`lastPatched`, `lastUpgraded`, `osUpgraded`, `upgraded`, `reviewed` or `last` of `restoreTest` is after today. One day is allowed for time zones; an audit may be planned.',
    fr: "`lastPatched`, `lastUpgraded`, `osUpgraded`, `upgraded`, `reviewed` ou `last` de `restoreTest` est postérieur à aujourd'hui. Un jour est accordé pour les fuseaux horaires ; un audit peut être prévu.",
  },
  source: 'schemas/hosting-manifest.schema.json',
  messages: {
    future: {
      en: '`{field}` tells when it was done, and {day} is still to come: until then nobody is reminded. Write the day on which it was done.',
      fr: "`{field}` indique quand cela a été fait, et le {day} est à venir : d'ici là, plus aucun rappel. Écrivez la date à laquelle c'était fait.",
    },
  },
  each: {
    hosts(host, { today }, report) {
      tell(host, ['osUpgraded'], host.fields.osUpgraded, today, report);
    },
    databases(database, { today }, report) {
      tell(database, ['upgraded'], database.fields.upgraded, today, report);
    },
    instances(instance, { today }, report) {
      for (const field of ['lastPatched', 'lastUpgraded'] as const) tell(instance, [field], instance.fields[field], today, report);
    },
    backups(backup, { today }, report) {
      tell(backup, ['restoreTest', 'last'], backup.fields.restoreTest?.last, today, report);
    },
  },
  check({ uri, document, project, today }, report) {
    const governance = project.section('governance');
    if (governance?.uri !== uri || document.templated) return;
    const { securityPlan, documents = {} } = governance.fields;
    tell(governance, ['securityPlan', 'reviewed'], securityPlan?.reviewed, today, report);
    for (const [name, { reviewed }] of Object.entries(documents))
      tell(governance, ['documents', name, 'reviewed'], reviewed, today, report);
  },
});

function tell(place: Place, path: Path, day: string | undefined, today: string, report: Reporter<'future'>): void {
  if (day === undefined || !isStillToCome(day, today)) return;
  report({ message: 'future', args: { field: path.join('.'), day }, span: fieldSpan(place, ...path) });
}

export const page = {
  why: {
    en: 'Reminders of patches, upgrades, reviews and restores count from these days. A slip in the year silences them for as long.',
    fr: "Les rappels de correctifs, de mises à niveau, de relectures et de restaurations partent de ces dates. Une erreur sur l'année les fait taire d'autant.",
  },
  todo: {
    en: 'Correct the day, often a slip in the year or the month. What is planned does not belong there.',
    fr: "Corrigez la date : souvent une erreur d'année ou de mois. Ce qui est prévu n'a pas sa place ici.",
  },
  good: [
    {
      text: [
        'version: 1',
        'governance:',
        '  securityPlan: { location: docs/plan.md, reviewed: "2026-11-23" }',
        '  audits: [{ date: "2027-03-01" }]',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.1, osUpgraded: "2026-11-24" }',
        'proxies:',
        '  - name: front',
        '    host: web-1',
        '    kind: nginx',
        '    serverNames: [a.example.org]',
        '    tls: { mode: own-certificate, certificate: /etc/ssl/a.crt, privateKey: /etc/ssl/a.key, expires: "2062-01-01" }',
        '',
      ].join('\n'),
      today: '2026-11-23',
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'governance:',
        '  securityPlan:',
        '    location: docs/plan.md',
        '    reviewed: "2027-05-04"',
        '    #         ^^^^^^^^^^^^ future',
        '  documents:',
        '    riskRegister:',
        '      location: docs/risks.md',
        '      reviewed: "2026-11-25"',
        '      #         ^^^^^^^^^^^^ future',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.1, osUpgraded: "2027-02-10" }',
        '  #                                                ^^^^^^^^^^^^ future',
        'databases:',
        '  - { name: main, host: web-1, upgraded: "2027-02-10" }',
        '  #                                      ^^^^^^^^^^^^ future',
        'instances:',
        '  - name: hmis',
        '    host: web-1',
        '    lastPatched: "2062-10-20"',
        '    #            ^^^^^^^^^^^^ future',
        '    lastUpgraded: "2027-01-01"',
        '    #             ^^^^^^^^^^^^ future',
        'backups:',
        '  - name: nightly',
        '    instances: [hmis]',
        '    schedule: "0 2 * * *"',
        '    restoreTest:',
        '      every: 90 days',
        '      last: "2062-11-02"',
        '      #     ^^^^^^^^^^^^ future',
        '',
      ].join('\n'),
      today: '2026-11-23',
    },
  ],
} satisfies RulePage;
