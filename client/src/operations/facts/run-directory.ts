/** The folder of runs, see run/run-folder.ts. It appears with the first run, so no plan insists on how it was. */
import { defineFact } from '../fact.ts';
import { runRoot } from '../run/run-folder.ts';
import { snippet } from '../script.ts';

export type RunDirectory = { readonly kind: 'missing' } | { readonly kind: 'there'; readonly mode: string; readonly owner: string };

export const runDirectory = defineFact<RunDirectory>({
  id: 'run-directory',
  drifts: true,
  script: snippet('run-directory', 'if [ -d "$1" ] && [ ! -L "$1" ]; then stat -c "%a %U:%G" -- "$1"; else echo missing; fi', runRoot),
  parse: ({ code, out }) => {
    const [mode = '', owner] = out.trim().split(' ');
    if (code !== 0) return undefined;
    if (mode === 'missing') return { kind: 'missing' };
    return owner === undefined ? undefined : { kind: 'there', mode, owner };
  },
});
