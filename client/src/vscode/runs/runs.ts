/** Plans and runs on hosts, as commands use them: the operations layer with this window's connections, owner and journal. */
import type {
  BackupReport,
  DumpToRestore,
  FileToSend,
  JudgedDump,
  ListedRun,
  Plan,
  PlaybookMode,
  PlaybookSpec,
  Prepared,
  RestoredBeside,
  RunFiles,
  RunReport,
  RunResult,
  SecretToGive,
  TimelineOptions,
  TimelineRow,
  UndoPlan,
} from '@dhis2-hosting/client/operations';
import type { HostingManifest, Locale, Text } from '@dhis2-hosting/server/service';
import { draftManifest, render } from '@dhis2-hosting/server/service';
import type { HostEntry } from '../inventory/inventory.ts';
import type { Remote } from '../sessions/remote.ts';
import { summaryOf } from './found-summary.ts';
import { databaseOf } from './installation.ts';
import type { RunStates } from './run-states.ts';

export type RunParts = {
  readonly remote: Remote;
  readonly states: RunStates;
  readonly locale: Locale;
  /** Folder of the journal at home. */
  readonly journalFolder: string;
  /** Who is at the keyboard. */
  readonly owner: string;
  readonly random: () => Uint8Array;
  readonly log: (line: string) => void;
};

/** What is to be done, before anybody said yes. */
export type Proposal = {
  readonly plan: Plan;
  readonly markdown: string;
  /** Go to the host before the run begins. */
  readonly sends: readonly FileToSend[];
  /** The name that a person has to type before it is done. */
  readonly typed: string | undefined;
  /** What the run has to be given, by its credential. */
  readonly secrets: readonly SecretToGive[];
  readonly files: (secrets?: ReadonlyMap<string, string>) => RunFiles;
};

/** A recipe by its id, the instance when it is about one, and what it restores when that is not the newest set; a moment in milliseconds since 1970. */
export type RecipeCall = {
  readonly recipe: string;
  readonly instance?: string;
  readonly set?: string;
  readonly moment?: number;
  readonly dump?: DumpToRestore;
};

/** A dump that lies on the host, with words for people. */
export type FoundDump = { readonly dump: JudgedDump; readonly judged: string; readonly content: string };

export type SentFile = {
  readonly path: string;
  readonly sha256: string;
  readonly progress: (sent: number, size: number) => void;
};

/** A host as it was found. */
export type Adopted = { readonly markdown: string; readonly draft: string };

export type WantedPlaybook = { readonly spec: PlaybookSpec; readonly mode: PlaybookMode };

