/** Files of ours, as they are and as they shall be. */
import type { FileState } from '../../facts/file.ts';
import type { Script } from '../../script.ts';
import { type FileToWrite, restoreFile, writeFile } from '../../script-files.ts';
import type { Change } from '../../step.ts';

export function isFile(state: FileState, wanted: { readonly content: string; readonly mode: string }): boolean {
  return state.kind === 'file' && state.content === wanted.content && state.mode === wanted.mode && state.owner === 'root';
}

export function fileChange(path: string, before: FileState, after: string): Change {
  return { kind: 'file', path, after, ...(before.kind === 'file' ? { before: before.content } : {}) };
}

/** Of root, with what is there now. */
export type WantedFile = Omit<FileToWrite, 'owner' | 'group'> & { readonly now: FileState };

export type StaleFiles = {
  readonly count: number;
  readonly changes: readonly Change[];
  readonly write: readonly Script[];
  readonly restore: readonly Script[];
};

/** Those that are not as a step wants them: how its plan shows them, what writes them, and what puts back what was there. */
export function staleFiles(...wanted: readonly WantedFile[]): StaleFiles {
  const stale = wanted.filter(({ now, ...file }) => !isFile(now, file));
  return {
    count: stale.length,
    changes: stale.map(({ path, now, content }) => fileChange(path, now, content)),
    write: stale.map(({ now: _, ...file }) => writeFile(file)),
    restore: stale.map(({ path }) => restoreFile(path)),
  };
}
