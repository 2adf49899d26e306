/** Items that claim the same thing. Each pair is told once in a manifest: at the later item, or at its own when the other stands elsewhere. */

type Item = { readonly uri: string };

export type Clash<T> = { readonly item: T; readonly other: T };

/** Those of one manifest. `mayShare` are pairs that are meant to have it in common. */
export function clashesIn<T extends Item>(
  uri: string,
  items: readonly T[],
  keyOf: (item: T) => string | undefined,
  mayShare: (item: T, other: T) => boolean = () => false,
): readonly Clash<T>[] {
  const first = new Map<string, T>();
  // Few things are claimed twice.
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const other = first.get(key);
    const group = groups.get(key);
    if (other === undefined) first.set(key, item);
    else if (group === undefined) groups.set(key, [other, item]);
    else group.push(item);
  }
  return [...groups.values()].flatMap((group) => clashesOf(uri, group, mayShare));
}

/** Enough to find one that does not share. */
const mostLookedAt = 20;

function clashesOf<T extends Item>(uri: string, group: readonly T[], mayShare: (item: T, other: T) => boolean): readonly Clash<T>[] {
  const own = group.filter((item) => item.uri === uri);
  const foreign = group.filter((item) => item.uri !== uri).slice(0, mostLookedAt);
  return own.flatMap((item, i) => {
    const others = [...own.slice(0, Math.min(i, mostLookedAt)), ...foreign];
    const other = others.find((one) => !mayShare(item, one));
    return other === undefined ? [] : [{ item, other }];
  });
}
