/** The manifests of one installation, seen together, and the `dhis.conf` files that their instances name. */
import type { ConfDocument } from '../conf/conf-document.ts';
import type { Span } from '../findings.ts';
import type { HostingManifest } from '../generated/hosting-manifest.types.ts';
import { fileBeside, sameFileKey } from '../manifest/conf-addresses.ts';
import type { ItemList } from '../manifest/item-lists.ts';
import { allKnown, isGroup, itemsOf, type SoundItem, soundItemsOf } from '../manifest/items.ts';
import type { ManifestDocument } from '../manifest/manifest-document.ts';
import type { SchemaPart } from '../yaml/schema-document.ts';
import type { Path } from '../yaml/schema-walk.ts';
import { askedUnrepeatably, question, questionOnce } from './asked.ts';

export type ProjectManifest = { readonly uri: string; readonly document: ManifestDocument };

/** An item that fits the schema, with the manifest it stands in. */
export type ProjectItem<L extends ItemList> = SoundItem<L> & { readonly uri: string };

/** Parts of a manifest that stand alone at its top. */
export type SectionName = 'organisation' | 'governance' | 'monitoring' | 'maintenance';

export type Section<S extends SectionName> = {
  readonly uri: string;
  readonly text: string;
  readonly part: SchemaPart;
  readonly path: Path;
  readonly fields: NonNullable<HostingManifest[S]>;
};

export type Project = {
  /** The manifest that asks comes first. */
  readonly manifests: readonly ProjectManifest[];
  /** Of all manifests; each name may come twice. */
  items<L extends ItemList>(list: L): readonly ProjectItem<L>[];
  /** Of the same manifest if it has one of that name, else of the others. */
  find<L extends ItemList>(list: L, name: unknown): ProjectItem<L> | undefined;
  /** Of the manifest with that address if it has one of that name, else of the first that has. */
  findFrom<L extends ItemList>(uri: string, list: L, name: unknown): ProjectItem<L> | undefined;
  /** Names of all items, those with a mistake included, those of the asking manifest first. */
  names(list: ItemList): Iterable<string>;
  hasName(list: ItemList, name: string): boolean;
  /** False while a manifest cannot be read: what is not found may be in it. */
  knowsAll(list: ItemList): boolean;
  /** A sound section, of the same manifest if it has one, else of the others. */
  section<S extends SectionName>(name: S): Section<S> | undefined;
  /** The file that an instance names by `config`; undefined when it names none or its text is not known. */
  confOf(instance: ProjectItem<'instances'>): (ConfDocument & { readonly uri: string }) | undefined;
};

/** `confAt` gives the text of a file by its address, in the form of `sameFileKey`. */
export function createProject(
  own: ProjectManifest,
  others: readonly ProjectManifest[],
  confAt: (uri: string) => ConfDocument | undefined,
): Project {
  const manifests = [own, ...others.filter(({ uri }) => uri !== own.uri)];
  const items = new Map<ItemList, readonly unknown[]>();
  const names = new Map<ItemList, ReadonlySet<string>>();
  const project: Sourced = {
    [sources]: { manifests, confAt, lists: new Map() },
    get manifests() {
      askedUnrepeatably();
      return manifests;
    },
    items<L extends ItemList>(list: L) {
      askedUnrepeatably();
      const all = items.get(list) ?? joined(listsOf(project, list).map((one) => one.items));
      items.set(list, all);
      return all as readonly ProjectItem<L>[];
    },
    find: <L extends ItemList>(list: L, name: unknown) => find(project, list, name) as ProjectItem<L> | undefined,
    findFrom: <L extends ItemList>(uri: string, list: L, name: unknown) =>
      (uri === own.uri ? find(project, list, name) : findFrom(project, list, name, uri)) as ProjectItem<L> | undefined,
    names(list) {
      askedUnrepeatably();
      const all = names.get(list) ?? new Set(listsOf(project, list).flatMap((one) => [...one.names]));
      names.set(list, all);
      return all;
    },
    hasName: (list, name) => hasName(project, list, name),
    knowsAll: (list) => knowsAll(project, list),
    section: <S extends SectionName>(name: S) => section(project, name) as Section<S> | undefined,
    confOf(instance) {
      const { config } = instance.fields;
      const uri = config === undefined ? undefined : fileBeside(instance.uri, config);
      const conf = uri === undefined ? undefined : confOf(project, sameFileKey(uri));
      return uri === undefined || conf === undefined ? undefined : { ...conf, uri };
    },
  };
  return project;
}

