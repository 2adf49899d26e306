/** The manifests of one installation, seen together, and the `dhis.conf` files that their instances name. */
import type { ConfDocument } from '../conf/conf-document.ts';
import type { Span } from '../findings.ts';
import type { HostingManifest } from '../generated/hosting-manifest.types.ts';
import { fileBeside, sameFileKey } from '../manifest/conf-addresses.ts';
import type { ItemList } from '../manifest/item-lists.ts';
import { allKnown, isGroup, itemsOf, lineOf, type ManifestItem, type SoundItem, soundItemsOf } from '../manifest/items.ts';
import type { ManifestDocument } from '../manifest/manifest-document.ts';
import { type ReferredNames, referredNames } from '../manifest/referred-names.ts';
import { editedRange, isNothing } from '../text/edited-range.ts';
import type { SchemaPart } from '../yaml/schema-document.ts';
import type { Path } from '../yaml/schema-walk.ts';
import { askedUnrepeatably, question, questionOnce } from './asked.ts';
import { lookAt, touchList, touchNames, touchSection, touchUnknowable, touchWhole } from './sources.ts';

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
      touchUnknowable();
      return manifests;
    },
    items<L extends ItemList>(list: L) {
      askedUnrepeatably();
      touchList(list);
      const all = items.get(list) ?? joined(listsOf(project, list).map((one) => one.items));
      items.set(list, all);
      return all as readonly ProjectItem<L>[];
    },
    find: <L extends ItemList>(list: L, name: unknown) => find(project, list, name) as ProjectItem<L> | undefined,
    findFrom: <L extends ItemList>(uri: string, list: L, name: unknown) =>
      (uri === own.uri ? find(project, list, name) : findFrom(project, list, name, uri)) as ProjectItem<L> | undefined,
    names(list) {
      askedUnrepeatably();
      touchNames(list);
      const all = names.get(list) ?? new Set(namesOf(project, list).flatMap((some) => [...some]));
      names.set(list, all);
      return all;
    },
    hasName: (list, name) => hasName(project, list, name),
    knowsAll: (list) => knowsAll(project, list),
    section: <S extends SectionName>(name: S) => section(project, name) as Section<S> | undefined,
    confOf(instance) {
      const { config } = instance.fields;
      if (config !== undefined) touchUnknowable();
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
  touchList(name);
  return readLists(project, name);
}

function namesOf(project: Project, name: ItemList): readonly ReadonlySet<string>[] {
  touchNames(name);
  return readLists(project, name).map(({ names }) => names);
}

function readLists(project: Project, name: ItemList): readonly List[] {
  const { manifests, lists } = sourcesOf(project);
  let found = lists.get(name);
  if (found === undefined) {
    found = manifests.map((manifest) => listIn(manifest, name));
    lists.set(name, found);
  }
  return found;
}

/** The same object as long as the asking manifest is only edited. */
export function lineOfProject(project: Project): object {
  const [own] = sourcesOf(project).manifests;
  return own === undefined ? project : lineOf(own.document);
}

/** Items of one manifest, as the project knows them. */
export function ownItems<L extends ItemList>(project: Project, uri: string, list: L): readonly ProjectItem<L>[] {
  const own = sourcesOf(project).manifests.findIndex((manifest) => manifest.uri === uri);
  askedUnrepeatably();
  return (listsOf(project, list)[own]?.items ?? []) as readonly ProjectItem<L>[];
}

/** The names that fields of a list give to other items, in all manifests. */
export function namesGivenIn(project: Project, list: ItemList): readonly ReferredNames[] {
  askedUnrepeatably();
  touchList(list);
  return sourcesOf(project)
    .manifests.flatMap(({ document }) => referredNames(document))
    .filter(({ field }) => field.path[0] === list);
}

/** To be called before `isUnchanged` is asked about what was worked out from the project. */
export function lookAtProject(project: Project): void {
  lookAt(project, (source) => {
    if ('list' in source) return together(readLists(project, source.list).map(({ revision }) => revision));
    if ('names' in source) return together(readLists(project, source.names).map(({ namesRevision }) => namesRevision));
    const { manifests } = sourcesOf(project);
    return 'whole' in source ? areAllKnown(manifests, source.whole) : sectionIn(manifests, source.section)?.fields;
  });
}

const together = (revisions: readonly number[]): unknown => (revisions.length === 1 ? revisions[0] : revisions.join(' '));

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
const hasName = question((project, list: ItemList, name: string) => {
  touchNames(list);
  for (const { names } of readLists(project, list)) if (names.has(name)) return true;
  return false;
});
const knowsAll = questionOnce((project, list: ItemList) => {
  touchWhole(list);
  return areAllKnown(sourcesOf(project).manifests, list);
});
const section = questionOnce((project, name: SectionName) => {
  touchSection(name);
  return sectionIn(sourcesOf(project).manifests, name);
});
const confOf = question((project, key: string) => sourcesOf(project).confAt(key));

const areAllKnown = (manifests: readonly ProjectManifest[], list: ItemList): boolean =>
  manifests.every(({ document }) => allKnown(document, list));

type List = {
  /** Another one for each list that was read. */
  readonly revision: number;
  readonly namesRevision: number;
  readonly items: readonly ProjectItem<ItemList>[];
  /** Of several with one name, the first. */
  readonly byName: ReadonlyMap<unknown, ProjectItem<ItemList>>;
  /** The same set as long as the names are the same. */
  readonly names: ReadonlySet<string>;
  /** In their order. */
  readonly written: readonly string[];
};

/** By all items, which stay the same while an edit leaves them alone: a manifest is seen by all others of its installation. */
const known = new WeakMap<object, { readonly uri: string; readonly sound: object; readonly list: List }>();
/** By the line of documents: what was read last. */
const lastRead = new WeakMap<object, Map<ItemList, List>>();
let revisions = 0;

function listIn({ uri, document }: ProjectManifest, name: ItemList): List {
  const [all, sound] = [itemsOf(document, name), soundItemsOf(document, name)];
  const kept = known.get(all);
  if (kept?.uri === uri && kept.sound === sound) return kept.list;
  const lists = lastRead.get(lineOf(document)) ?? new Map<ItemList, List>();
  const list = readList(uri, all, sound, lists.get(name));
  known.set(all, { uri, sound, list });
  lastRead.set(lineOf(document), lists.set(name, list));
  return list;
}

/** Names of the items of one manifest, those with a mistake included. */
export function namesIn(manifest: ProjectManifest, list: ItemList): ReadonlySet<string> {
  return listIn(manifest, list).names;
}

function readList(uri: string, all: readonly ManifestItem[], sound: readonly SoundItem<ItemList>[], before: List | undefined): List {
  const items = sound.map((item) => placed(item, uri));
  const byName = new Map<unknown, ProjectItem<ItemList>>();
  for (const item of items) if (!byName.has(item.name)) byName.set(item.name, item);
  const written = all.map(({ name }) => name);
  revisions++;
  const revision = revisions;
  if (before !== undefined && isNothing(editedRange(before.written, written))) {
    const { names, namesRevision } = before;
    return { revision, items, byName, written, names, namesRevision };
  }
  return { revision, items, byName, written, names: new Set(written), namesRevision: revision };
}

/** In the item itself, which is faster by far than a table of thousands. */
const placedItem = Symbol('placed item');

function placed(item: SoundItem<ItemList> & { [placedItem]?: PlacedItem<ItemList> }, uri: string): ProjectItem<ItemList> {
  const before = item[placedItem];
  if (before?.uri === uri) return before;
  const now = new PlacedItem(item, uri);
  item[placedItem] = now;
  return now;
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
