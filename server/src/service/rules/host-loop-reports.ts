/** Hosts that lead back to themselves, as reports for the rules on each field that can do so. */
import { fieldSpan } from '../manifest/items.ts';
import { message, type Text } from '../messages.ts';
import { hostLoops } from '../project/host-loops.ts';
import { relatedPlace } from '../project/related-place.ts';
import type { ManifestContext } from './context.ts';
import type { Report } from './define-rule.ts';

export type LoopMessageId = 'itself' | 'loop';

/** `onTheWay` is said of the other hosts of a loop; `{name}` is the one it stands at. */
export function hostLoopReports(
  { document, project, uri }: ManifestContext,
  field: 'jumpHost' | 'guestOf',
  onTheWay: Text,
): readonly Report<LoopMessageId>[] {
  if (document.templated || !project.knowsAll('hosts')) return [];
  return hostLoops(project, field).flatMap((loop) => {
    const [first, ...others] = loop;
    if (first === undefined) return [];
    const names = [...loop, first].map(({ item }) => `\`${item.name}\``);
    return {
      message: others.length === 0 ? 'itself' : 'loop',
      args: { name: first.item.name, way: names.join(' → ') },
      span: fieldSpan(first.item, field),
      related: others.map(({ item, uri: place }) =>
        relatedPlace(uri, { uri: place, text: item.text }, fieldSpan(item, field), message(onTheWay, { name: item.name })),
      ),
    };
  });
}
