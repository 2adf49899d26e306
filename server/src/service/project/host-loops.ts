/** Hosts that lead back to themselves through a field that names another host. */
import { itemsOf, type ManifestItem } from '../manifest/items.ts';
import type { Project } from './project.ts';

export type LoopHost = { readonly item: ManifestItem; readonly uri: string };

/**
 * Every circle that a host of the asking manifest is part of, beginning with the first of these in the text. Hosts with
 * a mistake count as well, and each is walked over once.
 */
export function hostLoops(project: Project, field: 'jumpHost' | 'guestOf'): readonly (readonly LoopHost[])[] {
  const { manifests } = project;
  const [own] = manifests;
  // Few plans have any, and all hosts of a circle have one.
  if (!manifests.some(({ document }) => itemsOf(document, 'hosts').some(({ fields }) => fields[field] !== undefined))) return [];
  const byName = hostsByName(project);
  const next = ({ item, uri }: LoopHost): LoopHost | undefined => {
    const found = byName.get(item.fields[field]) ?? [];
    return found.find((host) => host.uri === uri) ?? found[0];
  };
  const loops: (readonly LoopHost[])[] = [];
  const done = new Set<LoopHost>();
  for (const start of [...byName.values()].flat()) {
    const way: LoopHost[] = [];
    const onWay = new Set<LoopHost>();
    let host: LoopHost | undefined = start;
    while (host !== undefined && !done.has(host) && !onWay.has(host)) {
      way.push(host);
      onWay.add(host);
      host = next(host);
    }
    const loop = host !== undefined && onWay.has(host) ? fromFirst(way.slice(way.indexOf(host)), own?.uri) : undefined;
    if (loop !== undefined) loops.push(loop);
    for (const passed of way) done.add(passed);
  }
  return loops;
}

/** Of two hosts of one name in a manifest, the first. */
function hostsByName({ manifests }: Project): ReadonlyMap<unknown, readonly LoopHost[]> {
  const byName = new Map<unknown, LoopHost[]>();
  for (const { uri, document } of manifests) {
    for (const item of itemsOf(document, 'hosts')) {
      const known = byName.get(item.name) ?? [];
      if (!known.some((host) => host.uri === uri)) byName.set(item.name, [...known, { item, uri }]);
    }
  }
  return byName;
}

function fromFirst(loop: readonly LoopHost[], own: string | undefined): readonly LoopHost[] | undefined {
  const [first] = loop.filter(({ uri }) => uri === own).sort((a, b) => a.item.nameSpan.start - b.item.nameSpan.start);
  if (first === undefined) return undefined;
  const at = loop.indexOf(first);
  return [...loop.slice(at), ...loop.slice(0, at)];
}
