/**
 * What is built once and used by every later run: kept outside of the repository under a key of everything it was made
 * from. Built beside and renamed, under a lock of the kernel, so that two runs at a time build it once and a killed one
 * leaves nothing that looks whole.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { startTalker } from './processes.ts';

export type Part = {
  /** As a folder name. */
  readonly name: string;
  /** Everything that decides what is in it. */
  readonly madeFrom: readonly string[];
  /** Writes it to this path, which does not exist yet. */
  build(out: string): Promise<void>;
};

const cacheFolder = path.join(process.env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache'), 'dhis2-hosting', 'lab');
const daysKept = 7;

const under = new Map<string, Promise<string>>();
let last: Promise<unknown> = Promise.resolve();

/** Its folder. One part at a time is built: two would only take each other's processor and disk. */
export function partFolder(part: Part): Promise<string> {
  const folder = path.join(cacheFolder, `${part.name}-${keyOf(part)}`);
  let made = under.get(folder);
  if (made === undefined) {
    made = existsSync(folder) ? Promise.resolve(folder) : last.then(() => build(part, folder));
    last = made.catch(() => {});
    under.set(folder, made);
  }
  return made.then((found) => {
    utimesSync(found, new Date(), new Date());
    return found;
  });
}

const keyOf = (part: Part): string => createHash('sha256').update(JSON.stringify(part.madeFrom)).digest('hex').slice(0, 12);

async function build(part: Part, folder: string): Promise<string> {
  mkdirSync(cacheFolder, { recursive: true, mode: 0o700 });
  const lock = startTalker(['flock', path.join(cacheFolder, `${part.name}.lock`), 'sh', '-c', 'echo locked; cat > /dev/null']);
  await lock.hear();
  try {
    // Another process may have built it while this one waited.
    if (existsSync(folder)) return folder;
    const started = performance.now();
    const unfinished = `${folder}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    await part.build(unfinished);
    renameSync(unfinished, folder);
    forgetOthers(part, folder);
    console.log(`lab: built ${part.name} in ${((performance.now() - started) / 1000).toFixed(0)} s`);
    return folder;
  } finally {
    await lock.end();
  }
}

/** Removes what nobody has used for days of the same part made from something else. */
function forgetOthers(part: Part, folder: string): void {
  const limit = Date.now() - daysKept * 86_400_000;
  for (const name of readdirSync(cacheFolder)) {
    const other = path.join(cacheFolder, name);
    const isOfPart = name.startsWith(`${part.name}-`) && /^[0-9a-f]{12}(\.unfinished)?$/.test(name.slice(part.name.length + 1));
    if (isOfPart && other !== folder && statSync(other).mtimeMs < limit) rmSync(other, { recursive: true, force: true });
  }
}
