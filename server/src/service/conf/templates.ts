/** Marks of a template language, which may bring in lines that the file does not show. Searched for once in each text. */
import type { ConfEntry } from '../rules/context.ts';
import type { ConfDocument } from './conf-document.ts';

const remembered = new WeakMap<readonly ConfEntry[], boolean>();

export function holdsTemplateMark({ text, entries }: ConfDocument): boolean {
  const known = remembered.get(entries);
  if (known !== undefined) return known;
  const holds = text.includes('{{') || text.includes('{%');
  remembered.set(entries, holds);
  return holds;
}
