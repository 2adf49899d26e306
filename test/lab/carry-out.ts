/**
 * Steps on a host of the lab: planned of facts that it answers, and carried out by their own scripts. What a run adds
 * around them (unit, lock, events, guard) has tests of its own.
 */
import assert from 'node:assert/strict';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { askHost } from '../../client/src/operations/host-shell.ts';
import { factsFor, makePlan, type PlannedStep, type StepWork } from '../../client/src/operations/plan.ts';
import { planText } from '../../client/src/operations/plan-text.ts';
import { probeHost } from '../../client/src/operations/probe.ts';
import type { Script } from '../../client/src/operations/script.ts';
import type { Recipe, Step } from '../../client/src/operations/step.ts';
import type { Connection } from '../../client/src/operations/transport/transport.ts';
import { soon } from '../support/ssh-client.ts';
import type { LabHost } from './host.ts';
import { reach } from './reach.ts';

export type Planned = {
  readonly step: PlannedStep;
  readonly work: StepWork | undefined;
  /** As a person reads it. */
  readonly text: string;
};

export type Workshop = {
  plan(step: Step, manifest?: HostingManifest): Promise<Planned>;
  /** Fails with what the script said. */
  run(script: Script, work: StepWork): Promise<string>;
  /** Plans, changes and verifies; afterwards there is nothing to do. Returns what was done. */
  bringAbout(step: Step, manifest?: HostingManifest): Promise<StepWork>;
  /** And back: the plan is then the one from before. */
  undo(work: StepWork): Promise<void>;
  close(): Promise<void>;
};

/** Its root, or another account that becomes root by sudo. */
export async function openWorkshop(host: LabHost, user = 'root', identityFile = host.identityFile): Promise<Workshop> {
  const { transport, address, link } = await reach(host, user);
  const connection = await transport.connect({ ...address, identityFiles: [identityFile] }, soon());
  return {
    plan: (step, manifest) => planOn(connection, host, step, manifest),
    run: (script, work) => runOn(connection, script, work),
    bringAbout: async (step, manifest) => {
      const { work, text } = await planOn(connection, host, step, manifest);
      assert.ok(work, text);
      await runOn(connection, work.change, work);
      await runOn(connection, work.verify, work);
      const after = await planOn(connection, host, step, manifest);
      assert.equal(after.step.state, 'already-so', after.text);
      return work;
    },
    undo: async (work) => {
      assert.ok(work.undo);
      await runOn(connection, work.undo, work);
    },
    close: async () => {
      await transport.dispose();
      await link.stop();
    },
  };
}

const alone = (step: Step): Recipe => ({ id: 'alone', title: step.title, steps: () => [step] });

async function planOn(connection: Connection, host: LabHost, step: Step, manifest: HostingManifest = { version: 1 }): Promise<Planned> {
  const target = { manifest, host: host.name, now: Date.now() };
  const facts = await probeHost(connection, factsFor(alone(step), target), soon(60_000));
  const { plan, work } = makePlan(alone(step), target, facts);
  const [planned] = plan.steps;
  assert.ok(planned);
  return { step: planned, work: work[0], text: planText(plan, 'en') };
}

/** As a run has it: a folder of its own for what each piece of work replaces. */
const folders = new WeakMap<StepWork, string>();
let count = 0;

async function runOn(connection: Connection, { text }: Script, work: StepWork): Promise<string> {
  const folder = folders.get(work) ?? `/var/lib/dhis2-hosting/lab/${work.id}-${++count}`;
  folders.set(work, folder);
  const { code, out } = await askHost(connection, `export DHIS2_HOSTING_KEPT=${folder}\n( ${text} ) 2>&1`, soon(300_000));
  assert.equal(code, 0, `${out}\nended with ${code}:\n${text}`);
  return out.toString();
}
