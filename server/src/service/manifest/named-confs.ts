/** Which `dhis.conf` files a manifest names (`config` of an instance), and the DHIS2 version it names beside each. */
import { parseVersion } from '../catalogue/versions.ts';
import { fileBeside, type ManifestText, type NamedConf, sameFileKey } from './conf-addresses.ts';
import { fieldSpan, soundItemsOf } from './items.ts';
import type { ManifestDocument } from './manifest-document.ts';
import { parseManifest } from './parse-manifest.ts';

/** Instances that name a file, in the order of the text. Never throws, whatever the text and the address. */
export function namedConfs({ uri, text }: ManifestText): readonly NamedConf[] {
  return namedIn(uri, parseManifest(text));
}

const known = new WeakMap<ManifestDocument, { readonly uri: string; readonly named: readonly NamedConf[] }>();

export function namedIn(uri: string, manifest: ManifestDocument): readonly NamedConf[] {
  const kept = known.get(manifest);
  if (kept?.uri === uri) return kept.named;
  const named = namesOf(manifest).map(({ config, ...name }) => {
    const beside = fileBeside(uri, config);
    return { ...name, file: sameFileKey(beside), uri: beside, manifestUri: uri };
  });
  known.set(manifest, { uri, named });
  return named;
}

/** What does not depend on where the manifest stands. */
type Name = Pick<NamedConf, 'version' | 'instance' | 'span'> & { readonly config: string };

const knownNames = new WeakMap<ManifestDocument, readonly Name[]>();

export function namesOf(manifest: ManifestDocument): readonly Name[] {
  const names = knownNames.get(manifest) ?? readNames(manifest);
  knownNames.set(manifest, names);
  return names;
}

function readNames(manifest: ManifestDocument): readonly Name[] {
  return soundItemsOf(manifest, 'instances').flatMap((item) => {
    const { config, dhis2Version } = item.fields;
    if (config === undefined) return [];
    const version = dhis2Version !== undefined && parseVersion(dhis2Version) !== undefined ? dhis2Version : undefined;
    return [{ config, version, instance: item.name, span: fieldSpan(item, 'dhis2Version') }];
  });
}
