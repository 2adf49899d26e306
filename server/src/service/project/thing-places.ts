/** Every place of an installation where a thing is written. */
import { databaseAddress, webHost } from '../conf/address-parts.ts';
import type { ConfDocument } from '../conf/conf-document.ts';
import { placesInValue } from '../conf/place-in-value.ts';
import type { Span } from '../findings.ts';
import { exactSpan, itemsOf } from '../manifest/items.ts';
import { referencesOf } from '../manifest/references.ts';
import type { ConfEntry } from '../rules/context.ts';
import type { Path } from '../yaml/schema-walk.ts';
import type { Installation } from './installation.ts';
import type { Project, ProjectItem, ProjectManifest } from './project.ts';
import { databaseOf, isSame, serverNameOf, type Thing } from './things.ts';

export type ThingPlace = {
  readonly uri: string;
  readonly span: Span;
  /**
   * `implied`: it is not written, but the name there stands for it too. `related`: another word for it, such as the
   * address of its host.
   */
  readonly role: 'declaration' | 'reference' | 'implied' | 'related';
};

export function placesOf(installation: Installation, thing: Thing): readonly ThingPlace[] {
  const places = installation.manifests.flatMap((manifest) => placesIn(installation, manifest, thing));
  const byPlace = new Map(places.map((place) => [`${place.span.start} ${place.uri}`, place]));
  return [...byPlace.values()];
}

function placesIn(installation: Installation, manifest: ProjectManifest, thing: Thing): readonly ThingPlace[] {
  switch (thing.kind) {
    case 'item':
      return itemPlaces(installation, manifest, thing);
    case 'database':
      return databasePlaces(installation.projectOf(manifest), manifest, thing);
    case 'server-name':
      return serverNamePlaces(installation.projectOf(manifest), manifest, thing);
  }
}

type Item = Thing & { readonly kind: 'item' };

function itemPlaces(installation: Installation, manifest: ProjectManifest, thing: Item): readonly ThingPlace[] {
  const { uri, document } = manifest;
  const declared = uri === thing.uri ? itemsOf(document, thing.list).filter(({ name }) => name === thing.name) : [];
  const isMeant = installation.ownerOf(manifest, thing.list, thing.name) === thing.uri;
  const references = isMeant ? referencesOf(document).filter(({ to, name }) => to === thing.list && name === thing.name) : [];
  return [
    ...declared.flatMap(({ part, path }) => at(uri, exactSpan(part, [...path, 'name']), 'declaration')),
    ...references.flatMap(({ part, path }) => at(uri, exactSpan(part, path), 'reference')),
    ...(isMeant && thing.list === 'databases' ? databaseHosts(installation.projectOf(manifest), manifest, thing) : []),
  ];
}

/** In `connection.url`, the address of the host stands for the database server. */
function databaseHosts(project: Project, manifest: ProjectManifest, { name }: Item): readonly ThingPlace[] {
  return ownInstances(project, manifest)
    .filter(({ fields }) => fields.database === name)
    .flatMap((instance) => inConf(project, instance, 'connection.url', (url) => databaseAddress(url)?.hosts ?? []))
    .map((place) => ({ ...place, role: 'related' as const }));
}

function databasePlaces(project: Project, manifest: ProjectManifest, thing: Thing): readonly ThingPlace[] {
  return ownInstances(project, manifest)
    .filter((instance) => isSame(databaseOf(project, instance), thing))
    .flatMap((instance) => {
      const { part, path, fields } = instance;
      const isWritten = fields.databaseName !== undefined;
      const field: Path = [...path, isWritten ? 'databaseName' : 'name'];
      return [
        ...at(manifest.uri, exactSpan(part, field), isWritten ? 'declaration' : 'implied'),
        ...inConf(project, instance, 'connection.url', (url) => named(databaseAddress(url)?.database, thing.name)),
      ];
    });
}

function serverNamePlaces(
  project: Project,
  manifest: ProjectManifest,
  thing: Thing & { readonly kind: 'server-name' },
): readonly ThingPlace[] {
  const isName = (name: string) => name.toLowerCase() === thing.name.toLowerCase();
  const proxies = project
    .items('proxies')
    .filter((proxy) => proxy.uri === manifest.uri && thing.proxy === `proxies ${proxy.name} ${proxy.uri}`);
  const declared = proxies.flatMap(({ part, path, fields }) =>
    fields.serverNames.flatMap((name, i) =>
      isName(name) ? at(manifest.uri, exactSpan(part, [...path, 'serverNames', i]), 'declaration') : [],
    ),
  );
  const used = ownInstances(project, manifest)
    .filter((instance) => isSame(serverNameOf(project, instance), thing))
    .flatMap((instance) => [
      ...at(manifest.uri, exactSpan(instance.part, [...instance.path, 'serverName']), 'reference'),
      ...inConf(project, instance, 'server.base.url', (url) => {
        const host = webHost(url);
        return host !== undefined && isName(host.text) ? [host] : [];
      }),
    ]);
  return [...declared, ...used];
}

function ownInstances(project: Project, { uri }: ProjectManifest): readonly ProjectItem<'instances'>[] {
  return project.items('instances').filter((instance) => instance.uri === uri);
}

function at(uri: string, span: Span | undefined, role: ThingPlace['role']): readonly ThingPlace[] {
  return span === undefined ? [] : [{ uri, span, role }];
}

type Part = { readonly start: number; readonly end: number; readonly text: string };

function named(part: Part | undefined, name: string): readonly Part[] {
  return part?.text === name ? [part] : [];
}

function inConf(
  project: Project,
  instance: ProjectItem<'instances'>,
  key: string,
  partsOf: (value: string) => readonly Part[],
): readonly ThingPlace[] {
  const conf = project.confOf(instance);
  if (conf === undefined) return [];
  return entriesOf(conf, key).flatMap((entry) => {
    const place = placesInValue(conf.text, entry);
    return partsOf(entry.value).map(({ start, end }) => ({ uri: conf.uri, span: place(start, end), role: 'reference' as const }));
  });
}

const entriesOf = ({ entries }: ConfDocument, key: string): readonly ConfEntry[] => entries.filter((entry) => entry.key === key);
