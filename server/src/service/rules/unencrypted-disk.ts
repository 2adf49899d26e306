import { fieldSpan } from '../manifest/items.ts';
import { sensitivityInWords } from '../manifest/sensitivity.ts';
import { byKeyPerProject } from '../project/per-project.ts';
import type { ProjectItem } from '../project/project.ts';
import { shellsOf } from '../project/whereabouts.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

export const rule = defineManifestRule<'open'>({
  id: 'unencrypted-disk',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Database on disks without encryption', fr: 'Base de données sur des disques sans chiffrement' },
  what: {
    en: 'The database of an instance with data on persons is on a host whose `disks` are not encrypted. Silent while one of the disks is, and where `encrypted` is not written.',
    fr: "La base d'une instance qui contient des données sur des personnes est sur un hôte dont les `disks` ne sont pas chiffrés. Muet dès qu'un des disques l'est, et quand `encrypted` n'est pas écrit.",
  },
  source: 'DHIS2 hosting guide, Security considerations',
  controls: ['DB-06', 'OS-12'],
  messages: {
    open: {
      en: '`{name}` holds {sensitivity}, and no disk of its database host is encrypted: who carries a disk away reads it. Put the data on an encrypted volume.',
      fr: "`{name}` contient {sensitivity}, et aucun disque de l'hôte de sa base n'est chiffré : qui emporte un disque le lit. Placez les données sur un volume chiffré.",
    },
  },
  each: {
    hosts(host, { project }, report) {
      const disks = host.fields.disks ?? [];
      const open = disks.findIndex(({ encrypted }) => encrypted === false);
      if (open < 0 || disks.some(({ encrypted }) => encrypted !== false)) return;
      const instance = sensitiveOn(project, host.name);
      const sensitivity = instance && sensitivityInWords(instance.fields);
      if (instance === undefined || sensitivity === undefined) return;
      report({ message: 'open', args: { name: instance.name, sensitivity }, span: fieldSpan(host, 'disks', open, 'encrypted') });
    },
  },
});

/** Hosts of databases, and the machines around them, by their names. */
const sensitiveOn = byKeyPerProject((project) => {
  const hosts = new Map<string, ProjectItem<'instances'>>();
  for (const instance of project.items('instances')) {
    const database = project.find('databases', instance.fields.database);
    if (database === undefined || sensitivityInWords(instance.fields) === undefined) continue;
    const shells = shellsOf(project, project.find('hosts', database.fields.host));
    // The volume may be encrypted at any of the levels.
    if (shells.some(({ fields }) => fields.disks?.some(({ encrypted }) => encrypted === true))) continue;
    for (const { name } of shells) hosts.set(name, hosts.get(name) ?? instance);
  }
  return hosts;
});

export const page = {
  why: {
    en: 'Disks are stolen, sold and sent back under warranty. The control of the certification asks that the key is kept somewhere else.',
    fr: 'Des disques sont volés, revendus, renvoyés sous garantie. Le point de contrôle de la certification demande que la clé soit gardée ailleurs.',
  },
  todo: {
    en: 'Move the data folder of PostgreSQL to an encrypted volume (LUKS, ZFS or that of the provider), and write `encrypted: true`.',
    fr: 'Déplacez le dossier de données de PostgreSQL sur un volume chiffré (LUKS, ZFS ou celui du prestataire), et écrivez `encrypted: true`.',
  },
  good: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - name: db-1',
        '    address: 192.0.2.2',
        '    disks:',
        '      - { mount: /, size: 40 GB, encrypted: false }',
        '      - { mount: /var/lib/postgresql, size: 500 GB, encrypted: true }',
        '  - name: db-2',
        '    address: 192.0.2.3',
        '    disks: [{ mount: /, size: 40 GB, encrypted: false }]',
        'databases:',
        '  - { name: main, host: db-1 }',
        '  - { name: figures, host: db-2 }',
        'instances:',
        '  - { name: tracker, host: db-1, database: main, dataSensitivity: health }',
        '  - { name: hmis, host: db-2, database: figures, dataSensitivity: aggregate }',
        '',
      ].join('\n'),
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - name: db-1',
        '    address: 192.0.2.2',
        '    disks:',
        '      - mount: /',
        '        size: 500 GB',
        '        encrypted: false',
        '        #          ^^^^^ open',
        'databases:',
        '  - { name: main, host: db-1 }',
        'instances:',
        '  - { name: tracker, host: db-1, database: main, dataSensitivity: health }',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