export type Runs = {
  /** Only looks. What the tree shows is what is returned. */
  find(host: HostEntry, manifest: HostingManifest, signal: AbortSignal, judge?: 'judge'): Promise<Adopted>;
  /** Dumps on the host itself, read to their end. */
  dumps(host: HostEntry, manifest: HostingManifest, signal: AbortSignal): Promise<readonly FoundDump[]>;
  propose(host: HostEntry, manifest: HostingManifest, signal: AbortSignal, call?: RecipeCall): Promise<Proposal>;
  /** Of a playbook on its control host; `check` tries it without a change. */
  proposePlaybook(host: HostEntry, manifest: HostingManifest, wanted: WantedPlaybook, signal: AbortSignal): Promise<Proposal>;
  /** Undefined when there is nothing to take back. */
  proposeUndo(host: HostEntry, signal: AbortSignal): Promise<Proposal | undefined>;
  /** A file of this machine; what is there of it already is not sent again. */
  send(host: HostEntry, file: SentFile, signal: AbortSignal): Promise<void>;
  carryOut(host: HostEntry, files: RunFiles, signal: AbortSignal): AsyncGenerator<RunReport, RunResult | undefined>;
  attach(host: HostEntry, run: string, signal: AbortSignal): AsyncGenerator<RunReport, RunResult | undefined>;
  /** Asks it to stop between two steps. */
  cancel(host: HostEntry, run: string, signal: AbortSignal): Promise<void>;
  /** What the tree shows is what is returned. */
  list(host: HostEntry, signal: AbortSignal): Promise<readonly ListedRun[]>;
  /** How its backups are; what the tree shows is what is returned. */
  backups(host: HostEntry, manifest: HostingManifest, signal: AbortSignal): Promise<readonly BackupReport[]>;
  /** What was restored beside the live database of an instance. */
  restoredBeside(host: HostEntry, manifest: HostingManifest, instance: string, signal: AbortSignal): Promise<RestoredBeside>;
  /** Of what a person writes: milliseconds since 1970, undefined for what is no moment with its zone. */
  momentReader(): Promise<(text: string) => number | undefined>;
  /** Its restore tests, as a page. */
  evidence(report: BackupReport): Promise<string>;
  /** As a picture; no host is asked. */
  timeline(rows: readonly TimelineRow[], options: Omit<TimelineOptions, 'locale'>): Promise<string>;
  /** A line for people; undefined for what is no news. */
  lineOf(report: RunReport, titleOf: (step: string) => Text | undefined): Promise<string | undefined>;
  endOf(result: RunResult, plan?: Plan): Promise<string>;
  /** What a run of this plan leaves undone; undefined when that is nothing. */
  leftOf(plan: Plan): Promise<string | undefined>;
};

