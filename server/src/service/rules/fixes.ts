/** Fixes that several rules offer, made in one place so that they read alike in the menu. */
import { placeInValue } from '../conf/place-in-value.ts';
import { variableName } from '../conf/variable-name.ts';
import type { Fix, Span } from '../findings.ts';
import { type Message, message } from '../messages.ts';
import type { PropertyEntry } from '../properties/ast.ts';
import { escapeKey, escapeValue, printEntry } from '../properties/printer.ts';
import { type LineIndex, lineEnd, lineStart, nextLineStart } from '../text/lines.ts';
import type { NamedRule, Suppression } from '../text/suppressions.ts';
import type { ConfContext, ConfEntry } from './context.ts';

export function replaceKeyFix(entry: PropertyEntry, key: string, title: Message, preferred: boolean): Fix {
  return { title, edits: [{ span: entry.key.span, newText: escapeKey(key) }], preferred };
}

/** Puts another value in place of the whole one. */
export function replaceValueFix(text: string, entry: ConfEntry, value: string, preferred: boolean): Fix {
  return {
    title: message({ en: 'Change to `{value}`', fr: 'Remplacer par `{value}`' }, { value }),
    edits: [{ span: placeInValue(text, entry), newText: escapeValue(value) }],
    preferred,
  };
}

/** Not preferred: until the variable is set, the text `${NAME}` itself would be the secret. */
export function variableFix(text: string, entry: ConfEntry): Fix {
  const variable = `\${${variableName(entry.key)}}`;
  return {
    title: message(
      {
        en: 'Replace by `{variable}`; the secret must then be in the environment of the server',
        fr: "Remplacer par `{variable}` ; le secret doit alors être dans l'environnement du serveur",
      },
      { variable },
    ),
    edits: [{ span: placeInValue(text, entry), newText: variable }],
    preferred: false,
  };
}

/** Adds a line of its own below an entry. */
export function addLineFix({ text, lines }: ConfContext, { entry }: ConfEntry, key: string, value: string, preferred: boolean): Fix {
  const place = lines.nextLineStart(entry.span.end);
  const newLine = text.includes('\r\n') ? '\r\n' : '\n';
  const line = `${printEntry(key, value)}${newLine}`;
  const onNewLine = text.charAt(place - 1) === '\n' || text.charAt(place - 1) === '\r';
  return {
    title: message({ en: 'Add `{line}`', fr: 'Ajouter `{line}`' }, { line: `${key} = ${value}` }),
    edits: [{ span: { start: place, end: place }, newText: onNewLine ? line : newLine + line }],
    preferred,
  };
}

/** Takes the whole entry out, with its continuation lines and line end. */
export function removeEntryFix(entry: PropertyEntry, lines: LineIndex, preferred: boolean): Fix {
  return {
    title: message({ en: 'Delete this line', fr: 'Supprimer cette ligne' }),
    edits: [{ span: { start: entry.span.start, end: lines.nextLineStart(entry.span.end) }, newText: '' }],
    preferred,
  };
}

/** With its line when it has one of its own, else with the blanks before it. */
export function removeCommentFix(text: string, { span }: Suppression, preferred: boolean): Fix {
  const start = lineStart(text, span.start);
  const before = text.slice(start, span.start);
  const isOwnLine = before.trim() === '' && !before.includes('\ufeff');
  return {
    title: message({ en: 'Delete this comment', fr: 'Supprimer ce commentaire' }),
    edits: [
      {
        span: isOwnLine
          ? { start, end: nextLineStart(text, span.end) }
          : { start: start + before.trimEnd().length, end: lineEnd(text, span.end) },
        newText: '',
      },
    ],
    preferred,
  };
}

/** Takes one name out of the list, with its comma. */
export function removeNameFix({ names }: Suppression, name: NamedRule, preferred: boolean): Fix {
  const index = names.indexOf(name);
  const before = names[index - 1];
  const after = names[index + 1];
  const span: Span =
    before === undefined
      ? { start: name.span.start, end: after?.span.start ?? name.span.end }
      : { start: before.span.end, end: name.span.end };
  return {
    title: message({ en: 'Delete `{rule}` here', fr: 'Supprimer `{rule}` ici' }, { rule: name.id }),
    edits: [{ span, newText: '' }],
    preferred,
  };
}

/** One for each name, the nearest first; that one is preferred. */
export function changeToFixes(span: Span, names: readonly string[]): readonly Fix[] {
  return names.map((name, i) => ({
    title: message({ en: 'Change to `{name}`', fr: 'Remplacer par `{name}`' }, { name }),
    edits: [{ span, newText: name }],
    preferred: i === 0,
  }));
}
