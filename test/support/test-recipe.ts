/** Recipes for tests of runs: steps that write files of their own, and whatever else a test wants of them. */
import type { HostingManifest, Text } from '@dhis2-hosting/server/service';
import { file } from '../../client/src/operations/facts/file.ts';
import type { Prepared } from '../../client/src/operations/plan.ts';
import { planHost } from '../../client/src/operations/plan-host.ts';
import { newRunId } from '../../client/src/operations/run/run-id.ts';
import type { RunRequest } from '../../client/src/operations/run/run-request.ts';
import { all, run, type Script } from '../../client/src/operations/script.ts';
import { restoreFile, writeFile } from '../../client/src/operations/script-files.ts';
import { defineStep, type Recipe, type Risk, type Step, type Target } from '../../client/src/operations/step.ts';
import { fileChange } from '../../client/src/operations/steps/parts/file-change.ts';
import type { Connection } from '../../client/src/operations/transport/transport.ts';
import { soon } from './ssh-client.ts';

export type TestStep = {
  readonly id: string;
  /** Of the file; the step is already so when it has it. */
  readonly content?: string;
  readonly path?: string;
  readonly risk?: Risk;
  /** Runs after the file is written, as part of the change. */
  readonly also?: Script;
  readonly verify?: Script;
  /** Instead of putting the old file back; null for none. */
  readonly undo?: Script | null;
  readonly touches?: readonly string[];
  readonly owner?: string;
  readonly group?: string;
  /** Seconds. */
  readonly limit?: number;
};

const same = (text: string): Text => ({ en: text, fr: text });

function testStep(wanted: TestStep): Step {
  const {
    id,
    content = `of ${id}\n`,
    path = `/etc/dhis2-test/${id}`,
    risk = 'safe',
    also,
    verify = run('true'),
    undo,
    touches = [],
    limit,
  } = wanted;
  const { owner = 'root', group = 'root' } = wanted;
  const write = writeFile({ path, content, mode: '644', owner, group });
  return defineStep({
    id,
    title: same(`Step ${id}`),
    why: same('For a test.'),
    controls: [],
    risk,
    touches: () => touches.map(file),
    needs: () => ({ now: file(path) }),
    plan: ({ now }) => {
      if (now.kind === 'file' && now.content === content) return { state: 'already-so' };
      return {
        state: 'will-change',
        changes: [fileChange(path, now, content)],
        seconds: 1,
        ...(limit === undefined ? {} : { limit }),
        change: also === undefined ? write : all(write, also),
        verify,
        ...(undo === null ? {} : { undo: undo ?? restoreFile(path) }),
      };
    },
  });
}

export function testRecipe(...steps: readonly TestStep[]): Recipe {
  return { id: 'test', title: same('Test'), steps: () => steps.map(testStep) };
}

export async function planOn(connection: Connection, recipe: Recipe, manifest: HostingManifest = { version: 1 }): Promise<Prepared> {
  const target: Target = { manifest, host: connection.host.name, now: Date.now() };
  return planHost(connection, recipe, target, soon(60_000));
}

let made = 0;

export function requestOf(prepared: Prepared, more: Partial<RunRequest> = {}): RunRequest {
  const random = Buffer.alloc(4);
  random.writeUInt32BE(++made);
  return {
    id: newRunId(Date.now(), random),
    prepared,
    owner: 'ann@laptop',
    reason: 'a test',
    made: new Date().toISOString(),
    ...more,
  };
}
