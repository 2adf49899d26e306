/** Where secrets may stand in a `dhis.conf`, for edges that show parts of the text to others. */
import type { Catalogue } from '../catalogue/catalogue.ts';
import { newestRelease, parseVersion } from '../catalogue/versions.ts';
import type { Span } from '../findings.ts';
import type { ConfEntry } from '../rules/context.ts';
import type { ConfDocument } from './conf-document.ts';
import { isSecretInComment, isSecretKey, mayHoldSecret } from './secrets.ts';

/** In the order of the text, without line ends at their ends. */
export function secretSpans({ text, file, entries }: ConfDocument, catalogue: Catalogue): readonly Span[] {
  const isSecret = (entry: ConfEntry) => mayHoldSecret(entry) || (entry.match === undefined && isMeantAsSecret(entry, catalogue));
  const values = entries.filter(isSecret).map(({ entry }) => entry.value.span);
  const comments = file.comments.map(({ span }) => span).filter(({ start, end }) => isSecretInComment(text.slice(start, end), catalogue));
  return [...values, ...comments].filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start);
}

const version = parseVersion(newestRelease);

/** Entries outlive the keystrokes that do not touch them, and looking for near keys takes its time. */
const known = new WeakMap<ConfEntry, boolean>();

/** Whether a mistyped key was meant to be that of a secret: the value behind it is the true one. */
function isMeantAsSecret(entry: ConfEntry, catalogue: Catalogue): boolean {
  const before = known.get(entry);
  if (before !== undefined || version === undefined) return before === true;
  const meant = catalogue.near(entry.key, version).some((near) => isSecretKey(near, catalogue.lookup(near)));
  known.set(entry, meant);
  return meant;
}
