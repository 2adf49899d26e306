/**
 * One thing that provisioning brings about on a host: facts in, a plan of scripts out. A step touches nothing itself;
 * run/ carries out what it planned: change, then verify, and undo when either fails.
 */
import type { HostingManifest, Message, Text } from '@dhis2-hosting/server/service';
import type { Answer, Fact } from './fact.ts';
import type { DumpVerdict } from './facts/dump-verdict.ts';
import type { Script } from './script.ts';

/**
 * `lock-out`: it may shut everybody out, so the host undoes it unless a new connection confirms it. `data`: it may lose
 * data, so it is never undone by itself.
 */
export type Risk = 'safe' | 'restart' | 'lock-out' | 'data';

/** What is wanted, and of which host. */
export type Target = {
  readonly manifest: HostingManifest;
  /** Name in the manifest. */
  readonly host: string;
  /** Name of the instance that a recipe of one instance is about. */
  readonly instance?: string;
  /** Which backup set a restore is of; the newest verified one when absent. */
  readonly set?: string;
  /** A dump of others that is to be restored. */
  readonly dump?: DumpToRestore;
  /** The moment that a recipe brings back, in milliseconds since 1970. */
  readonly moment?: number;
  /** Milliseconds since 1970 when the plan is made. */
  readonly now: number;
  /** By name in the manifest; what is missing is not known yet. */
  readonly told?: { readonly [host: string]: HostTold };
};

/** Where it lies on the host, and what reading it to its end told; without that nothing is done with it. */
export type DumpToRestore = { readonly path: string; readonly verdict?: Answer<DumpVerdict> };

/** What hosts of an installation have to know of each other; see facts/told.ts. */
export type HostTold = {
  /** Of its network cards. */
  readonly addresses: readonly string[];
  /** Of the instances on it: the SCRAM verifier of the password that it made for the database, and its SHA-256. */
  readonly verifiers: { readonly [instance: string]: { readonly text: string; readonly digest: string } };
  /** What its PostgreSQL shows, PEM. */
  readonly certificate?: string;
};

export type Change =
  /** Without `before` the file is new. */
  | { readonly kind: 'file'; readonly path: string; readonly before?: string; readonly after: string }
  | { readonly kind: 'words'; readonly message: Message };

export type Problem = { readonly why: Message; readonly todo: Message };

/** A file beside the manifest that is sent to the host before the run begins; see upload.ts. */
export type FileToSend = { /** As the manifest has it. */ readonly file: string; readonly sha256: string };

/** A secret that is elsewhere than on the host and goes to it as a credential of the run, see run/run-request.ts. */
export type SecretToGive = {
  /** By which scripts know it. */
  readonly credential: string;
  /** What it is, for whoever is asked for it. */
  readonly what: Message;
  /** As the manifest says where it is. */
  readonly from: { readonly env: string } | { readonly store: string };
};

export type WillChange = {
  readonly state: 'will-change';
  readonly changes: readonly Change[];
  readonly sends?: readonly FileToSend[];
  readonly secrets?: readonly SecretToGive[];
  /** Units that stop and start again. */
  readonly restarts?: readonly string[];
  /** Who notices, and what. */
  readonly affects?: readonly Message[];
  /** A guess of how long it takes. */
  readonly seconds: number;
  /** Seconds after which change, verify or undo count as hung and are ended; see `limitOf`. */
  readonly limit?: number;
  readonly change: Script;
  /** Succeeds when it is so now, and works. */
  readonly verify: Script;
  /** Puts back what was; written before the change. Does no harm when the change got half-way or did not begin. */
  readonly undo?: Script;
};

/** A link or a disk may be a hundred times slower than was guessed, and others may hold apt's lock for ten minutes. */
export function limitOf({ seconds, limit }: Pick<WillChange, 'seconds' | 'limit'>): number {
  return limit ?? 600 + 120 * seconds;
}

/** `notes` are worth knowing and stop nothing. */
export type StepPlan = { readonly notes?: readonly Message[] } & (
  | { readonly state: 'already-so' }
  | WillChange
  | { readonly state: 'blocked'; readonly problems: readonly Problem[] }
);

/** The facts of a step by the names it gives them. */
type Needs = { readonly [name: string]: Fact<unknown> };

type Known<N extends Needs> = { readonly [name in keyof N]: N[name] extends Fact<infer T> ? T : never };

type StepOf<N extends Needs> = {
  /** Kebab-case; what the step is about, when there are several of its kind, follows after a colon. */
  readonly id: string;
  readonly title: Text;
  readonly why: Text;
  /** Of the DHIS2 Server Certification Programme. */
  readonly controls: readonly string[];
  readonly risk: Risk;
  /** Steps without which this one makes no sense. */
  readonly after?: readonly string[];
  /** It is asked for as an act, not as a state: there is something to do each time. */
  readonly act?: true;
  /** Facts of other steps that its change alters; its own are taken for granted. */
  readonly touches?: (target: Target) => readonly Fact<unknown>[];
  needs(target: Target): N;
  /** Called only when all facts are known. */
  plan(facts: Known<N>, target: Target): StepPlan;
};

export type Step = StepOf<Needs>;

export function defineStep<N extends Needs>(step: StepOf<N>): Step {
  if (!/^[a-z][a-z0-9-]*(?::[a-z0-9.-]+)?$/.test(step.id)) throw new RangeError(`${step.id} is not the name of a step.`);
  return step;
}

/** What one command of a person brings about: steps in the order they are done. */
export type Recipe = {
  readonly id: string;
  readonly title: Text;
  /** `target.instance` has to be given; absent for what is about the whole host. */
  readonly about?: 'instance' | 'removed-instance';
  /** What its run has for itself: others of other instances go on beside it. Absent: the host. */
  readonly holds?: 'instance';
  /** Whoever wants it types the name of the instance, because it takes something away. */
  readonly typed?: true;
  steps(target: Target): readonly Step[];
};
