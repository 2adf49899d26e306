import { fieldSpan } from '../manifest/items.ts';
import { bytesOf, memoryInWords } from '../manifest/quantities.ts';
import { type Message, message } from '../messages.ts';
import { type MemoryTerm, memoryDemandOf, notCounted, wordsOf } from '../project/memory-demand.ts';
import type { Project, ProjectItem } from '../project/project.ts';
import { relatedPlace } from '../project/related-place.ts';
import { resolve } from '../project/resolve.ts';
import { joined } from '../text/joined.ts';
import { listed } from '../text/listed.ts';
import { defineManifestRule, type Report, type RulePage } from './define-rule.ts';
import { changeFieldFix } from './version-fixes.ts';

type MessageId = 'exceed' | 'left' | 'guest';

export const rule = defineManifestRule<MessageId>({
  id: 'host-out-of-memory',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'More memory promised than the host has', fr: "Plus de mémoire promise que l'hôte n'en a" },
  what: {
    en: 'Heaps with a quarter on top, PostgreSQL, other systems and the operating system add up to more than `memory` of the host. What runs in guests counts for the host they run in.',
    fr: "Les tas Java augmentés d'un quart, PostgreSQL, les autres systèmes et le système d'exploitation dépassent ensemble `memory` de l'hôte. Ce qui tourne dans les invités compte pour l'hôte qui les porte.",
  },
  source:
    'dhis2-docs src/sysadmin/getting-started/linux-manual-install.md; dhis2-server-tools docs (PostgreSQL tuning); DHIS2 hosting guide, Maintenance',
  controls: ['DB-10'],
  messages: {
    exceed: {
      en: '`{name}` has {memory}, and the plan needs {sum}: {terms}. Under load the system ends the largest program, which is DHIS2 or PostgreSQL. Give the host more memory, or the programs less.',
      fr: "`{name}` a {memory}, et le plan demande {sum} : {terms}. En charge, le système arrête le plus gros programme, c'est-à-dire DHIS2 ou PostgreSQL. Donnez plus de mémoire à l'hôte, ou moins aux programmes.",
    },
    left: {
      en: 'Of {memory} the plan leaves {left} to PostgreSQL ({databases}): {terms}. Make the heaps smaller or the host larger, and write its share as `tuning.memory`.',
      fr: "Sur {memory}, le plan laisse {left} à PostgreSQL ({databases}) : {terms}. Réduisez les tas ou agrandissez l'hôte, et écrivez sa part dans `tuning.memory`.",
    },
    guest: {
      en: '`{name}` has {memory}, more than the {outer} of the host `{host}` in which it runs. Write what the host can give.',
      fr: "`{name}` a {memory}, plus que les {outer} de l'hôte `{host}` qui le porte. Écrivez ce que l'hôte peut donner.",
    },
  },
  each: {
    hosts(host, { project, uri }, report) {
      if (!project.knowsAll('hosts')) return;
      const memory = bytesOf(host.fields.memory);
      if (memory === undefined) return;
      const span = () => fieldSpan(host, 'memory');
      const found = judge(project, host, memory);
      if (found !== undefined) report({ ...found, span: span(), fixes: changeFieldFix(host, ['memory'], roundedUp(found.needed), false) });
      const outer = resolve(project, host, 'hosts', host.fields.guestOf);
      const limit = bytesOf(outer?.fields.memory);
      if (outer === undefined || limit === undefined || memory <= limit) return;
      report({
        message: 'guest',
        args: { name: host.name, memory: memoryInWords(memory), host: outer.name, outer: memoryInWords(limit) },
        span: span(),
        related: [relatedPlace(uri, outer, fieldSpan(outer, 'memory'), message({ en: 'Its host', fr: 'Son hôte' }))],
        fixes: changeFieldFix(host, ['memory'], outer.fields.memory ?? '', false),
      });
    },
  },
});

