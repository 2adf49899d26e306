/** What a run is started with, and the files that carry it to the host. */
import { type Prepared, planHash, type StepWork } from '../plan.ts';
import { savePlan } from '../plan-file.ts';
import type { Secret } from '../secret.ts';
import type { Risk } from '../step.ts';
import { type RunHead, writeHead } from './run-head.ts';
import { runnerScript } from './runner-script.ts';

export type RunRequest = {
  /** Made by `newRunId`. Starting the same id twice is one run. */
  readonly id: string;
  readonly prepared: Prepared;
  readonly owner: string;
  readonly reason: string;
  /** ISO 8601. */
  readonly made: string;
  /** Absent: those of the plan. */
  readonly instances?: readonly string[];
  /** Credentials by the names that scripts know them by (`writeSecretFile`). */
  readonly secrets?: ReadonlyMap<string, Secret>;
  /** How long a step that may lock people out waits for its confirmation; 120 when absent. */
  readonly guardSeconds?: number;
};

/** What an undo takes of an earlier run. */
export type Borrowed = { readonly run: string; readonly place: string };

export type RunFiles = {
  readonly id: string;
  readonly head: RunHead;
  /** By path in the folder of the run. */
  readonly files: ReadonlyMap<string, string>;
  readonly secrets: ReadonlyMap<string, Secret>;
  /** Steps whose scripts are on the host already, by place. */
  readonly borrowed: ReadonlyMap<string, Borrowed>;
};

const guardSeconds = 120;

export function runFiles(request: RunRequest): RunFiles {
  const { prepared, instances = prepared.instances ?? [], secrets = new Map<string, Secret>() } = request;
  const { plan, work } = prepared;
  const head: RunHead = { ...headOf(request), recipe: plan.recipe, title: plan.title, plan: planHash(plan), host: plan.host, instances };
  for (const name of secrets.keys()) if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new RangeError('Not the name of a credential.');
  const seconds = new Map(plan.steps.map((step) => [step.id, step.state === 'will-change' ? step.seconds : 0]));
  const touched = new Set<string>();
  const steps = work.map((step, index) => {
    const files = stepFiles(step, placeOf(index), touched);
    for (const fact of step.touches) touched.add(fact);
    return files;
  });
  const order = work.map(({ id, risk, limit }, index) => orderLine(index, { id, risk, seconds: seconds.get(id) ?? 0, limit }));
  const files = new Map([...commonFiles(head, request), ['plan.json', savePlan(plan)], ['order', order.join('')], ...steps.flat()]);
  return { id: request.id, head, files, secrets, borrowed: new Map() };
}

export function headOf({ id, owner, reason, made }: Pick<RunRequest, 'id' | 'owner' | 'reason' | 'made'>) {
  return { id, owner, reason, made };
}

export function commonFiles(head: RunHead, request: Pick<RunRequest, 'guardSeconds'>): readonly (readonly [string, string])[] {
  return [
    ['head.json', writeHead(head)],
    ['runner', runnerScript],
    ['locks', locksOf(head.instances)],
    ['guard-seconds', `${request.guardSeconds ?? guardSeconds}\n`],
  ];
}

type Ordered = { readonly id: string; readonly risk: Risk; readonly seconds: number; readonly limit: number };

/** What the runner reads of a step. Times in seconds. */
export function orderLine(index: number, { id, risk, seconds, limit }: Ordered): string {
  return `${[placeOf(index), id, risk, Math.round(seconds), Math.ceil(limit)].join(' ')}\n`;
}

export function placeOf(index: number): string {
  return String(index + 1).padStart(3, '0');
}

/** In one order everywhere, so that no two runs wait for each other. */
function locksOf(instances: readonly string[]): string {
  if (instances.length === 0) return 'exclusive host\n';
  for (const name of instances) if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) throw new RangeError(`${name} is not the name of an instance.`);
  return ['shared host', ...[...instances].sort().map((name) => `exclusive instance-${name}`)].map((line) => `${line}\n`).join('');
}

/** Facts that an earlier step of the run alters are not asked again: that they differ is what is wanted. */
function stepFiles(step: StepWork, place: string, touched: ReadonlySet<string>): readonly (readonly [string, string])[] {
  const folder = `steps/${place}`;
  const facts = step.facts.map(({ fact, digest }, index) => ({ fact, name: `fact-${index + 1}`, digest }));
  const line = ({ fact, name, digest }: (typeof facts)[number]): string => `${digest} ${name} ${fact.id}\n`;
  return [
    [`${folder}/change`, step.change.text],
    [`${folder}/verify`, step.verify.text],
    ...(step.undo === undefined ? [] : [[`${folder}/undo`, step.undo.text] as const]),
    [
      `${folder}/facts`,
      facts
        .filter(({ fact }) => !touched.has(fact.id))
        .map(line)
        .join(''),
    ],
    [`${folder}/all-facts`, facts.map(line).join('')],
    ...facts.map(({ fact, name }) => [`${folder}/${name}`, fact.script.text] as const),
  ];
}
