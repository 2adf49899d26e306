/** Fixes that several rules offer, made in one place so that they read alike in the menu. */
import type { Fix } from '../findings.ts';
import { type Message, message } from '../messages.ts';
import type { PropertyEntry } from '../properties/ast.ts';
import { escapeKey } from '../properties/printer.ts';
import type { LineIndex } from '../text/lines.ts';

export function replaceKeyFix(entry: PropertyEntry, key: string, title: Message, preferred: boolean): Fix {
  return { title, edits: [{ span: entry.key.span, newText: escapeKey(key) }], preferred };
}

/** Takes the whole entry out, with its continuation lines and line end. */
export function removeEntryFix(entry: PropertyEntry, lines: LineIndex, preferred: boolean): Fix {
  return {
    title: message({ en: 'Delete this line', fr: 'Supprimer cette ligne' }),
    edits: [{ span: { start: entry.span.start, end: lines.nextLineStart(entry.span.end) }, newText: '' }],
    preferred,
  };
}
