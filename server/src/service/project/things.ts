/**
 * What several places of an installation call by one name: an item of a list, the name of a database, the name that a
 * proxy answers for. Names of databases and servers stand in `dhis.conf` files, too.
 */
import type { Span } from '../findings.ts';
import { type ItemList, isItemList } from '../manifest/item-lists.ts';
import { exactSpan } from '../manifest/items.ts';
import { referenceFields } from '../manifest/references.ts';
import { nodeAt, partAt } from '../yaml/path-at.ts';
import type { SchemaPart } from '../yaml/schema-document.ts';
import type { Path } from '../yaml/schema-walk.ts';
import type { Installation } from './installation.ts';
import type { Project, ProjectItem, ProjectManifest } from './project.ts';

export type Thing =
  /** `uri` is that of the manifest that holds the item. */
  | { readonly kind: 'item'; readonly list: ItemList; readonly name: string; readonly uri: string }
  | { readonly kind: 'database'; readonly name: string; readonly server: string }
  | { readonly kind: 'server-name'; readonly name: string; readonly proxy: string };

/** A thing where it is written. */
export type ThingAt = { readonly thing: Thing; readonly span: Span; readonly written: string };

export function thingInManifest(installation: Installation, own: ProjectManifest, offset: number): ThingAt | undefined {
  const part = partAt(own.document.parts, offset);
  const place = part && nodeAt(part.yaml, offset);
  if (part === undefined || place?.part !== 'value') return undefined;
  const span = exactSpan(part, place.path);
  const written = valueAt(part, place.path);
  if (span === undefined || typeof written !== 'string') return undefined;
  const thing = itemThing(installation, own, place.path, written) ?? otherThing(installation.projectOf(own), part, place.path, written);
  return thing && { thing, span, written };
}

function itemThing(installation: Installation, own: ProjectManifest, path: Path, name: string): Thing | undefined {
  const [list, , field, more] = path;
  if (isItemList(list) && field === 'name' && more === undefined) return { kind: 'item', list, name, uri: own.uri };
  const to = referenceTo(path);
  const uri = to && installation.ownerOf(own, to, name);
  return to === undefined || uri === undefined ? undefined : { kind: 'item', list: to, name, uri };
}

function referenceTo(path: Path): ItemList | undefined {
  const steps = path.map((step) => (typeof step === 'number' ? '*' : step)).join('/');
  return referenceFields().find((field) => field.path.join('/') === steps)?.to;
}

function otherThing(project: Project, part: SchemaPart, [list, index, field]: Path, name: string): Thing | undefined {
  const isHere = (item: { readonly part: SchemaPart; readonly path: Path }) => item.part === part && item.path[1] === index;
  if (list === 'proxies' && field === 'serverNames') {
    const proxy = project.items('proxies').find(isHere);
    return proxy && { kind: 'server-name', name, proxy: keyOf(proxy) };
  }
  const instance = list === 'instances' ? project.items('instances').find(isHere) : undefined;
  if (instance === undefined) return undefined;
  if (field === 'serverName') return serverNameOf(project, instance);
  return field === 'databaseName' ? databaseOf(project, instance) : undefined;
}

/** The database of an instance; without a server in the plan, one that no other instance shares. */
export function databaseOf(project: Project, instance: ProjectItem<'instances'>): Thing & { readonly kind: 'database' } {
  const server = project.find('databases', instance.fields.database);
  return { kind: 'database', name: instance.fields.databaseName ?? instance.name, server: keyOf(server ?? instance) };
}

/** The name in the address of an instance. */
export function serverNameOf(project: Project, instance: ProjectItem<'instances'>): Thing | undefined {
  const proxy = project.find('proxies', instance.fields.proxy);
  const name = instance.fields.serverName ?? proxy?.fields.serverNames[0];
  return proxy === undefined || name === undefined ? undefined : { kind: 'server-name', name, proxy: keyOf(proxy) };
}

export function isSame(one: Thing | undefined, other: Thing): boolean {
  if (one?.kind === 'item' && other.kind === 'item') return one.list === other.list && one.name === other.name && one.uri === other.uri;
  if (one?.kind === 'database' && other.kind === 'database') return one.name === other.name && one.server === other.server;
  if (one?.kind !== 'server-name' || other.kind !== 'server-name') return false;
  // Names of the domain name system know no case (RFC 4343).
  return one.name.toLowerCase() === other.name.toLowerCase() && one.proxy === other.proxy;
}

const keyOf = ({ uri, list, name }: { readonly uri: string; readonly list: ItemList; readonly name: string }) => `${list} ${name} ${uri}`;

function valueAt({ data }: SchemaPart, path: Path): unknown {
  let value: unknown = data;
  for (const step of path)
    value = typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[step] : undefined;
  return value;
}
