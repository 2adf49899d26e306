/** Fixes of rules about `containers.json`. */
import type { Fix, Span } from '../findings.ts';
import { message } from '../messages.ts';

/** The span is that of the text between its quotes. */
export function changeText(span: Span, value: string, preferred: boolean): Fix {
  const title = message({ en: 'Change to `{value}`', fr: 'Remplacer par `{value}`' }, { value });
  return { title, edits: [{ span, newText: JSON.stringify(value).slice(1, -1) }], preferred };
}
