/**
 * Comments that silence a finding. The reason is left to the person: `?` stands for it, and the rule
 * `suppression-without-reason` goes on asking until it is written.
 */
import type { Finding, SpanEdit } from '../findings.ts';
import { message } from '../messages.ts';
import { lineBreakOf, lineStart } from '../text/lines.ts';
import type { Offer } from './code-actions.ts';

/** `placeOf`: where the line begins above which a comment would be about an offset; undefined where none can be. */
export function ignoreOffers(text: string, placeOf: (offset: number) => number | undefined, { rule, span }: Finding): readonly Offer[] {
  const place = placeOf(span.start);
  const line = place === undefined ? [] : insertion(text, lineStart(text, place), `# dhis2-lint-ignore ${rule} -- ?`);
  const file = insertion(text, 0, `# dhis2-lint-ignore-file ${rule} -- ?`);
  return [
    ...line.map((edit) => ({
      title: message({ en: 'Ignore `{rule}` on this line', fr: 'Ignorer `{rule}` sur cette ligne' }, { rule }),
      edit: [edit],
    })),
    ...file.map((edit) => ({
      title: message({ en: 'Ignore `{rule}` in this file', fr: 'Ignorer `{rule}` dans ce fichier' }, { rule }),
      edit: [edit],
    })),
  ];
}

/** With the margin of the line it goes above. None where a byte order mark must stay the first character. */
function insertion(text: string, start: number, comment: string): readonly SpanEdit[] {
  if (text.charCodeAt(start) === 0xfeff) return [];
  const margin = start === 0 ? '' : (/^[ \t]*/.exec(text.slice(start, start + longestMargin))?.[0] ?? '');
  return [{ span: { start, end: start }, newText: `${margin}${comment}${lineBreakOf(text)}` }];
}

/** A line may be megabytes long. */
const longestMargin = 200;
