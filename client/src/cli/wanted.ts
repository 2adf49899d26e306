/** Which host of which manifest a command is about. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ManifestHost } from '@dhis2-hosting/client/operations';
import type { ParsedArguments } from '@dhis2-hosting/server/cli';
import { type HostingManifest, message, readInstallation } from '@dhis2-hosting/server/service';
import { Refusal } from './refusal.ts';
import { texts } from './texts.ts';

/** A manifest as it was read. */
export type WantedSource = {
  /** As it was asked for. */
  readonly name: string;
  readonly file: string;
  readonly bytes: Buffer;
  /** Without the mark that some editors put in front. */
  readonly text: string;
};

export type Wanted = { readonly manifest: HostingManifest; readonly host: ManifestHost; readonly sources: readonly WantedSource[] };

export async function readWanted({ operands, values }: ParsedArguments, cwd: string): Promise<Wanted> {
  const names = operands.length > 0 ? operands : ['dhis2-hosting.yaml'];
  const sources = await Promise.all(names.map((name) => readSource(path.resolve(cwd, name), name)));
  const manifest = readInstallation(sources.map(({ file, text }) => ({ uri: pathToFileURL(file).href, text })));
  if (manifest === undefined) throw new Refusal(message(texts.brokenManifest, { path: names.join(' ') }));
  return { manifest, host: hostOf(manifest.hosts ?? [], values.get('host')), sources };
}

async function readSource(file: string, name: string): Promise<WantedSource> {
  try {
    const bytes = await readFile(file);
    return { name, file, bytes, text: bytes.toString('utf8').replace(/^\ufeff/, '') };
  } catch (error) {
    throw new Refusal(message(texts.noManifest, { path: name, code: codeOf(error) }));
  }
}

function hostOf(hosts: readonly ManifestHost[], name: string | undefined): ManifestHost {
  const names = hosts.map((host) => host.name).join(', ') || '-';
  const [only] = hosts;
  if (name === undefined && only !== undefined && hosts.length === 1) return only;
  if (name === undefined) throw new Refusal(message(texts.whichHost, { hosts: names }));
  const host = hosts.find((candidate) => candidate.name === name);
  if (host === undefined) throw new Refusal(message(texts.noHost, { host: name, hosts: names }));
  return host;
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '?';
}