export function createRuns({ remote, states, locale, journalFolder, owner, random, log }: RunParts): Runs {
  const requestOf = async (reason: string) => {
    const { newRunId } = (await remote.load()).operations;
    const now = Date.now();
    return { id: newRunId(now, random()), owner, reason, made: new Date(now).toISOString() };
  };
  const proposalOf = async (
    plan: Plan,
    files: (request: Awaited<ReturnType<typeof requestOf>>, secrets: RunFiles['secrets']) => RunFiles,
    typed?: string,
  ): Promise<Proposal> => {
    const { operations } = await remote.load();
    const request = await requestOf(render({ text: plan.title, args: {} }, 'en'));
    const markdown = operations.planMarkdown(plan, locale);
    return {
      ...{ plan, markdown, typed },
      sends: operations.filesToSend(plan),
      secrets: operations.secretsToGive(plan),
      files: (given = new Map()) => files(request, new Map([...given].map(([name, value]) => [name, new operations.Secret(value)]))),
    };
  };
  return {
    async propose(host, manifest, signal, { recipe: id, ...about } = { recipe: 'provision' }) {
      const { operations, connection } = await remote.asRoot(host, signal);
      const recipe = operations.recipes.find((each) => each.id === id);
      if (recipe === undefined) throw new Error(`There is no recipe ${id}.`);
      // Known by the ids that connections are kept by, which are their names within one installation.
      const connect = async (name: string) => (await remote.asRoot(neighbourOf(host, name), signal)).connection;
      const told = await operations.askRelated(manifest, host.host.name, connect, signal);
      const target = { manifest, host: host.host.name, now: Date.now(), told, ...about };
      const prepared: Prepared = await operations.planHost(connection, recipe, target, signal);
      const typed = recipe.typed === true ? about.instance : undefined;
      return proposalOf(prepared.plan, (request, secrets) => operations.runFiles({ ...request, prepared, secrets }), typed);
    },
    async proposePlaybook(host, manifest, { spec, mode }, signal) {
      const { operations, connection } = await remote.asRoot(host, signal);
      const target = { manifest, host: host.host.name, now: Date.now() };
      const prepared: Prepared = await operations.planHost(connection, operations.playbookRecipe(spec, mode), target, signal);
      return proposalOf(prepared.plan, (request) => operations.runFiles({ ...request, prepared }));
    },
    async find(host, manifest, signal, judge) {
      const { operations, connection } = await remote.asRoot(host, signal);
      const found = await operations.findOn(connection, host.host.name, operations.backupFolders(manifest), signal);
      const judged = judge === undefined ? undefined : await operations.judgeDumps(connection, found, signal);
      states.setFound(host.id, summaryOf(found, manifest, operations, locale));
      const { draft, comments } = operations.draftOf(found, manifest);
      const [file] = draftManifest(draft, comments).files;
      return { markdown: operations.foundMarkdown(found, manifest, locale, judged), draft: file?.text ?? '' };
    },
    async dumps(host, manifest, signal) {
      const { operations, connection } = await remote.asRoot(host, signal);
      const found = await operations.findOn(connection, host.host.name, operations.backupFolders(manifest), signal);
      const judged = await operations.judgeDumps(connection, { ...found, guests: { known: true, value: 'none' } }, signal);
      return judged.map((dump) => ({ dump, ...operations.dumpWords(dump, locale) }));
    },
    async proposeUndo(host, signal) {
      const { operations, connection } = await remote.asRoot(host, signal);
      const undo: UndoPlan | undefined = await operations.planUndo(connection, Date.now(), signal);
      return undo && proposalOf(undo.plan, (request) => operations.undoFiles(undo, request));
    },
    async send(host, { path, sha256, progress }, signal) {
      const { operations, transport, address } = await remote.asRoot(host, signal);
      await operations.sendFile({ transport, host: address, file: path, sha256, progress, signal, log });
    },
    async *carryOut(host, files, signal) {
      const { operations, transport, address } = await remote.asRoot(host, signal);
      const journal = operations.createJournal(journalFolder);
      return yield* operations.carryOut({ transport, host: address, files, signal, journal, log });
    },
    async *attach(host, run, signal) {
      const { operations, transport, address } = await remote.asRoot(host, signal);
      return yield* operations.watchRun({ transport, host: address, run, signal, log });
    },
    async cancel(host, run, signal) {
      const { operations, connection } = await remote.asRoot(host, signal);
      await operations.cancelRun(connection, run, signal);
    },
    async list(host, signal) {
      const { operations, connection } = await remote.asRoot(host, signal);
      const listed = await operations.listRuns(connection, signal);
      states.set(host.id, listed);
      return listed;
    },
    async backups(host, manifest, signal) {
      const { operations, connection } = await remote.asRoot(host, signal);
      const reports = await operations.reportBackups(connection, { manifest, host: host.host.name, now: Date.now() }, signal);
      states.setBackups(host.id, reports);
      return reports;
    },
    async restoredBeside(host, manifest, instance, signal) {
      const server = databaseOf(manifest, instance)?.host ?? host.host.name;
      const { operations, connection } = await remote.asRoot(server === host.host.name ? host : neighbourOf(host, server), signal);
      return operations.askRestored(connection, { manifest, host: server, now: Date.now(), instance }, signal);
    },
    momentReader: async () => (await remote.load()).operations.readMoment,
    evidence: async (report) => (await remote.load()).operations.evidenceMarkdown(report, locale),
    timeline: async (rows, options) => (await remote.load()).operations.timelineSvg(rows, { ...options, locale }),
    lineOf: async (report, titleOf) => (await remote.load()).operations.reportText(report, locale, titleOf),
    endOf: async (result, plan) => render((await remote.load()).operations.resultMessage(result, plan), locale),
    leftOf: async (plan) => {
      const left = (await remote.load()).operations.leftMessage(plan);
      return left && render(left, locale);
    },
  };
}

/** Another host of the same manifests, as far as reaching it goes. */
function neighbourOf(host: HostEntry, name: string): HostEntry {
  const ids = [name, `${name} (${host.manifestLabel})`];
  const other = host.neighbours.find((neighbour) => ids.includes(neighbour.name));
  if (other === undefined) throw new Error(`No host ${name} beside ${host.id}`);
  return { ...host, id: other.name, host: other, instances: [] };
}
