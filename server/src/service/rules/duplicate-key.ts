import { message } from '../messages.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { removeEntryFix } from './fixes.ts';

export const rule = defineConfRule<'overridden'>({
  id: 'duplicate-key',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Key that is set again further down', fr: 'Clé redéfinie plus bas' },
  what: {
    en: 'The same key stands more than once in the file.',
    fr: 'La même clé figure plusieurs fois dans le fichier.',
  },
  source: 'java.util.Properties (JDK 17), run',
  messages: {
    overridden: {
      en: '`{key}` is set again in line {line}, and that one wins. Delete this line.',
      fr: "`{key}` est redéfinie à la ligne {line}, et c'est celle-là qui compte. Supprimez cette ligne-ci.",
    },
  },
  check({ text, entries, lines, winners }, report) {
    const winning = winners();
    // Of the branches of a template only one reaches the server.
    if (winning.size === entries.length || templateStatement.test(text)) return;
    for (const { entry, key } of entries) {
      const winner = winning.get(key)?.entry;
      if (winner === undefined || winner === entry || key.includes('{{')) continue;
      report({
        message: 'overridden',
        args: { key, line: lines.lineAt(winner.span.start) + 1 },
        span: entry.key.span,
        tag: 'unnecessary',
        related: [{ span: winner.key.span, message: message({ en: 'This line wins', fr: "C'est cette ligne qui compte" }) }],
        fixes: [removeEntryFix(entry, lines, true)],
      });
    }
  },
});

export const page = {
  why: {
    en: 'The last one wins, silently. Whoever edits the first one wonders why nothing changes.',
    fr: "La dernière l'emporte, en silence. Qui modifie la première se demande pourquoi rien ne change.",
  },
  todo: { en: 'Keep one line for each key.', fr: 'Gardez une seule ligne par clé.' },
  good: [
    { text: 'connection.username = dhis\nconnection.password = ${DB_PASSWORD}\n' },
    { text: '{% if test %}\nnode.id = a\n{% else %}\nnode.id = b\n{% endif %}\n' },
    { text: '{{- if .Values.test }}\nnode.id = a\n{{- else }}\nnode.id = b\n{{- end }}\n' },
    { text: '{{ basics }}\nnode.id = a\n{{ extras }}\n' },
  ],
  bad: [
    {
      text: 'node.id = a\n#^^^^^^ overridden\nsystem.read_only_mode = off\nnode.id = b\n',
      fixed: 'system.read_only_mode = off\nnode.id = b\n',
    },
    {
      text: 'node.id = a\n#^^^^^^ overridden\nnode\\u002eid = b\n#^^^^^^^^^^^ overridden\nnode.id : c\n',
      fixed: 'node.id : c\n',
    },
  ],
} satisfies RulePage;

/** Jinja and its kin, Helm. */
const templateStatement = /\{%|\{\{-?[ \t]*(?:if|else|end|range|with)\b/;
