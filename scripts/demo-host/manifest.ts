/** Writes the demo host's door into the copied sample manifest, keeping its comments. */
import { readFile, writeFile } from 'node:fs/promises';
import { isMap, isSeq, parseDocument } from 'yaml';

export type DemoDoor = { readonly port: number; readonly user: string; readonly identityFile: string; readonly hostKey: string };

/** The text of the manifest with its first host reached through this door. */
export function withDoor(manifest: string, door: DemoDoor): string {
  const document = parseDocument(manifest);
  const hosts = document.get('hosts');
  const host = isSeq(hosts) ? hosts.items[0] : undefined;
  if (!isMap(host)) throw new Error('the sample manifest has no host');
  for (const [key, value] of Object.entries(door)) host.set(key, value);
  return document.toString({ lineWidth: 0 });
}

export async function writeDoor(file: string, door: DemoDoor): Promise<void> {
  await writeFile(file, withDoor(await readFile(file, 'utf8'), door));
}
