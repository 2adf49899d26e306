/** All manifests of an installation as one value, for those who act on the whole of it. */
import type { HostingManifest } from '../generated/hosting-manifest.types.ts';
import type { ManifestText } from './conf-addresses.ts';
import { isGroup } from './items.ts';
import { readManifests } from './manifest-model.ts';
import { parseManifest } from './parse-manifest.ts';

/**
 * Undefined while any of them has a mistake or cannot be read as a whole: what is missing would look as if it was not
 * wanted. Lists are put together; of what is written once, the first counts.
 */
export function readInstallation(texts: readonly ManifestText[]): HostingManifest | undefined {
  if (readManifests(texts).some(({ problems }) => problems.length > 0)) return undefined;
  const whole: { version: 1; [field: string]: unknown } = { version: 1 };
  for (const { text } of texts) {
    const { parts, templated } = parseManifest(text);
    if (templated) return undefined;
    for (const { data, readable } of parts) {
      if (!readable) return undefined;
      if (isGroup(data)) add(whole, data);
    }
  }
  // Each part fits the schema, and so do lists of what is in their lists.
  return whole as unknown as HostingManifest;
}

function add(whole: Record<string, unknown>, part: { readonly [field: string]: unknown }): void {
  for (const [name, value] of Object.entries(part)) {
    const before = whole[name];
    if (before === undefined) whole[name] = value;
    else if (Array.isArray(before) && Array.isArray(value)) whole[name] = [...before, ...value];
  }
}
