/** The tree as values: what hangs below what, and how each node reads. hosts-tree.ts makes tree items of it. */
import type { BackupReport, BackupSet, ListedRun, LogSource } from '@dhis2-hosting/client/operations';
import { type Locale, render } from '@dhis2-hosting/server/service';
import type { CommandId } from '../contributions.ts';
import {
  type HostEntry,
  type InstanceEntry,
  type Inventory,
  type ManifestFailure,
  type ManifestNote,
  mostBytes,
  type Place,
} from '../inventory/inventory.ts';
import type { FoundSummary, RunStates } from '../runs/run-states.ts';
import { type HostState, isFollowed, type LogState, type SessionStates } from '../sessions/session-states.ts';
import type { Say } from '../texts.ts';
import { type BackupState, backupStates, backupStateView, backupsView, backupView } from './backup-nodes.ts';
import { foundInstanceView, foundView } from './found-nodes.ts';
import { runsView, runView } from './run-nodes.ts';

export type HostsNode =
  | { readonly kind: 'manifest'; readonly note: ManifestNote }
  | { readonly kind: 'host'; readonly host: HostEntry }
  | { readonly kind: 'instance'; readonly entry: InstanceEntry; readonly backups?: readonly BackupReport[] }
  | { readonly kind: 'backups'; readonly entry: InstanceEntry; readonly plan: string; readonly report: BackupReport | undefined }
  | { readonly kind: 'backupState'; readonly entry: InstanceEntry; readonly report: BackupReport; readonly state: BackupState }
  | { readonly kind: 'backup'; readonly entry: InstanceEntry; readonly set: BackupSet }
  | { readonly kind: 'log'; readonly entry: InstanceEntry; readonly source: LogSource }
  | { readonly kind: 'runs'; readonly host: HostEntry; readonly runs: readonly ListedRun[] }
  | { readonly kind: 'run'; readonly host: HostEntry; readonly run: ListedRun }
  | { readonly kind: 'found'; readonly host: HostEntry; readonly found: FoundSummary }
  | { readonly kind: 'foundInstance'; readonly host: HostEntry; readonly instance: FoundSummary['instances'][number] };

/** A node as shown, in terms that need no editor. */
export type NodeView = {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** Codicon and, where the state has one, theme colour. */
  readonly icon: string;
  readonly colour?: string;
  /** `host.offline` and so on; the menus ask for it. */
  readonly contextValue: string;
  readonly isLeaf: boolean;
  /** Opened by the person only. */
  readonly isCollapsed?: boolean;
  /** Name and value, one line each. */
  readonly tooltip: readonly (readonly [name: string, value: string])[];
  /** Run when the node is clicked, with the node as argument. */
  readonly click: CommandId;
};

/** The newest; the others are in the list of `Attach to Run`. */
const mostRuns = 10;

export function childrenOf(
  inventory: Inventory,
  runs: Pick<RunStates, 'of' | 'backups' | 'found'>,
  node: HostsNode | undefined,
): readonly HostsNode[] {
  switch (node?.kind) {
    case undefined:
      return [
        ...inventory.notes.map((note) => ({ kind: 'manifest', note }) as const),
        ...inventory.hosts.map((host) => ({ kind: 'host', host }) as const),
      ];
    case 'host':
      return [...node.host.instances.map((entry) => instanceNode(entry, runs)), ...foundOf(node.host, runs), ...runsOf(node.host, runs)];
    case 'found':
      return node.found.instances.map((instance) => ({ kind: 'foundInstance', host: node.host, instance }));
    case 'runs':
      return node.runs.slice(0, mostRuns).map((run) => ({ kind: 'run', host: node.host, run }));
    case 'instance':
      return [
        ...(node.entry.log === undefined ? [] : [{ kind: 'log', entry: node.entry, source: node.entry.log } as const]),
        ...(node.backups ?? []).map((report) => ({ kind: 'backups', entry: node.entry, plan: report.plan, report }) as const),
      ];
    case 'backups':
      return backupsBelow(node);
    case 'backupState':
    case 'backup':
    case 'log':
    case 'run':
    case 'foundInstance':
    case 'manifest':
      return [];
  }
}

