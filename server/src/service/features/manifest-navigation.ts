/** From a name in a manifest to what it names, here, in other manifests and in the `dhis.conf` files that they name. */
import type { Location } from 'vscode-languageserver-types';
import type { AtOffset, Surroundings } from '../languages/language-file.ts';
import { fileBeside, sameFileKey } from '../manifest/conf-addresses.ts';
import type { ManifestDocument } from '../manifest/manifest-document.ts';
import { createInstallation } from '../project/installation.ts';
import { thingInManifest } from '../project/things.ts';
import { nodeAt, partAt } from '../yaml/path-at.ts';
import { type Navigation, navigateTo } from './thing-navigation.ts';

export function navigateManifest(at: AtOffset, manifest: ManifestDocument): Navigation | undefined {
  const { uri, manifests, confAt } = at.around;
  const own = { uri, document: manifest };
  const installation = createInstallation(manifests(), confAt, own);
  const here = thingInManifest(installation, own, at.offset);
  return here && navigateTo(at, installation, here);
}

/** The beginning of the file that `config` names, if it is there. */
export function namedFile({ offset, around }: AtOffset, { parts }: ManifestDocument): Location | undefined {
  const part = partAt(parts, offset);
  const place = part && nodeAt(part.yaml, offset);
  const [list, index, field] = place?.path ?? [];
  if (place?.part !== 'value' || list !== 'instances' || field !== 'config') return undefined;
  const instances = (part?.data as { readonly instances?: readonly { readonly config?: unknown }[] } | undefined)?.instances;
  const config = instances?.[Number(index)]?.config;
  return typeof config === 'string' ? fileStart(around, fileBeside(around.uri, config)) : undefined;
}

function fileStart({ confAt, beside }: Surroundings, uri: string): Location | undefined {
  const key = sameFileKey(uri);
  if (confAt(key) === undefined) return undefined;
  const known = beside()?.find((other) => sameFileKey(other.uri) === key);
  const start = { line: 0, character: 0 };
  return { uri: known?.uri ?? uri, range: { start, end: start } };
}
