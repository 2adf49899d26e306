/** The manifest that names each `dhis.conf`: the nearest in its folder or above, else one of those that are checked too. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { kindOfFile, type NamedConf, namedConfs, namedFor } from '#service/index.ts';
import { decode } from './encoding.ts';

/** A manifest or folder that cannot be read names nothing; where it matters, checking it as a file of its own tells why. */
export function createManifests(checked: readonly string[]): (uri: string) => NamedConf | undefined {
  const byFile = new Map<string, readonly NamedConf[]>();
  const byFolder = new Map<string, readonly string[]>();

  const namedIn = (file: string): readonly NamedConf[] => {
    const known = byFile.get(file) ?? read(file);
    byFile.set(file, known);
    return known;
  };
  const manifestsIn = (folder: string): readonly string[] => {
    const known = byFolder.get(folder) ?? list(folder);
    byFolder.set(folder, known);
    return known;
  };
  return (uri) => {
    const above = foldersUpwards(fileURLToPath(uri)).flatMap(manifestsIn);
    return namedFor(uri, [...above, ...checked].flatMap(namedIn));
  };
}

function foldersUpwards(file: string): readonly string[] {
  const folder = path.dirname(file);
  return folder === file ? [] : [folder, ...foldersUpwards(folder)];
}

function read(file: string): readonly NamedConf[] {
  try {
    return namedConfs({ uri: pathToFileURL(file).href, text: decode(readFileSync(file)) });
  } catch {
    return [];
  }
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => kindOfFile(name) === 'hosting-manifest')
      .sort()
      .map((name) => path.join(folder, name));
  } catch {
    return [];
  }
}