/** What is known of a plan, then its sets. */
function backupsBelow({ entry, report }: Extract<HostsNode, { kind: 'backups' }>): readonly HostsNode[] {
  if (report?.sets === undefined) return [];
  return [
    ...backupStates.map((state) => ({ kind: 'backupState', entry, report, state }) as const),
    ...report.sets.map((set) => ({ kind: 'backup', entry, set }) as const),
  ];
}

/** Without backups until the host was asked. */
function instanceNode(entry: InstanceEntry, states: Pick<RunStates, 'backups'>): HostsNode {
  const backups = (states.backups(entry.hostId) ?? []).filter(({ instance }) => instance === entry.instance.name);
  return { kind: 'instance', entry, ...(backups.length === 0 ? {} : { backups }) };
}

function foundOf(host: HostEntry, states: Pick<RunStates, 'found'>): readonly HostsNode[] {
  const found = states.found(host.id);
  return found === undefined ? [] : [{ kind: 'found', host, found }];
}

/** Nothing until the host was asked, and nothing for one that never had a run. */
function runsOf(host: HostEntry, states: Pick<RunStates, 'of'>): readonly HostsNode[] {
  const runs = states.of(host.id) ?? [];
  return runs.length === 0 ? [] : [{ kind: 'runs', host, runs }];
}

/** Where a node is written, for "Show in the Manifest". */
export function placeOf(node: HostsNode): Place {
  if (node.kind === 'manifest') return node.note.place;
  return 'host' in node ? node.host.place : node.entry.place;
}

/** What makes texts of nodes: the extension says its own, and renders messages of the service in the language of the editor. */
export type NodeWords = { readonly say: Say; readonly locale: Locale };

export function viewOf(node: HostsNode, states: SessionStates, words: NodeWords): NodeView {
  switch (node.kind) {
    case 'manifest':
      return manifestView(node.note, words);
    case 'host':
      return hostView(node.host, states.host(node.host.id), words.say);
    case 'instance':
      return instanceView(node.entry, node.backups !== undefined, states.log(node.entry.id), words.say);
    case 'backups':
      return backupsView(node, words.locale, words.say);
    case 'backupState':
      return backupStateView(node.entry, node.report, node.state, words.locale, words.say);
    case 'backup':
      return backupView(node.entry, node.set, words.locale, words.say);
    case 'log':
      return logView(node.entry, node.source, states.log(node.entry.id), words.say);
    case 'runs':
      return runsView(node.host, node.runs, words.say);
    case 'run':
      return runView(node.host, node.run, words.locale, words.say);
    case 'found':
      return foundView(node.host, node.found, words.say);
    case 'foundInstance':
      return foundInstanceView(node.host, node.instance, words.say);
  }
}

function manifestView(note: ManifestNote, words: NodeWords): NodeView {
  const { say } = words;
  const base = {
    id: `manifest:${note.place.uri}`,
    label: note.label,
    contextValue: `manifest.${note.kind}`,
    isLeaf: true,
    click: 'dhis2Hosting.revealInManifest',
  } as const;
  if (note.kind === 'empty')
    return { ...base, description: say('manifestEmpty'), icon: 'info', tooltip: [[note.label, say('manifestEmpty')]] };
  const problem = problemText(note, words);
  const more = note.kind === 'problem' && note.more > 0 ? ([[say('manifestMore'), String(note.more)]] as const) : [];
  return { ...base, description: problem, icon: 'warning', colour: 'list.warningForeground', tooltip: [[note.label, problem], ...more] };
}

/** What keeps a manifest from being used. */
export function problemText(note: Exclude<ManifestNote, { kind: 'empty' }>, { say, locale }: NodeWords): string {
  if (note.kind === 'problem') return say('manifestPlace', { line: note.line, problem: render(note.problem, locale) });
  return failureText(note.failure, say);
}

function failureText(failure: ManifestFailure, say: Say): string {
  switch (failure) {
    case 'too-large':
      return say('manifestTooLarge', { most: mostBytes / 1024 });
    case 'not-allowed':
      return say('manifestNotAllowed');
    case 'unavailable':
      return say('manifestUnavailable');
  }
}

const hostLooks = {
  offline: { icon: 'vm' },
  connecting: { icon: 'loading~spin' },
  connected: { icon: 'vm-active', colour: 'testing.iconPassed' },
  failed: { icon: 'error', colour: 'list.errorForeground' },
} as const satisfies Record<HostState['kind'], { icon: string; colour?: string }>;

