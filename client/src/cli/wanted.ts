/** Which host of which manifest a command is about. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDumpPath, type ManifestHost, type Recipe, readMoment } from '@dhis2-hosting/client/operations';
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

export async function readWanted(args: ParsedArguments, cwd: string): Promise<Wanted> {
  const { operands, values } = args;
  const names = operands.length > 0 ? operands : ['dhis2-hosting.yaml'];
  const sources = await Promise.all(names.map((name) => readSource(path.resolve(cwd, name), name)));
  const manifest = readInstallation(sources.map(({ file, text }) => ({ uri: pathToFileURL(file).href, text })));
  if (manifest === undefined) throw new Refusal(message(texts.brokenManifest, { path: names.join(' ') }));
  return { manifest, host: hostOf(manifest.hosts ?? [], values.get('host') ?? hostWith(manifest, args)), sources };
}

/** Of an instance that the manifest does not have nothing is said here: the recipe decides what that means. */
function hostWith({ instances = [], databases = [] }: HostingManifest, args: ParsedArguments): string | undefined {
  const instance = instances.find(({ name }) => name === args.values.get('instance'));
  const server = isOfDatabase(args) ? databases.find(({ name }) => name === instance?.database) : undefined;
  return server?.host ?? instance?.host;
}

/** Dumps and moments are restored where PostgreSQL is, sets where the instance is. */
function isOfDatabase({ values, switches }: ParsedArguments): boolean {
  const recipe = values.get('recipe');
  if (recipe !== undefined) return recipe === 'bring-back' || recipe === 'restore-dump';
  return !switches.has('use') && (values.has('dump') || values.has('to'));
}

/** The instance that a recipe is about. Undefined for a recipe that is about the whole host. */
export function instanceFor(
  { manifest, host }: Wanted,
  { about, id }: Pick<Recipe, 'about' | 'id'>,
  name: string | undefined,
): string | undefined {
  if (about === undefined) {
    if (name !== undefined) throw new Refusal(message(texts.instanceOfHost, { recipe: id }));
    return undefined;
  }
  const names = (manifest.instances ?? []).map((instance) => instance.name);
  const here = (manifest.instances ?? []).filter((instance) => instance.host === host.name);
  const [only] = here;
  if (name === undefined && about === 'instance' && only !== undefined && here.length === 1) return only.name;
  const list = names.join(', ') || '-';
  if (name === undefined) throw new Refusal(message(texts.whichInstance, { instances: list }));
  if (about === 'removed-instance') {
    if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) throw new Refusal(message(texts.noInstance, { instance: name, instances: list }));
    return name;
  }
  if (!names.includes(name)) throw new Refusal(message(texts.noInstance, { instance: name, instances: list }));
  return name;
}

/** In milliseconds since 1970. */
export function momentFor({ id }: Pick<Recipe, 'id'>, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (id !== 'bring-back' && id !== 'use-restored') throw new Refusal(message(texts.momentOfOther, { recipe: id }));
  const moment = readMoment(text);
  if (moment === undefined) throw new Refusal(message(texts.noMoment, { text }));
  return moment;
}

/** A path on a host: ours are of another computer. */
export function dumpFor({ id }: Pick<Recipe, 'id'>, path: string | undefined): string | undefined {
  if (id !== 'restore-dump' && path === undefined) return undefined;
  if (id !== 'restore-dump' || path === undefined || !isDumpPath(path)) throw new Refusal(message(texts.whichDump));
  return path;
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
