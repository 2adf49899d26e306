/** Which `dhis.conf` a manifest names (`config` of an instance), and the DHIS2 version it names beside it. */
import { parseVersion } from '../catalogue/versions.ts';
import type { Span } from '../findings.ts';
import { fieldSpan, isSound, itemsOf } from './items.ts';
import { parseManifest } from './parse-manifest.ts';

export type ManifestText = { readonly uri: string; readonly text: string };

export type NamedConf = {
  /** Address of the `dhis.conf`, in the form of `sameFileKey`. */
  readonly file: string;
  /** `dhis2Version` as written. */
  readonly version: string;
  readonly instance: string;
  readonly manifestUri: string;
  /** Place of the version in the manifest. */
  readonly span: Span;
};

/**
 * Instances that name both, in the order of the text. Never throws, whatever the text and the address. While a text is
 * half-typed, what it said before holds.
 */
export function namedConfs({ uri, text }: ManifestText, before: readonly NamedConf[] = []): readonly NamedConf[] {
  const manifest = parseManifest(text);
  if (before.length > 0 && !manifest.parts.every(({ readable }) => readable)) return before;
  return itemsOf(manifest, 'instances')
    .filter(isSound)
    .flatMap((item) => {
      const { config, dhis2Version } = item.fields;
      if (typeof config !== 'string' || typeof dhis2Version !== 'string' || parseVersion(dhis2Version) === undefined) return [];
      const span = fieldSpan(item, 'dhis2Version');
      return [{ file: confUri(uri, config), version: dhis2Version, instance: item.name, manifestUri: uri, span }];
    });
}

/** Of all that manifests name: what they say of this file, the nearest manifest above it first, then in the order given. */
export function namedFor(uri: string, all: Iterable<NamedConf>): NamedConf | undefined {
  const key = sameFileKey(uri);
  let nearest: NamedConf | undefined;
  let depth = -1;
  for (const named of all) {
    if (named.file !== key) continue;
    const folder = sameFileKey(named.manifestUri).replace(/[^/]*$/, '');
    const own = key.startsWith(folder) ? folder.length : 0;
    if (own > depth) [nearest, depth] = [named, own];
  }
  return nearest;
}

/**
 * One form for all ways to write the address of a file: editors escape more or less of it, and Windows has drive letters
 * in both cases.
 */
export function sameFileKey(uri: string): string {
  return unescaped(uri).replace(/^(file:\/\/\/)([a-z])(?=:)/i, (_, scheme: string, drive: string) => scheme + drive.toLowerCase());
}

/** The address of a file that a manifest names by a path relative to itself, in the form of `sameFileKey`. */
export function confUri(manifestUri: string, path: string): string {
  const whole = sameFileKey(manifestUri);
  const root = /^[a-z][\w+.-]*:(?:\/\/[^/]*)?/i.exec(whole)?.[0] ?? '';
  const folders = whole.slice(root.length).split('/').slice(0, -1);
  const steps: string[] = [];
  for (const step of [...folders, ...path.split('/')]) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return `${root}/${steps.join('/')}`;
}

/** A `%` that escapes nothing leaves the address as it is. */
function unescaped(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
