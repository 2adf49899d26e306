import { copyOf } from './copy-of.ts';

/** What is made of a text and of nothing else, kept for the next time: files say the same few things a thousand times. */
export function remembered<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly made: T }>();
  return (text) => {
    let found = known.get(text);
    if (found === undefined) {
      const key = copyOf(text);
      found = { made: make(key) };
      // Forgetting all of them is simpler than knowing which were not asked for lately, and as good.
      if (known.size >= most) known.clear();
      known.set(key, found);
    }
    return found.made;
  };
}

const most = 500;
