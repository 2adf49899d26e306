/** The installation as a picture's worth of values: places, machines, what runs on them, and how they hang together. */
import type { Finding, Span } from '../findings.ts';
import { type ItemList, itemLists } from '../manifest/item-lists.ts';
import { isGroup, itemsOf, type ManifestItem } from '../manifest/items.ts';
import type { Message } from '../messages.ts';
import type { Installation } from '../project/installation.ts';
import type { ProjectManifest } from '../project/project.ts';
import { locate } from '../yaml/path-at.ts';
import { spanOf } from '../yaml/plain-data.ts';
import { linesOf } from './installation-map-words.ts';

export type MapKind = 'site' | 'host' | 'proxy' | 'instance' | 'database' | 'service' | 'target' | 'elsewhere';

export type MapNode = {
  /** The same for the same item while the text around it changes. */
  readonly id: string;
  readonly kind: MapKind;
  /** Empty for `elsewhere`, which stands for what is not written. */
  readonly name: string;
  readonly lines: readonly Message[];
  readonly place: { readonly uri: string; readonly span: Span } | undefined;
  readonly errors: number;
  readonly warnings: number;
  readonly children: readonly MapNode[];
};

export type MapEdgeKind = 'serves' | 'stores' | 'backs-up' | 'jumps';

export type MapEdge = {
  readonly kind: MapEdgeKind;
  readonly from: string;
  readonly to: string;
  /** Of backups, their names. */
  readonly names: readonly string[];
};

export type InstallationMap = {
  /** Of the organisation; undefined while it is not written. */
  readonly title: string | undefined;
  readonly roots: readonly MapNode[];
  readonly edges: readonly MapEdge[];
};

const kinds: { readonly [L in ItemList]?: MapKind } = {
  sites: 'site',
  hosts: 'host',
  proxies: 'proxy',
  instances: 'instance',
  databases: 'database',
  services: 'service',
  backupTargets: 'target',
};

/** In this order on their host. */
const onHosts = ['proxies', 'instances', 'databases', 'services', 'backupTargets', 'hosts'] as const satisfies readonly ItemList[];

type Placed = { readonly id: string; readonly item: ManifestItem; readonly manifest: ProjectManifest };

/** Items with a mistake are shown too, with what of them can be read. */
export function installationMap(installation: Installation, findingsOf: (uri: string) => readonly Finding[]): InstallationMap {
  const all = placedItems(installation);
  const refer = createRefer(installation, all);
  const badges = badgesOf(installation, findingsOf);
  const inside = new Map<Placed | undefined, Placed[]>();
  const put = (holder: Placed | undefined, one: Placed) => {
    const others = inside.get(holder);
    if (others === undefined) inside.set(holder, [one]);
    else others.push(one);
  };
  for (const list of onHosts) for (const one of all.get(list) ?? []) put(holderOf(one, refer), one);

  const nodeOf = (one: Placed): MapNode => {
    const { item, manifest, id } = one;
    return {
      id,
      kind: kinds[item.list] ?? 'service',
      name: item.name,
      lines: linesOf(item),
      place: { uri: manifest.uri, span: item.nameSpan },
      ...(badges.get(item) ?? { errors: 0, warnings: 0 }),
      children: (inside.get(one) ?? []).map(nodeOf),
    };
  };
  const homeless = (inside.get(undefined) ?? []).map(nodeOf);
  const sites = (all.get('sites') ?? []).map(nodeOf);
  const rest: MapNode = {
    id: 'elsewhere',
    kind: 'elsewhere',
    name: '',
    lines: [],
    place: undefined,
    errors: 0,
    warnings: 0,
    children: homeless,
  };
  return { title: titleOf(installation), roots: homeless.length === 0 ? sites : [rest, ...sites], edges: edgesOf(all, refer) };
}

type All = ReadonlyMap<ItemList, readonly Placed[]>;
type Refer = (from: Placed, list: ItemList, name: unknown) => Placed | undefined;

/** Of two items of a list with one name in a manifest, the first: no reference leads to the other. */
function placedItems({ manifests }: Installation): All {
  return new Map(
    itemLists.map((list) => {
      const seen = new Map<string, number>();
      const placed = manifests.flatMap((manifest) => {
        const names = new Set<string>();
        return itemsOf(manifest.document, list).flatMap((item) => {
          if (names.has(item.name)) return [];
          names.add(item.name);
          const times = seen.get(item.name) ?? 0;
          seen.set(item.name, times + 1);
          return [{ id: `${list}/${item.name}${times === 0 ? '' : `/${times + 1}`}`, item, manifest }];
        });
      });
      return [list, placed];
    }),
  );
}

