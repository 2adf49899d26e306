/** What the manifests of the workspace name together: hosts, their instances, and manifests that cannot be read. */
import type { LogSource } from '@dhis2-hosting/client/operations';
import {
  type ManifestHost,
  type ManifestInstance,
  type ManifestModel,
  type ManifestText,
  type Message,
  readManifest,
  type Span,
} from '@dhis2-hosting/server/service';

/** Why the bytes of a manifest could not be read; each has a text with a next step. */
export type ManifestFailure = 'too-large' | 'not-allowed' | 'unavailable';

export type ManifestSource = {
  readonly uri: string;
  /** Path as people know it, relative to the workspace. */
  readonly label: string;
} & ({ readonly text: string } | { readonly failure: ManifestFailure });

/** What the language server is told of a manifest; one that cannot be read names nothing. */
export function textOf(source: ManifestSource): readonly ManifestText[] {
  return 'text' in source ? [{ uri: source.uri, text: source.text }] : [];
}

/** A file of hosts and instances is a thousandth of it. */
export const mostBytes = 1024 * 1024;

export type Place = { readonly uri: string; readonly span: Span };

export type HostEntry = {
  /**
   * Name of the host, with the manifest when another manifest has a host of that name: connections are kept by it, and
   * two hosts must never share one.
   */
  readonly id: string;
  readonly manifestLabel: string;
  readonly place: Place;
  readonly host: ManifestHost;
  /** All hosts of the manifest by their ids, this one among them, for the way through jump hosts. */
  readonly neighbours: readonly ManifestHost[];
  readonly instances: readonly InstanceEntry[];
};

export type InstanceEntry = {
  /** `host/instance`, unique in the window. */
  readonly id: string;
  readonly hostId: string;
  readonly place: Place;
  readonly instance: ManifestInstance;
  readonly log: LogSource | undefined;
};

/** A manifest of which something is wrong, or that names no host. */
export type ManifestNote = { readonly label: string; readonly place: Place } & (
  | { readonly kind: 'problem'; readonly line: number; readonly problem: Message; readonly more: number }
  | { readonly kind: 'unreadable'; readonly failure: ManifestFailure }
  | { readonly kind: 'empty' }
);

export type Inventory = { readonly hosts: readonly HostEntry[]; readonly notes: readonly ManifestNote[] };

export const emptyInventory: Inventory = { hosts: [], notes: [] };

export function readInventory(sources: readonly ManifestSource[]): Inventory {
  const read = sources.map((source) => ({ source, model: 'text' in source ? readManifest(source.text) : undefined }));
  const names = read.flatMap(({ model }) => model?.hosts.map(({ name }) => name) ?? []);
  const isShared = (name: string) => names.filter((other) => other === name).length > 1;
  const hosts = read.flatMap(({ source, model }) => (model === undefined ? [] : hostsOf(source, model, isShared)));
  const notes = read.flatMap(({ source, model }) => noteOf(source, model));
  return { hosts, notes };
}

export function instancesOf({ hosts }: Inventory): readonly InstanceEntry[] {
  return hosts.flatMap((host) => host.instances);
}

function hostsOf({ uri, label }: ManifestSource, model: ManifestModel, isShared: (name: string) => boolean): readonly HostEntry[] {
  const idOf = (name: string) => (isShared(name) ? `${name} (${label})` : name);
  const neighbours = model.hosts.map((host) => ({
    ...host,
    name: idOf(host.name),
    ...(host.jumpHost === undefined ? {} : { jumpHost: idOf(host.jumpHost) }),
  }));
  return model.hosts.map((host) => {
    const id = idOf(host.name);
    const instances = model.instances
      .filter((instance) => instance.host === host.name)
      .map((instance) => ({
        id: `${id}/${instance.name}`,
        hostId: id,
        place: { uri, span: instance.nameSpan },
        instance,
        log: logSourceOf(instance),
      }));
    return { id, manifestLabel: label, place: { uri, span: host.nameSpan }, host, neighbours, instances };
  });
}

function logSourceOf({ log }: ManifestInstance): LogSource | undefined {
  if (log?.unit !== undefined) return { kind: 'unit', unit: log.unit };
  return log?.file === undefined ? undefined : { kind: 'file', path: log.file };
}

function noteOf(source: ManifestSource, model: ManifestModel | undefined): readonly ManifestNote[] {
  const { uri, label } = source;
  const start = { uri, span: { start: 0, end: 0 } };
  if ('failure' in source) return [{ kind: 'unreadable', label, place: start, failure: source.failure }];
  const first = model?.problems[0];
  if (model !== undefined && first !== undefined) {
    const line = lineOf(source.text, first.span.start);
    return [{ kind: 'problem', label, place: { uri, span: first.span }, line, problem: first.message, more: model.problems.length - 1 }];
  }
  return model?.hosts.length === 0 ? [{ kind: 'empty', label, place: start }] : [];
}

/** Counted from one, as editors show it. */
function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
