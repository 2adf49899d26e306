/** Sets of one plan and their copies off site, made and looked at as a person would on the host. */
import assert from 'node:assert/strict';
import { type BackupSets, backupSets } from '../../client/src/operations/facts/backup-sets.ts';
import { probeHost } from '../../client/src/operations/probe.ts';
import { soon } from '../support/ssh-client.ts';
import type { LabHost } from './host.ts';
import type { Reached } from './reach.ts';

export const folder = '/var/backups/dhis2/hmis';
export const program = '/usr/local/lib/dhis2-hosting/backup';
export const making = 'dhis2-hosting-backup-nightly.hmis.service';
export const copying = 'dhis2-hosting-off-site-nightly.hmis.service';

export async function knownSets({ transport, address }: Reached): Promise<BackupSets> {
  const fact = backupSets('hmis', folder);
  const answer = (await probeHost(await transport.connect(address, soon()), [fact], soon(60_000))).answer(fact);
  assert.ok(answer.known);
  return answer.value;
}

/** `copied`, or what the copy said. */
export async function copySet(host: LabHost): Promise<string> {
  const { code } = await host.exec(['systemctl', 'start', copying]);
  return code === 0 ? 'copied' : host.sh(`journalctl --unit=${copying} --output=cat --no-pager --lines=6`);
}

/** A set of its own, without the copy that would follow it. */
export async function makeSet(host: LabHost, reached: Reached): Promise<string> {
  await host.sh(`systemctl mask --runtime --quiet ${copying}; systemctl start ${making}; systemctl unmask --runtime --quiet ${copying}`);
  return (await knownSets(reached)).sets[0]?.id ?? '';
}