function createRefer(installation: Installation, all: All): Refer {
  const byName = new Map(
    [...all].flatMap(([list, placed]) => placed.map((one) => [keyOf(list, one.item.name, one.manifest.uri), one] as const)),
  );
  return (from, list, name) => {
    const owner = typeof name === 'string' ? installation.ownerOf(from.manifest, list, name) : undefined;
    return owner === undefined ? undefined : byName.get(keyOf(list, String(name), owner));
  };
}

const keyOf = (list: ItemList, name: string, uri: string): string => `${list} ${name} ${uri}`;

/** A guest is in its machine, a machine at its site, all else on its host. */
function holderOf(one: Placed, refer: Refer): Placed | undefined {
  const { list, fields } = one.item;
  if (list === 'hosts') return machineOf(one, refer) ?? refer(one, 'sites', fields['site']);
  return refer(one, 'hosts', fields['host']) ?? (list === 'backupTargets' ? refer(one, 'sites', fields['site']) : undefined);
}

/** Deeper guests than these there are none; hosts that are guests of each other stand nowhere. */
const deepest = 8;

function machineOf(guest: Placed, refer: Refer): Placed | undefined {
  const machine = refer(guest, 'hosts', guest.item.fields['guestOf']);
  let outer = machine;
  for (let depth = 0; outer !== undefined; depth++) {
    if (outer === guest || depth > deepest) return undefined;
    outer = refer(outer, 'hosts', outer.item.fields['guestOf']);
  }
  return machine;
}

function edgesOf(all: All, refer: Refer): readonly MapEdge[] {
  const edges = new Map<string, MapEdge>();
  const add = (kind: MapEdgeKind, from: Placed | undefined, to: Placed | undefined, name?: string) => {
    if (from === undefined || to === undefined || from === to) return;
    const key = `${kind} ${from.id} ${to.id}`;
    edges.set(key, { kind, from: from.id, to: to.id, names: [...(edges.get(key)?.names ?? []), ...(name === undefined ? [] : [name])] });
  };
  for (const one of all.get('instances') ?? []) {
    add('serves', refer(one, 'proxies', one.item.fields['proxy']), one);
    add('stores', one, refer(one, 'databases', one.item.fields['database']));
  }
  for (const one of all.get('hosts') ?? []) add('jumps', refer(one, 'hosts', one.item.fields['jumpHost']), one);
  for (const one of all.get('backups') ?? []) {
    const { instances, targets } = one.item.fields;
    for (const instance of arrayOf(instances)) {
      for (const target of arrayOf(targets))
        add('backs-up', refer(one, 'instances', instance), refer(one, 'backupTargets', target), one.item.name);
    }
  }
  return [...edges.values()];
}

const arrayOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

type Badge = { readonly errors: number; readonly warnings: number };

function badgesOf({ manifests }: Installation, findingsOf: (uri: string) => readonly Finding[]): ReadonlyMap<ManifestItem, Badge> {
  const badges = new Map<ManifestItem, Badge>();
  for (const { uri, document } of manifests) {
    const findings = findingsOf(uri).filter(({ severity }) => severity === 'error' || severity === 'warning');
    const items = findings.length === 0 ? [] : itemLists.flatMap((list) => itemsOf(document, list));
    for (const item of items) {
      const { start, end } = wholeSpan(item);
      const here = findings.filter(({ span }) => span.start >= start && span.start < end);
      const errors = here.filter(({ severity }) => severity === 'error').length;
      if (here.length > 0) badges.set(item, { errors, warnings: here.length - errors });
    }
  }
  return badges;
}

function wholeSpan({ part, path }: ManifestItem): Span {
  const node = locate(part.yaml, path)?.value;
  return node === undefined ? { start: 0, end: 0 } : spanOf(node);
}

function titleOf({ manifests }: Installation): string | undefined {
  for (const { document } of manifests) {
    for (const { data } of document.parts) {
      const organisation = isGroup(data) ? data['organisation'] : undefined;
      const name = isGroup(organisation) ? organisation['name'] : undefined;
      if (typeof name === 'string' && name.trim() !== '') return name;
    }
  }
  return undefined;
}
