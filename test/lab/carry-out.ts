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
  run(script: Script, step: string): Promise<string>;
  /** Plans, changes and verifies; afterwards there is nothing to do. Returns what was done. */
  bringAbout(step: Step, manifest?: HostingManifest): Promise<StepWork>;
  /** And back: the plan is then the one from before. */
  undo(work: StepWork): Promise<void>;
  close(): Promise<void>;
};

/** Its root, or another account that becomes root by sudo. */
export async function openWorkshop(host: LabHost, user = 'root', identityFile = host.identityFile): Promise<Workshop> {
  const { transport, address, link } = await reach({ ...host, hostKey: () => host.hostKey(), relay: (port) => host.relay(port) }, user);
  const connection = await transport.connect({ ...address, identityFiles: [identityFile] }, soon());
  return {
    plan: (step, manifest) => planOn(connection, host, step, manifest),
    run: (script, step) => runOn(connection, script, step),
    bringAbout: async (step, manifest) => {
      const { work, text } = await planOn(connection, host, step, manifest);
      assert.ok(work, text);
      await runOn(connection, work.change, step.id);
      await runOn(connection, work.verify, step.id);
      const after = await planOn(connection, host, step, manifest);
      assert.equal(after.step.state, 'already-so', after.text);
      return work;
    },
    undo: async (work) => {
      assert.ok(work.undo);
      await runOn(connection, work.undo, work.id);
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

async function runOn(connection: Connection, { text }: Script, step: string): Promise<string> {
  const kept = `DHIS2_HOSTING_KEPT=/var/lib/dhis2-hosting/lab/${step}; export DHIS2_HOSTING_KEPT`;
  const { code, out } = await askHost(connection, `${kept}\n( ${text} ) 2>&1`, soon(300_000));
  assert.equal(code, 0, `${text.slice(0, 2000)}\n${out}`);
  return out.toString();
}
