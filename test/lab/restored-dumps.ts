/** What tests of restored dumps ask of a host, and what they ask for. */
import assert from 'node:assert/strict';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { judgeDump } from '../../client/src/operations/adopt/judge.ts';
import type { RunFiles } from '../../client/src/operations/run/run-request.ts';
import type { Target } from '../../client/src/operations/step.ts';
import { soon } from '../support/ssh-client.ts';
import { targetOf } from './apply.ts';
import type { LabHost } from './host.ts';
import type { Reached } from './reach.ts';

export const manifestFor = (host: string, instanceHost: string, sha256 = 'a'.repeat(64)): HostingManifest => ({
  version: 1,
  hosts: [...new Set([host, instanceHost])].map((each) => ({ name: each, address: `${each}.test` })),
  databases: [{ name: 'main', host, tuning: { recipe: 'dhis2-guide', memory: '1 GiB' } }],
  instances: [
    {
      ...{ name: 'hmis', host: instanceHost, dhis2Version: '2.42.5', database: 'main', heap: '512 MiB' },
      war: { url: 'http://releases.test:8088/dhis.war', sha256 },
    },
  ],
  backups: [{ name: 'nightly', instances: ['hmis'], schedule: '30 2 * * *' }],
});

/** Of a host with PostgreSQL. */
export function askerOf(host: LabHost) {
  const sql = async (database: string, query: string): Promise<string> =>
    (await host.sh(`cd /; runuser -u postgres -- psql -XAtd ${database} -c "${query}"`)).trim();
  return {
    sql,
    /** All of it as text: definitions and rows. */
    digest: async (database: string): Promise<string> =>
      (
        await host.sh(
          `cd /; runuser -u postgres -- pg_dump -O -x -T 'analytics_*' ${database} | sed '/^--/d; /^.restrict/d; /^.unrestrict/d' | sha256sum`,
        )
      ).trim(),
    /** What a restore makes, as far as it is there. */
    traces: async (): Promise<string> =>
      [
        await sql('postgres', "select datname from pg_database where datname like 'hmis\\_%' order by 1"),
        await sql('postgres', "select rolname from pg_roles where rolname = 'restore-dhis2'"),
        (await host.sh('getent passwd restore-dhis2 || :; ls /tmp/broken-in 2> /dev/null || :')).trim(),
      ]
        .filter(Boolean)
        .join(' '),
  };
}

/** Another program goes with the run. */
export const altered =
  (from: string, to: string) =>
  (run: RunFiles): RunFiles => {
    const files = [...run.files].map(([file, text]) => [file, text.replaceAll(from, to)] as const);
    assert.ok(
      files.some(([file, text]) => text !== run.files.get(file)),
      from,
    );
    return { ...run, files: new Map(files) };
  };

export async function aboutDump(reached: Reached, manifest: HostingManifest, host: string, dump: string): Promise<Target> {
  const connection = await reached.transport.connect(reached.address, soon(60_000));
  const verdict = await judgeDump(connection, dump, soon(240_000));
  return { ...targetOf(manifest, host), instance: 'hmis', dump: { path: dump, verdict } };
}
