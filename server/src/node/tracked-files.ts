/** Which files Git tracks, read from the repository's own index: no program is run. Shared by the server and the command line. */
import { readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { indexHolds } from '#service/index.ts';

/** An answer holds this long, in milliseconds: the question comes at every keystroke. */
const patience = 5000;

/** Answers for `file:` URIs; false for others, outside of repositories, and when in doubt. */
export function createTrackedFiles(now: () => number = Date.now): (uri: string) => boolean {
  const known = new Map<string, { readonly answer: boolean; readonly until: number }>();
  return (uri) => {
    const before = known.get(uri);
    if (before !== undefined && now() < before.until) return before.answer;
    const answer = isTracked(uri);
    known.set(uri, { answer, until: now() + patience });
    return answer;
  };
}

function isTracked(uri: string): boolean {
  if (!uri.startsWith('file:')) return false;
  try {
    const file = realpathSync(fileURLToPath(uri));
    const repository = repositoryOf(path.dirname(file));
    if (repository === undefined) return false;
    const name = path.relative(repository.root, file).split(path.sep).join('/');
    return indexHolds(readFileSync(path.join(repository.folder, 'index')), name);
  } catch {
    return false;
  }
}

type Repository = { readonly root: string; readonly folder: string };

function repositoryOf(start: string): Repository | undefined {
  for (let root = start; ; root = path.dirname(root)) {
    const git = path.join(root, '.git');
    const kind = statSync(git, { throwIfNoEntry: false });
    if (kind?.isDirectory() === true) return { root, folder: git };
    // A working tree added to another repository, or a submodule.
    const elsewhere = kind?.isFile() === true ? /^gitdir: (.+)$/m.exec(readFileSync(git, 'utf8'))?.[1] : undefined;
    if (elsewhere !== undefined) return { root, folder: path.resolve(root, elsewhere) };
    if (path.dirname(root) === root) return undefined;
  }
}
