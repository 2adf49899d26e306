/** Where findings about all people together are told: at the name of the section. */
import type { Span } from '../findings.ts';
import { fieldNameSpan, isGroup } from '../manifest/items.ts';
import type { ManifestDocument } from '../manifest/manifest-document.ts';

export function teamSpan({ text, parts }: ManifestDocument): Span {
  const part = parts.find(({ data }) => isGroup(data) && data['team'] !== undefined);
  return part === undefined ? { start: 0, end: 0 } : fieldNameSpan(text, part, ['team']);
}
