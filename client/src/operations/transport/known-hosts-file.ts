/** known_hosts on disk: the user's file, which is written, and the system's, which is only read. */
import { appendFile, mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { OperationError } from '../errors.ts';
import { type KnownHostEntry, knownHostsLine, parseKnownHosts } from './known-hosts.ts';

/** A file that is not there is empty; one that cannot be read is an error, because trust would be guessed otherwise. */
export async function readKnownHosts(files: readonly string[], host: string): Promise<readonly KnownHostEntry[]> {
  const lists = await Promise.all(
    files.map(async (file) => {
      try {
        return parseKnownHosts(await readFile(file, 'utf8'), file);
      } catch (error) {
        if (isMissing(error)) return [];
        throw new OperationError('known-hosts-unreadable', host, { file, detail: codeOf(error) }, error);
      }
    }),
  );
  return lists.flat();
}

/** Adds one key. A single write in append mode: no other writer's line is lost, and no half line is left. */
export async function appendKnownHost(
  file: string,
  target: { readonly name: string; readonly address: string; readonly port: number },
  key: Uint8Array,
): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    const existing = await readKnownHosts([file], target.name);
    const line = knownHostsLine(existing, target.address, target.port, key);
    await appendFile(file, `${(await endsInMidLine(file)) ? '\n' : ''}${line}\n`, { mode: 0o600 });
  } catch (error) {
    throw new OperationError('known-hosts-not-written', target.name, { file, detail: codeOf(error) }, error);
  }
}

async function endsInMidLine(file: string): Promise<boolean> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (handle === undefined) return false;
  try {
    const { size } = await handle.stat();
    if (size === 0) return false;
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer[0] !== 0x0a;
  } finally {
    await handle.close();
  }
}

function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

export function codeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error) return String(error.code);
  return error instanceof Error ? error.message : String(error);
}
