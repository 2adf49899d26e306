import { operatingSystem, postgresqlVersion } from '../platform/platform.ts';
import { supportState } from '../platform/support.ts';
import { containersOf, textAt } from '../tools-ng/containers-document.ts';
import { defineContainersRule, type RulePage } from './define-rule.ts';

export const rule = defineContainersRule<'ubuntu' | 'postgresql'>({
  id: 'guest-out-of-support',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Container without security fixes', fr: 'Conteneur sans correctifs de sécurité' },
  what: {
    en: '`guestos_version` names a release of Ubuntu that gets no free fixes any more, or the type `postgres12` asks for PostgreSQL 12, which ended in November 2024.',
    fr: "`guestos_version` désigne une version d'Ubuntu qui ne reçoit plus de correctifs gratuits, ou le type `postgres12` demande PostgreSQL 12, arrêté en novembre 2024.",
  },
  source:
    'schemas/platform/operating-systems.json, schemas/platform/postgresql.json; solid-lines/dhis2-tools-ng and davinerd/dhis2-tools-dab (`guestos_version`); setup/containers/postgres12',
  controls: ['OS-09', 'DB-09'],
  messages: {
    ubuntu: {
      en: 'Ubuntu {version} got its last free fixes on {until}. Write a newer release that the fork supports, such as 22.04.',
      fr: 'Ubuntu {version} a reçu ses derniers correctifs gratuits le {until}. Écrivez une version plus récente que la dérivée prend en charge, comme 22.04.',
    },
    postgresql: {
      en: 'PostgreSQL 12 got its last fixes on {until}. Do not make new databases with it; dhis2-server-tools installs versions that get fixes.',
      fr: "PostgreSQL 12 a reçu ses derniers correctifs le {until}. N'en créez plus de bases ; dhis2-server-tools installe des versions qui en reçoivent.",
    },
  },
  check({ document, today, isSample }, report) {
    if (isSample) return;
    const containers = containersOf(document);
    const places = [['guestos_version'], ...containers.map(({ index }) => ['containers', index, 'guestos_version'])];
    for (const place of places) {
      const version = textAt(document, place);
      const until = version && operatingSystem(`ubuntu-${version.value}`)?.supportedUntil;
      if (version === undefined || until === undefined || supportState(until, today) !== 'ended') continue;
      report({ message: 'ubuntu', args: { version: version.value, until }, span: version.span });
    }
    const until = postgresqlVersion('12')?.supportedUntil;
    for (const { type } of containers) {
      if (type?.value !== 'postgres12' || until === undefined || supportState(until, today) !== 'ended') continue;
      report({ message: 'postgresql', args: { until }, span: type.span });
    }
  },
});

export const page = {
  why: { en: 'Holes that become known stay open.', fr: 'Les failles connues restent ouvertes.' },
  todo: {
    en: 'Make new containers with a newer release and move the data. Ubuntu Pro gives fixes for 20.04 until 2030.',
    fr: "Créez de nouveaux conteneurs avec une version plus récente et déplacez les données. Ubuntu Pro donne des correctifs pour 20.04 jusqu'en 2030.",
  },
  good: [
    { text: '{\n  "fqdn": "dhis.example.org",\n  "guestos_version": "22.04"\n}\n' },
    { text: '{\n  "fqdn": "xxx.xxx.xxx",\n  "guestos_version": "20.04"\n}\n', file: 'containers.json.sample' },
    { text: '{\n  "fqdn": "dhis.example.org",\n  "guestos_version": "20.04"\n}\n', today: '2025-05-01' },
  ],
  bad: [
    { text: '{\n  "guestos_version": "20.04"\n  #                   ^^^^^ ubuntu\n}\n' },
    {
      text: '{\n  "containers": [\n    { "name": "postgres", "ip": "192.168.0.20", "type": "postgres12" }\n    #                                                    ^^^^^^^^^^ postgresql\n  ]\n}\n',
    },
  ],
} satisfies RulePage;
