/** Addresses of `dhis.conf` files as manifests name them, and which of the names of a file counts. */
import type { Span } from '../findings.ts';
import { unescaped } from '../text/unescaped.ts';

export type ManifestText = { readonly uri: string; readonly text: string };

export type NamedConf = {
  /** Address of the `dhis.conf`, in the form of `sameFileKey`. */
  readonly file: string;
  /** The same as an address that can be opened. */
  readonly uri: string;
  /** `dhis2Version` as written; undefined when it is absent or no version. */
  readonly version: string | undefined;
  readonly instance: string;
  readonly manifestUri: string;
  /** Place of the version in the manifest, else of the instance. */
  readonly span: Span;
};

/**
 * Of all that manifests name: what they say of this file. One with a version goes first, then the nearest manifest above
 * the file, then the order given.
 */
export function namedFor(uri: string, all: Iterable<NamedConf>): NamedConf | undefined {
  const key = sameFileKey(uri);
  let best: NamedConf | undefined;
  let rank = -1;
  for (const named of all) {
    if (named.file !== key) continue;
    const folder = sameFileKey(named.manifestUri).replace(/[^/]*$/, '');
    const depth = key.startsWith(folder) ? folder.length : 0;
    const own = depth + (named.version === undefined ? 0 : key.length + 1);
    if (own > rank) [best, rank] = [named, own];
  }
  return best;
}

/**
 * One form for all ways to write the address of a file: editors escape more or less of it, and Windows has drive letters
 * in both cases.
 */
export function sameFileKey(uri: string): string {
  return unescaped(uri).replace(/^(file:\/\/\/)([a-z])(?=:)/i, (_, scheme: string, drive: string) => scheme + drive.toLowerCase());
}

/** The address of a file that a manifest names by a path relative to itself. */
export function fileBeside(manifestUri: string, path: string): string {
  const root = /^[a-z][\w+.-]*:(?:\/\/[^/]*)?/i.exec(manifestUri)?.[0] ?? '';
  const folders = manifestUri.slice(root.length).split('/').slice(0, -1);
  const steps: string[] = [];
  for (const step of [...folders, ...path.split('/').map(escaped)]) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return `${root}/${steps.join('/')}`;
}

/** Half a character of two, which a half-typed text may hold, has no escape. */
function escaped(step: string): string {
  try {
    return encodeURIComponent(step);
  } catch {
    return step;
  }
}
