/** Fixes that put another version, size or word in place of one in a manifest. */
import type { Fix } from '../findings.ts';
import { exactSpan, type ManifestItem } from '../manifest/items.ts';
import { message } from '../messages.ts';
import type { Path } from '../yaml/schema-walk.ts';

type Item = Pick<ManifestItem, 'part' | 'path'>;

/** Nothing when the value comes from an alias or a merge key. */
export function changeFieldFix({ part, path }: Item, field: Path, written: string, preferred: boolean): readonly Fix[] {
  const span = exactSpan(part, [...path, ...field]);
  const title = message({ en: 'Change to `{value}`', fr: 'Remplacer par `{value}`' }, { value: written });
  return span === undefined ? [] : [{ title, edits: [{ span, newText: written }], preferred }];
}

/** In quotes, so that YAML does not take it for a number. */
export function changeToQuotedFix(item: Item, field: string, version: string): readonly Fix[] {
  return changeFieldFix(item, [field], `"${version}"`, true);
}
