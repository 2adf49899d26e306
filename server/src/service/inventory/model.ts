/**
 * From the documents of an installation to what Ansible makes of them. `readInventory` is what commands outside of the editor use; rules and features take it from the language file.
 */
import { groupsAbove, readGroups, readHosts } from './group-tree.ts';
import type { Assignment, HostLine, IniSection } from './ini-ast.ts';
import { parseIni } from './ini-parser.ts';
import {
  type EffectiveVariable,
  type HostsDocument,
  type Inventory,
  type InventoryHost,
  type InventoryText,
  type OriginKind,
  originKinds,
  type Place,
  type Setting,
  type VarsDocument,
} from './inventory.ts';
import { parseVars } from './vars-file.ts';
import { inventoryPath } from './vars-path.ts';

/** `vars` undefined: what stands beside the hosts file is not known. */
export function readInventory(hosts: InventoryText, vars: readonly InventoryText[] | undefined): Inventory {
  const documents = vars?.flatMap(({ uri, text }) => {
    const path = inventoryPath(uri);
    return path !== undefined && 'owner' in path ? [{ uri, owner: path.owner, vars: parseVars(text) }] : [];
  });
  return buildInventory({ uri: hosts.uri, ini: parseIni(hosts.text) }, documents);
}

export function buildInventory(hosts: HostsDocument | undefined, documents: readonly VarsDocument[] | undefined): Inventory {
  const sections = hosts?.ini.sections ?? [];
  const uri = hosts?.uri ?? '';
  const groups = readGroups(sections, uri);
  const files = filesRead(documents ?? []);
  const settings = [...iniSettings(sections, uri), ...fileSettings(files)];
  const byOwner = grouped(settings, ({ origin, owner }) => `${isOfHost(origin) ? 'host' : 'group'} ${owner}`);
  const hostModels = new Map<string, InventoryHost>();
  for (const [name, { places, lines, direct }] of readHosts(sections, uri)) {
    hostModels.set(name, hostModel(name, places, lines, groupsAbove(direct, groups), byOwner));
  }
  const isReadable = hosts !== undefined && hosts.ini.problems.length === 0;
  const complete = isReadable && documents !== undefined && files.every(({ vars }) => vars.isKnown);
  return { uri: hosts?.uri, text: hosts?.ini.text, groups, hosts: hostModels, settings, isReadable, complete };
}

const isOfHost = (origin: OriginKind): boolean => origin === 'host-line' || origin === 'host-file';

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const known = groups.get(keyOf(item));
    if (known === undefined) groups.set(keyOf(item), [item]);
    else known.push(item);
  }
  return groups;
}

function* iniSettings(sections: readonly IniSection[], uri: string): Generator<Setting> {
  for (const { group, lines } of sections) {
    for (const line of lines) {
      if (line.kind === 'variable')
        yield { origin: group === 'all' ? 'all-vars' : 'group-vars', owner: group, uri, assignment: line.variable };
      if (line.kind !== 'host') continue;
      const assignments = [...(line.port === undefined ? [] : [portOf(line, line.port)]), ...line.variables];
      for (const owner of line.names) for (const assignment of assignments) yield { origin: 'host-line', owner, uri, assignment };
    }
  }
}

/** `proxy:2222` is another way to write `ansible_port=2222`. */
function portOf({ patternSpan: span }: HostLine, port: number): Assignment {
  return { name: 'ansible_port', nameSpan: span, value: { kind: 'int', text: String(port) }, valueSpan: span, span };
}

function* fileSettings(documents: readonly VarsDocument[]): Generator<Setting> {
  for (const { uri, owner, vars } of documents) {
    const origin = owner.kind === 'host' ? 'host-file' : owner.name === 'all' ? 'all-file' : 'group-file';
    for (const assignment of vars.variables) yield { origin, owner: owner.name, uri, assignment };
  }
}

/** The files Ansible reads, in its order: of several ways to name a file only the first, of a folder all by their names. */
function filesRead(documents: readonly VarsDocument[]): readonly VarsDocument[] {
  const ownerOf = ({ owner }: VarsDocument) => `${owner.kind} ${owner.name}`;
  const byOwner = grouped(
    documents.filter(({ owner }) => !owner.template),
    ownerOf,
  );
  return [...byOwner.values()]
    .flatMap((files) => {
      const first = Math.min(...files.map(({ owner }) => owner.rank));
      return files.filter(({ owner }) => owner.rank === first);
    })
    .toSorted((a, b) => (a.uri < b.uri ? -1 : 1));
}

function hostModel(
  name: string,
  places: readonly Place[],
  lines: readonly HostLine[],
  groups: readonly string[],
  byOwner: ReadonlyMap<string, readonly Setting[]>,
): InventoryHost {
  let variables: ReadonlyMap<string, EffectiveVariable> | undefined;
  return {
    name,
    places,
    lines,
    groups,
    get variables() {
      variables ??= effective([...groups.flatMap((group) => byOwner.get(`group ${group}`) ?? []), ...(byOwner.get(`host ${name}`) ?? [])]);
      return variables;
    },
  };
}

/** Settings of one kind come in the order in which they win over each other. */
function effective(settings: readonly Setting[]): ReadonlyMap<string, EffectiveVariable> {
  const rank = ({ origin }: Setting) => originKinds.indexOf(origin);
  const ordered = settings.toSorted((a, b) => rank(a) - rank(b));
  const variables = new Map<string, EffectiveVariable>();
  for (const [name, all] of grouped(ordered, ({ assignment }) => assignment.name)) {
    const [winner, ...overridden] = all.toReversed();
    if (winner !== undefined) variables.set(name, { ...winner, overridden });
  }
  return variables;
}
