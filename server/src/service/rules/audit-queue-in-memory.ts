import { auditingSwitchedOff } from '../conf/audit-matrix.ts';
import { written } from '../conf/switches.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { removeEntryFix } from './fixes.ts';

/** The name changed with 2.38; releases before knew two. */
const keys = ['audit.in_memory-queue.enabled', 'audit.inmemory-queue.enabled', 'audit.in_memory_queue.enabled'];

export const rule = defineConfRule<'inMemory'>({
  id: 'audit-queue-in-memory',
  category: 'security',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'Audits wait in memory', fr: 'Les audits attendent en mémoire' },
  what: {
    en: 'Audits are collected in memory before they reach the message broker.',
    fr: "Les audits sont rassemblés en mémoire avant d'atteindre le courtier de messages.",
  },
  source: 'dhis2-core ArtemisConfig',
  messages: {
    inMemory: {
      en: 'Audits that wait in memory are lost when the server crashes. Delete the line unless you need the speed.',
      fr: "Les audits qui attendent en mémoire sont perdus si le serveur plante. Supprimez la ligne si vous n'avez pas besoin de cette vitesse.",
    },
  },
  check(conf, report) {
    if (auditingSwitchedOff(conf) !== undefined) return;
    for (const key of keys) {
      const on = written(conf, key, 'on');
      if (on !== undefined) {
        report({ message: 'inMemory', span: on.entry.key.span, fixes: [removeEntryFix(on.entry, conf.lines, false)] });
      }
    }
  },
});

export const page = {
  why: {
    en: 'What waits there is lost when the server crashes or is killed, and those are the moments one wants to know about.',
    fr: "Ce qui y attend est perdu si le serveur plante ou est tué, et ce sont justement les moments que l'on veut comprendre.",
  },
  todo: {
    en: 'Delete the line unless measurements show that the server needs it.',
    fr: 'Supprimez la ligne, sauf si des mesures montrent que le serveur en a besoin.',
  },
  good: [
    { text: 'audit.in_memory-queue.enabled = off\n' },
    { text: 'audit.in_memory-queue.enabled = ${QUEUE}\n' },
    { text: 'audit.in_memory-queue.enabled = on\nsystem.audit.enabled = off\n' },
    { text: 'audit.inmemory-queue.enabled = on\n' },
  ],
  bad: [{ text: 'audit.in_memory-queue.enabled = on\n#^^^^^^^^^^^^^^^^^^^^^^^^^^^^ inMemory\n' }],
} satisfies RulePage;
