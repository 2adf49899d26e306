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

/** `counts` says how many have a key. Few things are claimed twice. */
export function groupsBy(keys: readonly (string | undefined)[], counts: ReadonlyMap<string, number>): Groups {
  const groups = new Map<string, number[]>();
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (key === undefined || counts.get(key) === 1) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [i]);
    else group.push(i);
  }
  return [...groups.values()];
}

/** Counts the keys that come, or those that go (`by` is -1). Whether others have one of them as well. */
export function counted(counts: Map<string, number>, keys: readonly (string | undefined)[], by: 1 | -1): boolean {
  let isShared = false;
  for (const key of keys) {
    if (key === undefined) continue;
    const count = (counts.get(key) ?? 0) + by;
    if (count > (by === 1 ? 1 : 0)) isShared = true;
    if (count === 0) counts.delete(key);
    else counts.set(key, count);
  }
  return isShared;
}
