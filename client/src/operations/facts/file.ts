/** A text file: its content, owner and mode, or that it is not there. Not for files that hold secrets. */
import { defineFact, type Fact, type Raw } from '../fact.ts';
import { snippet } from '../script.ts';

export type FileState =
  | { readonly kind: 'missing' }
  | { readonly kind: 'file'; readonly mode: string; readonly owner: string; readonly group: string; readonly content: string }
  /** A folder, a link or anything else that is not ours to replace. */
  | { readonly kind: 'other'; readonly type: string };

/** Of the file `$1`; also for facts that find out its name first. */
export const tellFile = `
if [ ! -e "$1" ] && [ ! -L "$1" ]; then echo missing
elif [ ! -f "$1" ] || [ -L "$1" ]; then stat -c 'other %F' -- "$1"
else stat -c 'file %a %U %G' -- "$1"; cat -- "$1"
fi
`;

export function file(path: string): Fact<FileState> {
  return defineFact<FileState>({
    id: `file:${path}`,
    script: snippet('file', tellFile, path),
    parse: readFileState,
  });
}

export function readFileState({ code, out }: Raw): FileState | undefined {
  const end = out.indexOf('\n');
  const [kind, ...rest] = out.slice(0, end).split(' ');
  if (code !== 0 || end < 0) return undefined;
  if (kind === 'missing') return { kind };
  if (kind === 'other') return { kind, type: rest.join(' ') };
  const [mode, owner, group] = rest;
  if (kind !== 'file' || mode === undefined || owner === undefined || group === undefined) return undefined;
  return { kind, mode, owner, group, content: out.slice(end + 1) };
}