function hostView({ id, host, manifestLabel }: HostEntry, state: HostState, say: Say): NodeView {
  const words = hostStateText(state, say);
  return {
    id: `host:${id}`,
    label: id,
    description: state.kind === 'offline' ? host.address : `${host.address} · ${state.kind === 'failed' ? say('failedShort') : words}`,
    ...hostLooks[state.kind],
    contextValue: `host.${state.kind}`,
    isLeaf: false,
    tooltip: present([
      [say('tipAddress'), host.port === undefined ? host.address : `${host.address}, ${say('tipPort', { port: host.port })}`],
      [say('tipUser'), host.user],
      [say('tipJump'), host.jumpHost],
      [say('tipHostKey'), host.hostKey],
      [say('tipManifest'), manifestLabel],
      [say('tipNote'), host.description],
      [say('tipState'), words],
    ]),
    click: 'dhis2Hosting.revealInManifest',
  };
}

const logLooks = {
  idle: { icon: 'output' },
  connecting: { icon: 'loading~spin' },
  live: { icon: 'pulse', colour: 'testing.iconPassed' },
  reconnecting: { icon: 'sync~spin', colour: 'list.warningForeground' },
  failed: { icon: 'error', colour: 'list.errorForeground' },
} as const satisfies Record<LogState['kind'], { icon: string; colour?: string }>;

function instanceView({ id, instance, hostId }: InstanceEntry, hasBackups: boolean, state: LogState, say: Say): NodeView {
  const version = instance.dhis2Version === undefined ? undefined : say('versionStatus', { version: instance.dhis2Version });
  const following = state.kind === 'idle' ? undefined : shortLogText(state, say);
  return {
    id: `instance:${id}`,
    label: instance.name,
    description: [version, following].filter((part) => part !== undefined).join(' · '),
    icon: 'server-process',
    ...(isFollowed(state) ? { colour: 'testing.iconPassed' } : {}),
    // Without a log there is nothing to tail, so the menus for logs must not fit.
    contextValue: `instance.${instance.log === undefined ? 'withoutLog' : state.kind}`,
    isLeaf: instance.log === undefined && !hasBackups,
    tooltip: present([
      [say('tipHost'), hostId],
      [say('tipVersion'), instance.dhis2Version],
      [say('tipConf'), instance.config ?? instance.dhisConf],
      [say('tipNote'), instance.description],
    ]),
    click: 'dhis2Hosting.revealInManifest',
  };
}

function logView({ id, hostId }: InstanceEntry, source: LogSource, state: LogState, say: Say): NodeView {
  const where = source.kind === 'unit' ? say('tipUnit', { unit: source.unit }) : source.path;
  const words = logStateText(state, say);
  return {
    id: `log:${id}`,
    label: say('tomcatLog'),
    description: state.kind === 'idle' ? where : shortLogText(state, say),
    ...logLooks[state.kind],
    contextValue: `log.${state.kind}`,
    isLeaf: true,
    tooltip: [
      [say('tomcatLog'), where],
      [say('tipHost'), hostId],
      [say('tipState'), words],
    ],
    click: isFollowed(state) ? 'dhis2Hosting.showLog' : 'dhis2Hosting.revealInManifest',
  };
}

/** The reason of a failure is a paragraph: it is in the tooltip. */
function shortLogText(state: LogState, say: Say): string {
  return state.kind === 'failed' ? say('failedShort') : logStateText(state, say);
}

function present(lines: readonly (readonly [string, string | undefined])[]): readonly (readonly [string, string])[] {
  return lines.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value] as const]));
}

function hostStateText(state: HostState, say: Say): string {
  switch (state.kind) {
    case 'offline':
      return say('hostOffline');
    case 'connecting':
      return say('hostConnecting');
    case 'connected':
      return say('hostConnected');
    case 'failed':
      return say('failed', { reason: state.reason });
  }
}

export function logStateText(state: LogState, say: Say): string {
  switch (state.kind) {
    case 'idle':
      return say('logIdle');
    case 'connecting':
      return say('hostConnecting');
    case 'live':
      return say('logLive');
    case 'reconnecting':
      return say('logReconnecting');
    case 'failed':
      return say('failed', { reason: state.reason });
  }
}
