import { fieldSpan } from '../manifest/items.ts';
import { diskInWords } from '../manifest/quantities.ts';
import { message } from '../messages.ts';
import { relatedPlace } from '../project/related-place.ts';
import { type SetDemand, setDemands } from '../project/set-demand.ts';
import { joined } from '../text/joined.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';
import { changeFieldFix } from './version-fixes.ts';

export const rule = defineManifestRule<'exceed'>({
  id: 'backups-exceed-disk',
  category: 'planning',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'More backups kept than the disk holds', fr: 'Plus de sauvegardes gardées que le disque ne peut contenir' },
  what: {
    en: '`expectedSize` of a backup times the sets that `retention` keeps exceeds the disk that holds its `folder`, or the disk of the host that keeps its copies. A set that counts as daily and as weekly is counted once.',
    fr: "`expectedSize` d'une sauvegarde multiplié par les jeux que garde `retention` dépasse le disque qui contient son `folder`, ou celui de l'hôte qui garde ses copies. Un jeu à la fois quotidien et hebdomadaire compte une fois.",
  },
  source: 'DHIS2 hosting guide, Backups and archiving',
  controls: ['DB-01'],
  messages: {
    exceed: {
      en: '`{mount}` of `{host}` has {size}, and the plan keeps {sum} of backups there: {terms}. When it is full, backups fail, and a database on the same disk stops. Keep fewer sets on the host and more off site, or plan a larger disk.',
      fr: "`{mount}` de `{host}` a {size}, et le plan y garde {sum} de sauvegardes : {terms}. Une fois plein, les sauvegardes échouent, et une base placée sur le même disque s'arrête. Gardez moins de jeux sur l'hôte et plus hors site, ou prévoyez un disque plus grand.",
    },
  },
  check({ document, project, uri }, report) {
    if (document.templated || !project.knowsAll('hosts')) return;
    for (const demand of setDemands(project)) {
      const { place, terms } = demand;
      const { host, disk, index, bytes } = place;
      const sum = sumOf(demand);
      if (host.uri !== uri || sum <= bytes) continue;
      const words = message({ en: 'What is kept', fr: 'Ce qui est gardé' });
      report({
        message: 'exceed',
        args: {
          mount: disk.mount,
          host: host.name,
          size: diskInWords(bytes),
          sum: diskInWords(sum),
          terms: joined(
            terms.slice(0, mostTerms).map((term) => term.words),
            ' + ',
          ),
        },
        span: fieldSpan(host, 'disks', index, 'size'),
        related: terms.slice(0, mostTerms).map(({ backup }) => relatedPlace(uri, backup, fieldSpan(backup, 'expectedSize'), words)),
        fixes: changeFieldFix(host, ['disks', index, 'size'], roundedUp(sum), false),
      });
    }
  },
});

const mostTerms = 8;

const sumOf = ({ terms }: SetDemand): number => terms.reduce((total, { bytes }) => total + bytes, 0);

/** With a fifth to spare: the next set is made before the oldest is deleted. */
function roundedUp(bytes: number): string {
  return `${Math.ceil((bytes * 1.2) / 50e9) * 50} GB`;
}

export const page = {
  why: {
    en: 'A full disk is how backups end without a word, and a PostgreSQL that cannot write stops as well.',
    fr: "C'est par un disque plein que les sauvegardes s'arrêtent sans un mot ; un PostgreSQL qui ne peut plus écrire s'arrête aussi.",
  },
  todo: {
    en: 'Keep a few days on the fast disk of the host, and the weeks and months off site (`offsiteRetention`), where space is cheap.',
    fr: "Gardez quelques jours sur le disque rapide de l'hôte, et les semaines et les mois hors site (`offsiteRetention`), où la place est bon marché.",
  },
  good: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.1, disks: [{ mount: /, size: 100 GB }, { mount: /var/backups, size: 500 GB }] }',
        '  - { name: bare, address: 192.0.2.2 }',
        '  - { name: part, address: 192.0.2.3, disks: [{ mount: /srv, size: 1 GB }] }',
        'instances:',
        '  - { name: hmis, host: web-1 }',
        '  - { name: emis, host: bare }',
        '  - { name: lmis, host: part }',
        'backups:',
        '  - name: a',
        '    instances: [hmis]',
        '    schedule: "0 2 * * *"',
        '    folder: /var/backups/dhis2',
        '    expectedSize: 20 GB',
        '    retention: { daily: 7, weekly: 4, monthly: 12 }',
        '  - { name: b, instances: [emis], schedule: "0 2 * * *", expectedSize: 2 TB, retention: { daily: 90 } }',
        '  - { name: c, instances: [lmis], schedule: "0 2 * * *", expectedSize: 2 TB, retention: { daily: 90 } }',
        '  - { name: d, instances: [hmis], schedule: "0 2 * * *", folder: /root, expectedSize: 90 GB }',
        '  - { name: e, instances: [hmis], schedule: "0 2 * * 0", expectedSize: 60 GB, retention: { daily: 7, weekly: 4 } }',
        '',
      ].join('\n'),
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - name: web-1',
        '    address: 192.0.2.1',
        '    disks:',
        '      - { mount: /, size: 200 GB }',
        '      #                   ^^^^^^ exceed',
        '  - name: store',
        '    address: 192.0.2.9',
        '    disks:',
        '      - mount: /',
        '        size: 0.5 TB',
        '        #     ^^^^^^ exceed',
        'instances:',
        '  - { name: hmis, host: web-1 }',
        '  - { name: emis, host: web-1 }',
        'backupTargets:',
        '  - { name: copies, kind: ssh, host: store, path: /srv/backups }',
        'backups:',
        '  - name: nightly',
        '    instances: [hmis]',
        '    schedule: "0 2 * * *"',
        '    expectedSize: 20 GB',
        '    retention: { daily: 7 }',
        '    offsiteRetention: { daily: 7, weekly: 8, monthly: 24 }',
        '    targets: [copies]',
        '  - { name: emis, instances: [emis], schedule: "0 2 * * *", expectedSize: 10 GB, retention: { daily: 7 } }',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: app-1, address: 192.0.2.1, disks: [{ mount: /, size: 100 GB }] }',
        '  - name: db-1',
        '    address: 192.0.2.2',
        '    disks:',
        '      - { mount: /, size: 400 GB }',
        '      #                   ^^^^^^ exceed',
        'databases:',
        '  - { name: main, host: db-1 }',
        'instances:',
        '  - { name: hmis, host: app-1, database: main }',
        'backups:',
        '  - { name: nightly, instances: [hmis], schedule: "0 2 * * *", expectedSize: 50 GB, retention: { daily: 9 } }',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
