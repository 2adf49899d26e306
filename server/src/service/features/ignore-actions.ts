/**
 * Comments that silence a finding. The reason is left to the person: `?` stands for it, and the rule
 * `suppression-without-reason` goes on asking until it is written.
 */
import type { Finding, SpanEdit } from '../findings.ts';
import { message } from '../messages.ts';
import { applyEdits } from '../text/edits.ts';
import { lineBreakOf, lineStart } from '../text/lines.ts';
import type { Suppression } from '../text/suppressions.ts';
import type { Offer } from './code-actions.ts';

export type IgnoreContext = {
  readonly text: string;
  /** Where the entry or line begins that holds an offset; undefined between entries. */
  placeOf(offset: number): number | undefined;
  readSuppressions(text: string): readonly Suppression[];
};

/** Only what will work is offered: the text with the comment is read again. */
export function ignoreOffers(context: IgnoreContext, finding: Finding): readonly Offer[] {
  const { rule, span } = finding;
  const line = lineEdit(context, finding);
  const file = insertion(context.text, 0, `# dhis2-lint-ignore-file ${rule} -- ?`);
  const covers = ({ edit: { span: at, newText }, offset }: Insertion): boolean => {
    const moved = span.start + newText.length;
    return context.readSuppressions(applyEdits(context.text, [{ span: at, newText }])).some(({ span: comment, names, covers: where }) => {
      if (comment.start !== offset || names[0]?.id !== rule || where === 'nothing') return false;
      return where === 'file' || (where.start <= moved && moved <= where.end);
    });
  };
  return [
    ...(line !== undefined && covers(line)
      ? [{ title: message({ en: 'Ignore `{rule}` on this line', fr: 'Ignorer `{rule}` sur cette ligne' }, { rule }), edit: [line.edit] }]
      : []),
    ...(file !== undefined && covers(file)
      ? [{ title: message({ en: 'Ignore `{rule}` in this file', fr: 'Ignorer `{rule}` dans ce fichier' }, { rule }), edit: [file.edit] }]
      : []),
  ];
}

/** `offset`: where the comment begins in the new text. */
type Insertion = { readonly edit: SpanEdit; readonly offset: number };

function lineEdit({ text, placeOf }: IgnoreContext, { rule, span }: Finding): Insertion | undefined {
  const place = placeOf(span.start);
  return place === undefined ? undefined : insertion(text, lineStart(text, place), `# dhis2-lint-ignore ${rule} -- ?`);
}

/** With the margin of the line it goes above. A byte order mark must stay the first character. */
function insertion(text: string, start: number, comment: string): Insertion | undefined {
  if (text.charCodeAt(start) === 0xfeff) return undefined;
  const margin = start === 0 ? '' : (/^[ \t]*/.exec(text.slice(start, start + 200))?.[0] ?? '');
  return { edit: { span: { start, end: start }, newText: `${margin}${comment}${lineBreakOf(text)}` }, offset: start + margin.length };
}
