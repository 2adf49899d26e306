/** The manifests of one installation, seen together, and the `dhis.conf` files that their instances name. */
import type { ConfDocument } from '../conf/conf-document.ts';
import type { Span } from '../findings.ts';
import type { HostingManifest } from '../generated/hosting-manifest.types.ts';
import type { ItemList } from '../manifest/item-lists.ts';
import { allKnown, fieldSpan, isGroup, itemsOf, type SoundItem, soundItemsOf } from '../manifest/items.ts';
import type { ManifestDocument } from '../manifest/manifest-document.ts';
import { fileBeside, sameFileKey } from '../manifest/named-confs.ts';
import type { SchemaPart } from '../yaml/schema-document.ts';
import type { Path } from '../yaml/schema-walk.ts';
import { askedUnrepeatably, question } from './asked.ts';

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
  const sources: Sources = { manifests, confAt };
  const project: Project = {
    get manifests() {
      askedUnrepeatably();
      return manifests;
    },
    items<L extends ItemList>(list: L) {
      askedUnrepeatably();
      const all = items.get(list) ?? manifests.flatMap((manifest) => listIn(manifest, list).items);
      items.set(list, all);
      return all as readonly ProjectItem<L>[];
    },
    find: <L extends ItemList>(list: L, name: unknown) => find(project, list, name) as ProjectItem<L> | undefined,
    names(list) {
      askedUnrepeatably();
      const all = names.get(list) ?? new Set(manifests.flatMap((manifest) => [...listIn(manifest, list).names]));
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
  sourcesOf.set(project, sources);
  return project;
}

/** What a project is made from, for the questions below. */
type Sources = { readonly manifests: readonly ProjectManifest[]; readonly confAt: (uri: string) => ConfDocument | undefined };

const sourcesOf = new WeakMap<Project, Sources>();

const manifestsOf = (project: Project): readonly ProjectManifest[] => sourcesOf.get(project)?.manifests ?? [];

const find = question((project, list: ItemList, name: unknown): ProjectItem<ItemList> | undefined => {
  for (const manifest of manifestsOf(project)) {
    const found = listIn(manifest, list).byName.get(name);
    if (found !== undefined) return found as ProjectItem<ItemList>;
  }
  return undefined;
});
const hasName = question((project, list: ItemList, name: string) => manifestsOf(project).some((one) => listIn(one, list).names.has(name)));
const knowsAll = question((project, list: ItemList) => manifestsOf(project).every(({ document }) => allKnown(document, list)));
const section = question((project, name: SectionName) => sectionIn(manifestsOf(project), name));
const confOf = question((project, key: string) => sourcesOf.get(project)?.confAt(key));

type List = { readonly items: readonly unknown[]; readonly byName: ReadonlyMap<unknown, unknown>; readonly names: ReadonlySet<string> };

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
  const byName = new Map<unknown, unknown>();
  for (const item of items) if (!byName.has(item.name)) byName.set(item.name, item);
  return { items, byName, names: new Set(itemsOf(document, list).map(({ name }) => name)) };
}

class PlacedItem<L extends ItemList> {
  readonly text: string;
  readonly part: SchemaPart;
  readonly list: L;
  readonly path: Path;
  readonly name: string;
  readonly fields: ProjectItem<L>['fields'];
  readonly uri: string;

  constructor({ text, part, list, path, name, fields }: SoundItem<L>, uri: string) {
    this.text = text;
    this.part = part;
    this.list = list;
    this.path = path;
    this.name = name;
    this.fields = fields;
    this.uri = uri;
  }

  /** Most places are never asked for. */
  get nameSpan(): Span {
    return fieldSpan(this, 'name');
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
