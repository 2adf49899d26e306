import type { Fix } from '../findings.ts';
import type { Assignment, IniFile } from '../inventory/ini-ast.ts';
import { holdsSecret } from '../inventory/variables.ts';
import { message } from '../messages.ts';
import { lineStart } from '../text/lines.ts';
import { defineInventoryRule, type RulePage } from './define-rule.ts';

export const rule = defineInventoryRule<'kept' | 'cut'>({
  id: 'comment-mixed-with-value',
  category: 'syntax',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Comment that becomes part of a value, or cuts it', fr: 'Commentaire qui entre dans une valeur, ou la coupe' },
  what: {
    en: 'Below `[...:vars]` a `#` behind a text does not begin a comment; on the line of a host it always does, also in the middle of a word.',
    fr: "Sous `[...:vars]`, un `#` après un texte ne commence pas un commentaire ; sur la ligne d'un hôte il le fait toujours, même au milieu d'un mot.",
  },
  source: 'ansible-core 2.14, lib/ansible/plugins/inventory/ini.py, run',
  messages: {
    kept: {
      en: 'Below `[...:vars]` a comment needs a line of its own: the value of `{name}` is all of this, `#` included. Move the comment above.',
      fr: 'Sous `[...:vars]`, un commentaire demande sa propre ligne : la valeur de `{name}` est tout ceci, `#` compris. Placez le commentaire au-dessus.',
    },
    cut: {
      en: 'On the line of a host `#` begins a comment wherever it stands: the value of `{name}` ends before it. Put quotes around the value.',
      fr: "Sur la ligne d'un hôte, `#` commence un commentaire où qu'il soit : la valeur de `{name}` finit juste avant. Mettez la valeur entre guillemets.",
    },
  },
  check({ ini }, report) {
    if (ini === undefined) return;
    const { text } = ini;
    for (const { lines } of ini.sections) {
      for (const line of lines) {
        if (line.kind === 'variable') {
          const { name, valueSpan, value } = line.variable;
          const mark = / +#(?= )|\t+#/.exec(text.slice(valueSpan.start, valueSpan.end));
          if (mark === null || value.kind !== 'string' || holdsSecret(name)) continue;
          const span = { start: valueSpan.start + mark.index, end: valueSpan.end };
          const written = text.slice(valueSpan.start, valueSpan.end);
          // Quotes around all of it say that it is meant.
          if (/^(["']).*\1$/.test(written)) continue;
          report({ message: 'kept', args: { name }, span: trimmed(text, span), fixes: [moveFix(ini, line.variable, mark.index)] });
        }
        if (line.kind !== 'host') continue;
        const last = line.variables.at(-1);
        if (last === undefined || text.charAt(last.span.end) !== '#') continue;
        report({ message: 'cut', args: { name: last.name }, span: { start: last.span.end, end: endOfWord(text, last.span.end) } });
      }
    }
  },
});

function trimmed(text: string, { start, end }: { readonly start: number; readonly end: number }) {
  let first = start;
  while (/\s/.test(text.charAt(first))) first++;
  return { start: first, end };
}

function endOfWord(text: string, start: number): number {
  let end = start;
  while (end < text.length && /\S/.test(text.charAt(end))) end++;
  return end;
}

function moveFix({ text }: IniFile, { valueSpan }: Assignment, index: number): Fix {
  const start = lineStart(text, valueSpan.start);
  const comment = text.slice(valueSpan.start + index, valueSpan.end).trim();
  const newLine = text.includes('\r\n') ? '\r\n' : '\n';
  return {
    title: message({ en: 'Move the comment above', fr: 'Placer le commentaire au-dessus' }),
    edits: [
      { span: { start, end: start }, newText: `${comment}${newLine}` },
      { span: { start: valueSpan.start + index, end: valueSpan.end }, newText: '' },
    ],
    preferred: true,
  };
}

const hosts = '[instances]\ndhis ansible_host=172.19.2.11 dhis2_version=2.42\n';

export const page = {
  why: {
    en: '`proxy=nginx # the proxy` asks for a proxy of this whole name, which nobody has.',
    fr: "`proxy=nginx # le proxy` demande un proxy de ce nom entier, que personne n'a.",
  },
  todo: {
    en: 'Give comments below `[...:vars]` lines of their own, and quotes to values with `#` on the line of a host.',
    fr: "Donnez aux commentaires sous `[...:vars]` leur propre ligne, et des guillemets aux valeurs avec `#` sur la ligne d'un hôte.",
  },
  good: [
    {
      text: `${hosts.trimEnd()} # note\n[all:vars]\n# nginx or apache2\nproxy=nginx\npostgresql_version=16 # the major\nalerting_slack_channel="a # b"\n`,
    },
    { text: `${hosts}[instances:vars]\ndb_password=a # b\n` },
    { text: `${hosts.trimEnd()} fqdn="a#b"\n` },
  ],
  bad: [
    {
      text: `${hosts}[all:vars]\nproxy=nginx  # the proxy\n#            ^^^^^^^^^^^ kept\n`,
      fixed: `${hosts}[all:vars]\n# the proxy\nproxy=nginx\n`,
    },
    { text: `[instances]\ndhis dhis2_version=2.42 database_host=a#b\n#                                      ^^ cut\n` },
  ],
} satisfies RulePage;
