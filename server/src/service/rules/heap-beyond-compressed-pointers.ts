import { fieldSpan } from '../manifest/items.ts';
import { bytesOf, memoryInWords } from '../manifest/quantities.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';
import { changeFieldFix } from './version-fixes.ts';

export const rule = defineManifestRule<'wasted'>({
  id: 'heap-beyond-compressed-pointers',
  category: 'correctness',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'Heap that holds no more than a smaller one', fr: "Tas qui ne contient pas plus qu'un plus petit" },
  what: {
    en: 'Up to just under 32 GiB Java writes addresses in four bytes, beyond it in eight. A heap of 32 to 40 GiB holds about as much as one of 31.',
    fr: "Jusqu'à un peu moins de 32 Gio, Java écrit ses adresses sur quatre octets, au-delà sur huit. Un tas de 32 à 40 Gio contient à peu près autant qu'un tas de 31.",
  },
  source: 'OpenJDK HotSpot documentation, Compressed OOPs (UseCompressedOops)',
  messages: {
    wasted: {
      en: 'From 32 GiB on Java needs eight bytes for each address instead of four, so {heap} hold no more than 31 GiB do. Write `31 GiB`, and leave the rest to PostgreSQL.',
      fr: 'À partir de 32 Gio, Java prend huit octets par adresse au lieu de quatre : {heap} ne contiennent pas plus que 31 Gio. Écrivez `31 GiB`, et laissez le reste à PostgreSQL.',
    },
  },
  each: {
    instances(instance, _context, report) {
      const heap = bytesOf(instance.fields.heap);
      if (heap === undefined || heap < 32 * 1024 ** 3 || heap > 40 * 1024 ** 3) return;
      report({
        message: 'wasted',
        args: { heap: memoryInWords(heap) },
        span: fieldSpan(instance, 'heap'),
        fixes: changeFieldFix(instance, ['heap'], '31 GiB', false),
      });
    },
  },
});

export const page = {
  why: {
    en: 'The memory is paid for and does nothing, while PostgreSQL would use it as a cache.',
    fr: "La mémoire est payée et ne sert à rien, alors que PostgreSQL s'en servirait comme cache.",
  },
  todo: {
    en: 'Stay at 31 GiB, or go well beyond 40 if the instance really needs it.',
    fr: "Restez à 31 Gio, ou allez nettement au-delà de 40 si l'instance en a vraiment besoin.",
  },
  good: [
    {
      text: [
        'version: 1',
        'instances:',
        '  - { name: a, host: web-1, heap: 31 GiB }',
        '  - { name: b, host: web-1, heap: 32 GB }',
        '  - { name: c, host: web-1, heap: 64 GiB }',
        '  - { name: d, host: web-1 }',
        '',
      ].join('\n'),
    },
  ],
  bad: [
    {
      text: 'version: 1\ninstances:\n  - name: hmis\n    host: web-1\n    heap: 32 GiB\n    #     ^^^^^^ wasted\n',
    },
  ],
} satisfies RulePage;
