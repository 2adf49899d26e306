/** Items that claim the same thing. Each pair is told once in a manifest: at the later item, or at its own when the other stands elsewhere. */

type Item = { readonly uri: string };

export type Clash<T> = { readonly item: T; readonly other: T };

/** Places of items that have one key. */
export type Groups = readonly (readonly number[])[];

/** Those of one manifest. `mayShare` are pairs that are meant to have it in common. */
export function clashesIn<T extends Item>(
  uri: string,
  items: readonly T[],
  groups: Groups,
  mayShare: (item: T, other: T) => boolean = () => false,
): readonly Clash<T>[] {
  return groups.flatMap((group) =>
    clashesOf(
      uri,
      group.flatMap((i) => items[i] ?? []),
      mayShare,
    ),
  );
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

export function groupsBy(keys: readonly (string | undefined)[]): Groups {
  const first = new Map<string, number>();
  // Few things are claimed twice.
  const groups = new Map<string, number[]>();
  for (const [i, key] of keys.entries()) {
    if (key === undefined) continue;
    const other = first.get(key);
    const group = groups.get(key);
    if (other === undefined) first.set(key, i);
    else if (group === undefined) groups.set(key, [other, i]);
    else group.push(i);
  }
  return [...groups.values()];
}