/** What a project is made from, for the questions below. */
const sources = Symbol('sources');

type Sourced = Project & {
  readonly [sources]: {
    readonly manifests: readonly ProjectManifest[];
    readonly confAt: (uri: string) => ConfDocument | undefined;
    readonly lists: Map<ItemList, readonly List[]>;
  };
};

const sourcesOf = (project: Project): Sourced[typeof sources] => (project as Sourced)[sources];

function listsOf(project: Project, name: ItemList): readonly List[] {
  const { manifests, lists } = sourcesOf(project);
  const found = lists.get(name) ?? manifests.map((manifest) => listIn(manifest, name));
  lists.set(name, found);
  return found;
}

const joined = (lists: readonly (readonly unknown[])[]): readonly unknown[] => (lists.length === 1 ? (lists[0] ?? []) : lists.flat());

const find = question((project, list: ItemList, name: unknown): ProjectItem<ItemList> | undefined => {
  for (const { byName } of listsOf(project, list)) {
    const found = byName.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
});
const findFrom = question((project, list: ItemList, name: unknown, uri: string) => {
  const lists = listsOf(project, list);
  const same = sourcesOf(project).manifests.findIndex((manifest) => manifest.uri === uri);
  return lists[same]?.byName.get(name) ?? lists.find(({ byName }) => byName.has(name))?.byName.get(name);
});
const hasName = question((project, list: ItemList, name: string) => listsOf(project, list).some(({ names }) => names.has(name)));
const knowsAll = questionOnce((project, list: ItemList) => sourcesOf(project).manifests.every(({ document }) => allKnown(document, list)));
const section = questionOnce((project, name: SectionName) => sectionIn(sourcesOf(project).manifests, name));
const confOf = question((project, key: string) => sourcesOf(project).confAt(key));

type List = {
  readonly items: readonly ProjectItem<ItemList>[];
  /** Of several with one name, the first. */
  readonly byName: ReadonlyMap<unknown, ProjectItem<ItemList>>;
  readonly names: ReadonlySet<string>;
};

/** A manifest is seen by all others of its installation, so what is read from it is kept with it. */
const known = new WeakMap<ManifestDocument, { readonly uri: string; readonly lists: Map<ItemList, List> }>();

function listIn({ uri, document }: ProjectManifest, name: ItemList): List {
  const kept = known.get(document);
  const { lists } = kept?.uri === uri ? kept : { lists: new Map<ItemList, List>() };
  const list = lists.get(name) ?? readList(uri, document, name);
  lists.set(name, list);
  known.set(document, { uri, lists });
  return list;
}

/** Names of the items of one manifest, those with a mistake included. */
export function namesIn(manifest: ProjectManifest, list: ItemList): ReadonlySet<string> {
  return listIn(manifest, list).names;
}

function readList(uri: string, document: ManifestDocument, list: ItemList): List {
  const items = soundItemsOf(document, list).map((item): ProjectItem<ItemList> => new PlacedItem(item, uri));
  const byName = new Map<unknown, ProjectItem<ItemList>>();
  for (const item of items) if (!byName.has(item.name)) byName.set(item.name, item);
  return { items, byName, names: new Set(itemsOf(document, list).map(({ name }) => name)) };
}

class PlacedItem<L extends ItemList> {
  readonly item: SoundItem<L>;
  readonly list: L;
  readonly name: string;
  readonly fields: ProjectItem<L>['fields'];
  readonly uri: string;

  constructor(item: SoundItem<L>, uri: string) {
    this.item = item;
    this.list = item.list;
    this.name = item.name;
    this.fields = item.fields;
    this.uri = uri;
  }

  get text(): string {
    return this.item.text;
  }

  get part(): SchemaPart {
    return this.item.part;
  }

  get path(): Path {
    return this.item.path;
  }

  get nameSpan(): Span {
    return this.item.nameSpan;
  }
}

function sectionIn<S extends SectionName>(manifests: readonly ProjectManifest[], name: S): Section<S> | undefined {
  for (const { uri, document } of manifests) {
    for (const part of document.parts) {
      const fields = isGroup(part.data) ? part.data[name] : undefined;
      const isSound = part.violations.every(({ instancePath }) => instancePath !== `/${name}` && !instancePath.startsWith(`/${name}/`));
      if (isGroup(fields) && part.readable && isSound)
        return { uri, text: document.text, part, path: [name], fields: fields as unknown as Section<S>['fields'] };
    }
  }
  return undefined;
}
