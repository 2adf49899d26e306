import { plainText, settingsIn } from '../inventory/settings-in.ts';
import { variableNamed } from '../inventory/variables.ts';
import { defineInventoryRule, type RulePage } from './define-rule.ts';
import { replaceFix } from './inventory-fixes.ts';

export const rule = defineInventoryRule<'heap' | 'memory' | 'refused'>({
  id: 'dropped-size',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Size that the tool drops', fr: "Taille que l'outil écarte" },
  what: {
    en: '`heap_memory_size`, or a size of PostgreSQL, is written in a way that dhis2-server-tools does not take over.',
    fr: "`heap_memory_size`, ou une taille de PostgreSQL, est écrite d'une façon que dhis2-server-tools ne reprend pas.",
  },
  source:
    'dhis2-server-tools deploy/roles/create-instance/templates/tomcat_default.j2 and deploy/roles/postgres/templates/dhis-pg.conf.j2 @ dce3c4a',
  messages: {
    heap: {
      en: '`{value}` is dropped without a word, and Java takes a quarter of the memory instead. Write digits and `G` or `M`, such as `4G`.',
      fr: '`{value}` est écarté sans un mot, et Java prend un quart de la mémoire. Écrivez des chiffres et `G` ou `M`, comme `4G`.',
    },
    memory: {
      en: '`{value}` is dropped without a word, and PostgreSQL keeps its own small default. Write digits and `GB` or `MB`, such as `8GB`.',
      fr: '`{value}` est écarté sans un mot, et PostgreSQL garde sa petite valeur par défaut. Écrivez des chiffres et `GB` ou `MB`, comme `8GB`.',
    },
    refused: {
      en: 'The tool takes `{value}` over, but PostgreSQL knows `kB` only and does not start. Write the size in `MB`.',
      fr: "L'outil reprend `{value}`, mais PostgreSQL ne connaît que `kB` et ne démarre pas. Écrivez la taille en `MB`.",
    },
  },
  check(context, report) {
    for (const { assignment } of settingsIn(context)) {
      const type = variableNamed(assignment.name)?.type;
      const value = plainText(assignment.value)?.trim() ?? '';
      if (value === '' || (type !== 'heap' && type !== 'memory')) continue;
      const message = type === 'heap' ? (heapForm.test(value) ? undefined : 'heap') : ofMemory(value);
      if (message === undefined) continue;
      const meant = asMeant(value, type === 'heap' ? '' : 'B');
      const fixes = meant === undefined ? [] : [replaceFix(assignment.valueSpan, meant, true)];
      report({ message, args: { value }, span: assignment.valueSpan, fixes });
    }
  },
});

const heapForm = /^\d+[GMgm]$/;

function ofMemory(value: string): 'memory' | 'refused' | undefined {
  if (/^\d+KB$/.test(value)) return 'refused';
  return /^\d+[GM]B$/.test(value) ? undefined : 'memory';
}

/** Undefined where the unit is left open. */
function asMeant(value: string, suffix: '' | 'B'): string | undefined {
  const [, digits, unit] = /^(\d+)\s*([GM])i?B?$/i.exec(value) ?? [];
  if (digits !== undefined && unit !== undefined) return `${digits}${unit.toUpperCase()}${suffix}`;
  const kilobytes = /^(\d+)\s*KB$/i.exec(value)?.[1];
  return kilobytes === undefined || Number(kilobytes) < 1024 ? undefined : `${Math.floor(Number(kilobytes) / 1024)}M${suffix}`;
}

const hosts = '[instances]\ndhis dhis2_version=2.42 ansible_host=172.19.2.11\n';

export const page = {
  why: {
    en: 'The run ends without an error, and the server is as small as before.',
    fr: "L'exécution finit sans erreur, et le serveur reste aussi petit qu'avant.",
  },
  todo: {
    en: 'Write whole numbers without a blank: `4G` for Java, `8GB` for PostgreSQL.',
    fr: 'Écrivez des nombres entiers sans espace : `4G` pour Java, `8GB` pour PostgreSQL.',
  },
  good: [
    { text: `${hosts}[instances:vars]\nheap_memory_size=4096M\n[databases:vars]\npg_work_mem=20MB\npg_shared_buffers={{ half }}\n` },
    { text: 'pg_shared_buffers: 8GB\n', file: 'inventory/host_vars/postgres', beside: { '../hosts': hosts } },
    { text: 'heap_memory_size: 4GB\n', file: 'inventory/host_vars/dhis.template', beside: { '../hosts': hosts } },
  ],
  bad: [
    {
      text: `${hosts.trimEnd()} heap_memory_size=4GB\n#                                                                 ^^^ heap\n`,
      fixed: `${hosts.trimEnd()} heap_memory_size=4G\n`,
    },
    {
      text: `${hosts}[databases:vars]\npg_shared_buffers=8 GB\n#                 ^^^^ memory\npg_work_mem=20480KB\n#           ^^^^^^^ refused\n`,
      fixed: `${hosts}[databases:vars]\npg_shared_buffers=8GB\npg_work_mem=20MB\n`,
    },
    {
      text: 'pg_shared_buffers: 1.5GB\n#                  ^^^^^ memory\nheap_memory_size: 4096\n#                 ^^^^ heap\n',
      file: 'inventory/host_vars/postgres',
      beside: { '../hosts': hosts },
    },
  ],
} satisfies RulePage;
