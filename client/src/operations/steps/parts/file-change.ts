/** A file of ours, as it is and as it shall be. */
import type { FileState } from '../../facts/file.ts';
import type { Change } from '../../step.ts';

export function isFile(state: FileState, wanted: { readonly content: string; readonly mode: string }): boolean {
  return state.kind === 'file' && state.content === wanted.content && state.mode === wanted.mode && state.owner === 'root';
}

export function fileChange(path: string, before: FileState, after: string): Change {
  return { kind: 'file', path, after, ...(before.kind === 'file' ? { before: before.content } : {}) };
}
