import { fieldSpan } from '../manifest/items.ts';
import { bytesOf, memoryInWords } from '../manifest/quantities.ts';
import { message } from '../messages.ts';
import type { Project, ProjectItem } from '../project/project.ts';
import { resolve } from '../project/resolve.ts';
import { listed } from '../text/listed.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';
import { changeFieldFix } from './version-fixes.ts';

type Size = NonNullable<ProjectItem<'instances'>['fields']['size']>;

/** What the page gives to a whole installation of each class. Decimal, so that 8 GB of a provider are enough. */
const advised: { readonly [S in Size]: { readonly memory: number; readonly cpus: number; readonly heap: number } } = {
  small: { memory: 8e9, cpus: 4, heap: 0 },
  medium: { memory: 16e9, cpus: 8, heap: 3 * 1024 ** 3 },
  large: { memory: 64e9, cpus: 16, heap: 6 * 1024 ** 3 },
};

export const rule = defineManifestRule<'memory' | 'cpus' | 'heap'>({
  id: 'undersized-instance',
  category: 'planning',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'Hosts too small for what the instance carries', fr: "Hôtes trop petits pour la charge de l'instance" },
  what: {
    en: 'The hosts of an instance and of its database have together less memory or fewer cores than the documentation gives to its size class, or its heap is smaller than that of the example for a small server.',
    fr: "Les hôtes d'une instance et de sa base ont ensemble moins de mémoire ou de cœurs que la documentation n'en donne à sa classe de taille, ou son tas est plus petit que celui de l'exemple pour un petit serveur.",
  },
  source:
    'dhis2-docs src/sysadmin/hosting/requirements.md (8, 16, 64 GB; 4, 8, 16 cores); src/sysadmin/getting-started/linux-manual-install.md (-Xms3g -Xmx6g)',
  messages: {
    memory: {
      en: '`{name}` is {size}: the documentation gives that {wanted} of memory, and its hosts ({hosts}) have {sum} together. Plan a larger host, or correct the class.',
      fr: '`{name}` est de classe {size} : la documentation y donne {wanted} de mémoire, et ses hôtes ({hosts}) en ont {sum} ensemble. Prévoyez un hôte plus grand, ou corrigez la classe.',
    },
    cpus: {
      en: '`{name}` is {size}: the documentation gives that {wanted} cores, and its hosts ({hosts}) have {sum} together. Plan more, or correct the class.',
      fr: '`{name}` est de classe {size} : la documentation y donne {wanted} cœurs, et ses hôtes ({hosts}) en ont {sum} ensemble. Prévoyez-en plus, ou corrigez la classe.',
    },
    heap: {
      en: '`{name}` is {size} and its heap has {heap}; the example of the documentation for a small server begins with 3 GiB and goes to 6 GiB. Give it at least {wanted}.',
      fr: "`{name}` est de classe {size} et son tas a {heap} ; l'exemple de la documentation pour un petit serveur part de 3 Gio et va jusqu'à 6 Gio. Donnez-lui au moins {wanted}.",
    },
  },
  each: {
    instances(instance, { project }, report) {
      const { size, heap } = instance.fields;
      if (size === undefined) return;
      const least = advised[size];
      const args = { name: instance.name, size: sizeWords[size] };
      const hosts = hostsOfInstance(project, instance);
      const bytes = bytesOf(heap);
      if (bytes !== undefined && bytes < least.heap) {
        const told = { ...args, heap: memoryInWords(bytes), wanted: memoryInWords(least.heap) };
        const fixes = changeFieldFix(instance, ['heap'], `${least.heap / 1024 ** 3} GiB`, false);
        report({ message: 'heap', args: told, span: fieldSpan(instance, 'heap'), fixes });
      }
      if (hosts === undefined) return;
      const place = { span: fieldSpan(instance, 'size'), hosts: listed(hosts.map(({ name }) => message(quoted, { name }))) };
      const memory = sumOf(hosts.map(({ fields }) => bytesOf(fields.memory)));
      if (memory !== undefined && memory < least.memory) {
        const told = { ...args, hosts: place.hosts, sum: memoryInWords(memory), wanted: memoryInWords(least.memory) };
        report({ message: 'memory', args: told, span: place.span });
      }
      const cpus = sumOf(hosts.map(({ fields }) => fields.cpus));
      if (cpus === undefined || cpus >= least.cpus) return;
      report({ message: 'cpus', args: { ...args, hosts: place.hosts, sum: cpus, wanted: least.cpus }, span: place.span });
    },
  },
});

const quoted = { en: '`{name}`', fr: '`{name}`' };

const sizeWords = {
  small: message({ en: 'small', fr: 'petite' }),
  medium: message({ en: 'medium', fr: 'moyenne' }),
  large: message({ en: 'large', fr: 'grande' }),
};

/** Undefined while one of the two is not known. A guest counts as large as itself says. */
function hostsOfInstance(project: Project, instance: ProjectItem<'instances'>): readonly ProjectItem<'hosts'>[] | undefined {
  const database = resolve(project, instance, 'databases', instance.fields.database);
  const host = resolve(project, instance, 'hosts', instance.fields.host);
  const other = database && resolve(project, database, 'hosts', database.fields.host);
  if (host === undefined || other === undefined) return undefined;
  return host === other ? [host] : [host, other];
}

function sumOf(parts: readonly (number | undefined)[]): number | undefined {
  return parts.reduce((sum, part) => (sum === undefined || part === undefined ? undefined : sum + part), 0);
}

export const page = {
  why: {
    en: 'An installation that is too small is slow from the first busy day on, and people go back to paper.',
    fr: "Une installation trop petite est lente dès le premier jour chargé, et l'on retourne au papier.",
  },
  todo: {
    en: 'Ask the provider for larger machines before the roll-out. Virtual machines can grow later; the disk and its speed matter as much.',
    fr: 'Demandez des machines plus grandes avant le déploiement. Une machine virtuelle peut grandir plus tard ; le disque et sa vitesse comptent autant.',
  },
  good: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: app-1, address: 192.0.2.1, memory: 32 GB, cpus: 8 }',
        '  - { name: db-1, address: 192.0.2.2, memory: 32 GB, cpus: 8 }',
        '  - { name: bare, address: 192.0.2.3, cpus: 8 }',
        'databases:',
        '  - { name: main, host: db-1 }',
        'instances:',
        '  - { name: hmis, host: app-1, database: main, size: large, heap: 16 GiB }',
        '  - { name: emis, host: bare, database: main, size: large }',
        '  - { name: other, host: bare, size: large }',
        '  - { name: lessons, host: app-1, size: small, heap: 1 GiB }',
        '',
      ].join('\n'),
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: app-1, address: 192.0.2.1, memory: 16 GiB, cpus: 4 }',
        '  - { name: db-1, address: 192.0.2.2, memory: 16 GiB, cpus: 12 }',
        '  - { name: all, address: 192.0.2.3, memory: 16 GiB, cpus: 4 }',
        'databases:',
        '  - { name: main, host: db-1 }',
        '  - { name: second, host: all }',
        'instances:',
        '  - name: hmis',
        '    host: app-1',
        '    database: main',
        '    size: large',
        '    #     ^^^^^ memory',
        '    heap: 4 GiB',
        '    #     ^^^^^ heap',
        '  - { name: emis, host: all, database: second, size: medium }',
        '  #                                                  ^^^^^^ cpus',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
