/** Writes down which key a host of a manifest has. */
import type { SpanEdit } from '../findings.ts';
import { scalarText } from '../yaml/scalar-text.ts';
import { addField } from './insertions.ts';
import { soundItemsOf } from './items.ts';
import { parseManifest } from './parse-manifest.ts';

/**
 * The edit that adds `hostKey` to a host; undefined when the text has no sound host of that name, when the host has a pin
 * already, or when its place is no group of lines. A pin is never replaced: a key that changed is for a person to judge.
 */
export function pinHostKey(text: string, host: string, fingerprint: string): SpanEdit | undefined {
  const item = soundItemsOf(parseManifest(text), 'hosts').find(({ name }) => name === host);
  if (item === undefined || item.fields.hostKey !== undefined) return undefined;
  return addField(item, item.path, `hostKey: ${scalarText(fingerprint)}`);
}
