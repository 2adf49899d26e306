/** The manifests of one installation, seen together, and the `dhis.conf` files that their instances name. */
import type { ConfDocument } from '../conf/conf-document.ts';
import type { HostingManifest } from '../generated/hosting-manifest.types.ts';
import type { ItemList } from '../manifest/item-lists.ts';
import { allKnown, isGroup, itemsOf, type SoundItem, soundItemsOf } from '../manifest/items.ts';
import type { ManifestDocument } from '../manifest/manifest-document.ts';
import { fileBeside, sameFileKey } from '../manifest/named-confs.ts';
import type { SchemaPart } from '../yaml/schema-document.ts';
import type { Path } from '../yaml/schema-walk.ts';

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
  return {
    manifests,
    items: <L extends ItemList>(list: L) =>
      manifests.flatMap((manifest) => listIn(manifest, list).items) as unknown as readonly ProjectItem<L>[],
    find<L extends ItemList>(list: L, name: unknown) {
      for (const manifest of manifests) {
        const found = listIn(manifest, list).byName.get(name);
        if (found !== undefined) return found as ProjectItem<L>;
      }
      return undefined;
    },
    names: (list) => new Set(manifests.flatMap((manifest) => [...listIn(manifest, list).names])),
    hasName: (list, name) => manifests.some((manifest) => listIn(manifest, list).names.has(name)),
    knowsAll: (list) => manifests.every(({ document }) => allKnown(document, list)),
    section: (name) => sectionIn(manifests, name),
    confOf(instance) {
      const { config } = instance.fields;
      const uri = config === undefined ? undefined : fileBeside(instance.uri, config);
      const conf = uri === undefined ? undefined : confAt(sameFileKey(uri));
      return uri === undefined || conf === undefined ? undefined : { ...conf, uri };
    },
  };
}

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
  const items = soundItemsOf(document, list).map((item) => placed(item, uri));
  const byName = new Map<unknown, unknown>();
  for (const item of items) if (!byName.has(item.name)) byName.set(item.name, item);
  return { items, byName, names: new Set(itemsOf(document, list).map(({ name }) => name)) };
}

/** Not by spreading: that would work out the place of every name. */
function placed<L extends ItemList>(item: SoundItem<L>, uri: string): ProjectItem<L> {
  const { text, part, list, path, name, fields } = item;
  return {
    uri,
    text,
    part,
    list,
    path,
    name,
    fields,
    get nameSpan() {
      return item.nameSpan;
    },
  };
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
