/** The groups of an INI inventory: who is in them, and which stand above which. */

import { type HostLine, type IniSection, ungrouped } from './ini-ast.ts';
import { declaredGroups } from './ini-groups.ts';
import type { InventoryGroup, Place } from './inventory.ts';

export type TreeGroup = InventoryGroup & { readonly parents: readonly string[]; readonly depth: number };

export type GroupTree = ReadonlyMap<string, TreeGroup>;

type Found = {
  readonly places: Place[];
  readonly mentions: Place[];
  readonly hosts: string[];
  readonly children: string[];
  readonly parents: string[];
};

export function readGroups(sections: readonly IniSection[], uri: string): GroupTree {
  const declared = declaredGroups(sections);
  const found = new Map<string, Found>();
  const at = (name: string): Found => {
    const known = found.get(name) ?? { places: [], mentions: [], hosts: [], children: [], parents: [] };
    found.set(name, known);
    return known;
  };
  for (const name of declared) at(name);
  for (const { header, group, kind, lines } of sections) {
    if (kind === undefined) continue;
    if (header !== undefined) at(group).places.push({ uri, span: header.groupSpan });
    for (const line of lines) {
      if (line.kind === 'host') at(group).hosts.push(...line.names);
      if (line.kind !== 'child') continue;
      at(group).children.push(line.group);
      at(line.group).parents.push(group);
      at(line.group).mentions.push({ uri, span: line.groupSpan });
    }
  }
  const depths = depthsOf(found);
  const members = (name: string) => (name === 'all' ? [...found.keys()] : [...reach([name], (one) => found.get(one)?.children ?? [])]);
  const named = new Set([...found].flatMap(([name, { hosts }]) => (name === 'all' || name === ungrouped ? [] : hosts)));
  const hostsOf = (name: string) => {
    const all = members(name === ungrouped ? 'all' : name).flatMap((one) => found.get(one)?.hosts ?? []);
    // A host that is in a real group is not ungrouped, whatever stands above the first header; all others are.
    return [...new Set(name === ungrouped ? all.filter((host) => !named.has(host)) : all)];
  };
  return new Map([...found].map(([name, group]) => [name, treeGroup(name, group, declared.has(name), depths.get(name) ?? 1, hostsOf)]));
}

/** Who is in a group is worked out when somebody asks: in a deep tree all of it takes long. */
function treeGroup(
  name: string,
  group: Found,
  isDeclared: boolean,
  depth: number,
  hostsOf: (name: string) => readonly string[],
): TreeGroup {
  const { children, parents } = group;
  let hosts: readonly string[] | undefined;
  return {
    name,
    places: [...group.places, ...group.mentions],
    children,
    parents,
    isDeclared,
    depth,
    get hosts() {
      hosts ??= hostsOf(name);
      return hosts;
    },
  };
}

/** The longest way from `all`: Ansible pushes a group down each time it becomes the child of another. */
function depthsOf(found: ReadonlyMap<string, Found>): ReadonlyMap<string, number> {
  const depths = new Map<string, number>([...found.keys()].map((name) => [name, name === 'all' ? 0 : 1]));
  // Each round moves every group below its parents; nobody has more levels than rounds.
  for (let round = 0; round < 100; round++) {
    let moved = false;
    for (const [name, { parents }] of found) {
      const depth = parents.reduce((deepest, parent) => Math.max(deepest, (depths.get(parent) ?? 1) + 1), depths.get(name) ?? 1);
      if (depth === depths.get(name)) continue;
      depths.set(name, depth);
      moved = true;
    }
    if (!moved) break;
  }
  return depths;
}

/** All that is reached from the names, themselves included. */
function reach(names: Iterable<string>, next: (name: string) => readonly string[]): ReadonlySet<string> {
  const reached = new Set(names);
  // A set may grow while it is walked.
  for (const name of reached) for (const one of next(name)) reached.add(one);
  return reached;
}

/** Every group of a host, `all` first and the deepest last: the later one wins. */
export function groupsAbove(direct: ReadonlySet<string>, tree: GroupTree): readonly string[] {
  const above = [...reach(direct, (name) => tree.get(name)?.parents ?? [])].filter((name) => name !== 'all');
  const named = above.filter((name) => name !== ungrouped);
  const real = named.length > 0 ? named : [ungrouped];
  const depth = (name: string) => tree.get(name)?.depth ?? 1;
  return ['all', ...real.toSorted((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1))];
}

export type FoundHost = { readonly places: Place[]; readonly lines: HostLine[]; readonly direct: Set<string> };

export function readHosts(sections: readonly IniSection[], uri: string): ReadonlyMap<string, FoundHost> {
  const hosts = new Map<string, FoundHost>();
  for (const { group, lines } of sections) {
    for (const line of lines) {
      if (line.kind !== 'host') continue;
      for (const name of line.names) {
        const known = hosts.get(name) ?? { places: [], lines: [], direct: new Set() };
        hosts.set(name, known);
        known.places.push({ uri, span: line.patternSpan });
        known.lines.push(line);
        known.direct.add(group);
      }
    }
  }
  return hosts;
}
