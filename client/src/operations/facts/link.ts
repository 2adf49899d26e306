/** Where a symbolic link points; undefined when there is none. */
import { defineFact, type Fact } from '../fact.ts';
import { snippet } from '../script.ts';

export type LinkState = { readonly target: string | undefined };

export function link(path: string): Fact<LinkState> {
  return defineFact<LinkState>({
    id: `link:${path}`,
    script: snippet('link', 'if [ -L "$1" ]; then readlink -- "$1"; elif [ -e "$1" ]; then exit 3; fi', path),
    parse: ({ code, out }) => {
      if (code !== 0) return undefined;
      const target = out.replace(/\n$/, '');
      return { target: target === '' ? undefined : target };
    },
  });
}
