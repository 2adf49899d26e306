/** What the manifests of the workspace name together: hosts, their instances, and manifests that cannot be read. */
import type { LogSource } from '@dhis2-hosting/client/operations';
import {
  type ManifestBackup,
  type ManifestHost,
  type ManifestInstance,
  type ManifestModel,
  type ManifestText,
  type Message,
  readManifests,
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
  /** All hosts by their ids, this one among them, for the way through jump hosts. */
  readonly neighbours: readonly ManifestHost[];
  readonly instances: readonly InstanceEntry[];
};

export type InstanceEntry = {
  /** `host/instance`, with the manifest when two manifests have one of that name on the host; unique in the window. */
  readonly id: string;
  readonly hostId: string;
  readonly place: Place;
  readonly instance: ManifestInstance;
  readonly log: LogSource | undefined;
  /** What the manifests want of its backups, as far as a timer makes sets. */
  readonly plans: readonly PlanEntry[];
};

export type PlanEntry = { readonly plan: ManifestBackup; readonly place: Place };

/** A manifest of which something is wrong, or that names no host. */
export type ManifestNote = { readonly label: string; readonly place: Place } & (
  | { readonly kind: 'problem'; readonly line: number; readonly problem: Message; readonly more: number }
  | { readonly kind: 'unreadable'; readonly failure: ManifestFailure }
  | { readonly kind: 'empty' }
);

export type Inventory = { readonly hosts: readonly HostEntry[]; readonly notes: readonly ManifestNote[] };

export const emptyInventory: Inventory = { hosts: [], notes: [] };

export function readInventory(sources: readonly ManifestSource[]): Inventory {
  const texts = sources.flatMap(textOf);
  const models = readManifests(texts);
  const modelOf = new Map(texts.map(({ uri }, i) => [uri, models[i]]));
  const notes = sources.flatMap((source) => noteOf(source, modelOf.get(source.uri)));
  return { hosts: hostsOf(sources.map((source) => ({ source, model: modelOf.get(source.uri) }))), notes };
}

type Read = { readonly source: ManifestSource; readonly model: ManifestModel | undefined };

function hostsOf(manifests: readonly Read[]): readonly HostEntry[] {
  const all = manifests.flatMap(({ source, model }) => (model?.hosts ?? []).map((host) => ({ source, host })));
  const names = all.map(({ host }) => host.name);
  const isShared = (name: string) => names.filter((other) => other === name).length > 1;
  const idOf = ({ source, host }: (typeof all)[number]) => (isShared(host.name) ? `${host.name} (${source.label})` : host.name);
  /** Of the same manifest if it has one of that name, else of the others. */
  const find = (from: ManifestSource, name: string | undefined) => {
    const named = all.filter(({ host }) => host.name === name);
    return named.find(({ source }) => source === from) ?? named[0];
  };
  const neighbours = all.map((entry) => {
    const jump = find(entry.source, entry.host.jumpHost);
    const parent = find(entry.source, entry.host.guestOf);
    return {
      ...entry.host,
      name: idOf(entry),
      ...(jump === undefined ? {} : { jumpHost: idOf(jump) }),
      ...(parent === undefined ? {} : { guestOf: idOf(parent) }),
    };
  });
  const placed = manifests.flatMap(({ source, model }) =>
    (model?.instances ?? []).map((instance) => ({ source, instance, on: find(source, instance.host) })),
  );
  return all.map((entry) => {
    const here = placed.filter(({ on }) => on === entry);
    const isTwice = (name: string) => here.filter(({ instance }) => instance.name === name).length > 1;
    const id = idOf(entry);
    const instances = here.map(({ source, instance }) => ({
      id: `${id}/${instance.name}${isTwice(instance.name) ? ` (${source.label})` : ''}`,
      hostId: id,
      place: { uri: source.uri, span: instance.nameSpan },
      instance,
      log: logSourceOf(instance),
      plans: plansFor(instance.name, isShared(entry.host.name) ? manifests.filter((one) => one.source === source) : manifests),
    }));
    const { source, host } = entry;
    return { id, manifestLabel: source.label, place: { uri: source.uri, span: host.nameSpan }, host, neighbours, instances };
  });
}

/** Continuous plans are about a database server. */
function plansFor(instance: string, manifests: readonly Read[]): readonly PlanEntry[] {
  return manifests.flatMap(({ source: { uri }, model }) =>
    (model?.backups ?? []).flatMap((plan) =>
      plan.method !== 'continuous' && plan.instances.includes(instance) ? [{ plan, place: { uri, span: plan.nameSpan } }] : [],
    ),
  );
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
