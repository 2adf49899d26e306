/**
 * Puts a new content in place of a file's: written beside it and renamed over it, so that a reader (a server that starts,
 * a backup) sees the old or the new file and never half of one. Owner and permissions stay; where they could not, nothing
 * is changed, because a server that may not read its file does not start.
 */
import { randomBytes } from 'node:crypto';
import { access, constants, type FileHandle, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import path from 'node:path';

export type Replacement = 'replaced' | 'changed-meanwhile' | 'owner-would-change';

/** `target` is no link. Throws what the file system throws. */
export async function replaceFile(target: string, before: Uint8Array, after: Uint8Array): Promise<Replacement> {
  // Renaming needs rights on the folder alone: a file that is write-protected is meant to stay as it is.
  await access(target, constants.W_OK);
  const beside = path.join(path.dirname(target), `.${path.basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
  // Closed to others from the start: it holds the same secrets.
  const file = await open(beside, 'wx', 0o600);
  let isInPlace = false;
  try {
    try {
      await file.writeFile(after);
      if (!(await takeOwnerAndMode(file, target))) return 'owner-would-change';
      await file.sync();
    } finally {
      await file.close();
    }
    if (!(await readFile(target)).equals(before)) return 'changed-meanwhile';
    await rename(beside, target);
    isInPlace = true;
    return 'replaced';
  } finally {
    if (!isInPlace) await unlink(beside);
  }
}

/** False where the system does not let this user give the file to its owner. */
async function takeOwnerAndMode(file: FileHandle, target: string): Promise<boolean> {
  const wanted = await stat(target);
  const own = await file.stat();
  if (own.uid !== wanted.uid || own.gid !== wanted.gid) {
    try {
      await file.chown(wanted.uid, wanted.gid);
    } catch {
      return false;
    }
  }
  // After the owner, because changing that takes some bits away.
  await file.chmod(wanted.mode & 0o7777);
  return true;
}
