/** Links from the names in comments that ignore rules to the pages of those rules. */
import type { Span } from '../findings.ts';
import { ruleIds } from '../generated/rule-ids.ts';
import type { ServiceHost } from '../host.ts';
import { type Comment, maySuppress, readSuppressions } from '../text/suppressions.ts';

/** Comments are looked for only in a text that may ignore something. */
export function rulePageLinks(
  text: string,
  comments: () => readonly Comment[],
  rulePage: ServiceHost['rulePage'],
): readonly { readonly span: Span; readonly target: string }[] {
  if (!maySuppress(text)) return [];
  return readSuppressions(text, comments())
    .flatMap(({ names }) => names)
    .flatMap(({ id, span }) => {
      const target = ruleIds.includes(id) ? rulePage(id) : undefined;
      return target === undefined ? [] : [{ span, target }];
    });
}
