/** What is made of a text and of nothing else, kept for the next time: files say the same few things a thousand times. */
export function remembered<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly made: T }>();
  return (text) => {
    const found = known.get(text) ?? { made: make(text) };
    // Forgetting all of them is simpler than knowing which were not asked for lately, and as good.
    if (known.size >= most) known.clear();
    known.set(text, found);
    return found.made;
  };
}

const most = 500;