function judge(
  project: Project,
  host: ProjectItem<'hosts'>,
  memory: number,
): (Pick<Report<MessageId>, 'message' | 'args' | 'severity'> & { readonly needed: number }) | undefined {
  const { terms, unsaid } = memoryDemandOf(project, host);
  const sum = terms.reduce((total, { bytes }) => total + bytes, 0);
  // Most hosts have enough, and need no words.
  const args = () => ({ name: host.name, memory: memoryInWords(memory), terms: shown(terms) });
  const whole = () => (unsaid.length === 0 ? shown(terms) : message(partial, { terms: shown(terms), rest: notCounted(unsaid) }));
  if (sum > memory) return { message: 'exceed', args: { ...args(), terms: whole(), sum: memoryInWords(sum) }, needed: sum };
  const left = memory - sum;
  // The system alone is nobody's plan.
  if (unsaid.length === 0 || terms.length < 2 || left >= leastForPostgres) return undefined;
  const databases = listed(unsaid.map(({ name }) => message({ en: '`{name}`', fr: '`{name}`' }, { name })));
  return { message: 'left', args: { ...args(), left: memoryInWords(left), databases }, severity: 'info', needed: sum + leastForPostgres };
}

const partial = { en: '{terms} ({rest})', fr: '{terms} ({rest})' };

/** Less than this is no cache to speak of. */
const leastForPostgres = 1024 ** 3;

/** Machines come in even numbers. */
function roundedUp(bytes: number): string {
  return `${Math.ceil(bytes / 1024 ** 3 / 2) * 2} GiB`;
}

const mostTerms = 8;

function shown(terms: readonly MemoryTerm[]): Message {
  const rest = terms.slice(mostTerms);
  const words = terms.slice(0, mostTerms).map(wordsOf);
  const size = memoryInWords(rest.reduce((total, { bytes }) => total + bytes, 0));
  const more = message({ en: '{size} of {n} more', fr: '{size} de {n} autres' }, { size, n: rest.length });
  return joined(rest.length === 0 ? words : [...words, more], ' + ');
}

export const page = {
  why: {
    en: 'Linux promises memory that it does not have, and when it is asked for, ends the program that holds most. That is the instance or the database, in the busiest hour.',
    fr: "Linux promet de la mémoire qu'il n'a pas et, quand on la lui demande, arrête le programme qui en tient le plus. C'est l'instance ou la base, à l'heure la plus chargée.",
  },
  todo: {
    en: 'Share the memory out: about half for PostgreSQL, the rest for heaps with a quarter on top, half a gigabyte for the system. Training and test instances take small heaps or another host.',
    fr: "Répartissez la mémoire : environ la moitié pour PostgreSQL, le reste pour les tas augmentés d'un quart, un demi-gigaoctet pour le système. Les instances de formation et de test prennent de petits tas ou un autre hôte.",
  },
  good: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: one, address: 192.0.2.1, memory: 16 GiB }',
        '  - { name: bare, address: 192.0.2.2 }',
        '  - { name: idle, address: 192.0.2.3, memory: 1 GiB }',
        '  - { name: box, address: 192.0.2.4, guestOf: one, guestKind: lxd, memory: 8 GiB }',
        'databases:',
        '  - { name: main, host: one, tuning: { recipe: dhis2-guide, memory: 6 GiB } }',
        '  - { name: small, host: idle }',
        'instances:',
        '  - { name: hmis, host: box, heap: 5 GiB }',
        '  - { name: emis, host: bare, heap: 500 GiB }',
        'services:',
        '  - { name: openhim, host: one, memory: 2 GiB }',
        '',
      ].join('\n'),
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - name: big',
        '    address: 192.0.2.1',
        '    memory: 32 GiB',
        '    #       ^^^^^^ exceed',
        '  - { name: web, address: 192.0.2.2, guestOf: big, guestKind: lxd }',
        '  - name: db',
        '    address: 192.0.2.3',
        '    guestOf: big',
        '    guestKind: lxd',
        '    memory: 48 GiB',
        '    #       ^^^^^^ guest',
        'databases:',
        '  - { name: main, host: db, tuning: { recipe: values, sharedBuffers: 12 GiB, maintenanceWorkMem: 1 GiB } }',
        'instances:',
        '  - { name: hmis, host: web, heap: 12 GiB }',
        '  - { name: training, host: web, heap: 4 GiB }',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'hosts:',
        '  - name: web-1',
        '    address: 192.0.2.1',
        '    memory: 8 GiB',
        '    #       ^^^^^ left',
        'databases:',
        '  - { name: main, host: web-1 }',
        'instances:',
        '  - { name: hmis, host: web-1, heap: 5.5 GiB }',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
