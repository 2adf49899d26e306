/** Sets and restores of a host of the lab beside what a person types: `pg_dump -Fc | zstd` and `pg_restore`, turn by turn. As root. */
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { provision } from '../client/src/operations/recipes/provision.ts';
import type { Recipe } from '../client/src/operations/step.ts';
import { backupProgram } from '../client/src/operations/templates/backup.ts';
import { apply, targetOf } from '../test/lab/apply.ts';
import type { LabHost } from '../test/lab/host.ts';
import { startLab } from '../test/lab/lab.ts';
import { type Reached, reach } from '../test/lab/reach.ts';
import { largeDatabase } from './large-database.ts';
import { type Measurement, measured } from './measure.ts';

const rounds = 3;
const name = 'nightly.hmis';
const unit = `dhis2-hosting-backup-${name}.service`;
const sets = '/var/backups/dhis2/hmis';
const goal = 0.95;

const manifest: HostingManifest = {
  version: 1,
  hosts: [{ name: 'one', address: 'one.test' }],
  databases: [{ name: 'main', host: 'one', tuning: { recipe: 'dhis2-guide', memory: '4 GiB' } }],
  instances: [{ name: 'hmis', host: 'one', dhis2Version: '2.42.5', database: 'main' }],
  backups: [{ name: 'nightly', instances: ['hmis'], schedule: '30 2 * * *', retention: { daily: 1 } }],
};

/** What makes sets and restores them; no server runs meanwhile. */
const needed: Recipe = {
  ...provision,
  steps: (target) =>
    provision
      .steps(target)
      .filter(({ id }) => /^(?:run-directory|instance-(?:account|secrets)|postgres|database|dhis-conf|backup)/.test(id)),
};

/** At the priority at which the timer makes sets, so that a busy machine slows both alike. The same is left out. */
const dumpByHand = `exec nice -n 10 ionice -c 2 -n 7 runuser -u postgres -- bash -c 'set -o pipefail
  cd /var/lib/postgresql; pg_dump -Fc -T "analytics*" hmis | zstd -q -f -o by-hand.zst'`;
const restoreByHand = `exec runuser -u postgres -- bash -c 'set -eo pipefail
  cd /var/lib/postgresql; createdb by_hand; zstd -dc by-hand.zst | pg_restore --exit-on-error -d by_hand'`;
const restoreByTwoHands = `exec runuser -u postgres -- bash -c 'set -eo pipefail
  cd /var/lib/postgresql; createdb by_hand; zstd -qdf by-hand.zst -o by-hand.dump; pg_restore -j 2 --exit-on-error -d by_hand by-hand.dump; rm by-hand.dump'`;

/** Memory of all its processes together, the most of what was seen: what a unit of systemd counts holds the disk of these hosts too. */
const watchMemory = (of: string): string => `most=0
  while [ ! -e /run/bench-done ]; do
    sum=0
    for file in $(grep -lF '/${of}' /proc/[0-9]*/cgroup 2> /dev/null); do
      rss=$(sed -n 's/^VmRSS:[[:space:]]*\\([0-9]*\\) kB/\\1/p' "\${file%cgroup}status" 2> /dev/null) && sum=$((sum + \${rss:-0}))
    done
    [ "$sum" -le "$most" ] || most=$sum
    sleep 0.2
  done
  echo "$most"`;

export async function benchBackup(): Promise<readonly Measurement[]> {
  const lab = await startLab();
  try {
    const host = await lab.host('one', { layers: ['db'], disk: 'size=10g' });
    await host.sh('apt-get -qq update && apt-get -qq install --yes zstd > /dev/null; systemctl start postgresql@15-main');
    const reached = await reach(host, 'root', {}, {});
    try {
      await apply(reached, needed, targetOf(manifest, 'one'));
      return await compare(host, reached);
    } finally {
      await reached.transport.dispose();
    }
  } finally {
    await lab.close();
  }
}

async function compare(host: LabHost, reached: Reached): Promise<readonly Measurement[]> {
  await host.write('/root/fill.sql', `set role hmis;\n${largeDatabase}`);
  await host.sh('cd /; runuser -u postgres -- psql -Xq -v ON_ERROR_STOP=1 -f - hmis < /root/fill.sql', { timeoutMs: 900_000 });
  const sql = async (text: string): Promise<string> => (await host.sh(`cd /; runuser -u postgres -- psql -XAtc "${text}" hmis`)).trim();
  const large = Number(await sql("select pg_database_size('hmis') - pg_total_relation_size('analytics_2026')"));
  const over = (line: string): Promise<number> => timed(reached, line);
  const [own, hand, back, backByHand, backByTwo]: number[][] = [[], [], [], [], []];
  const memory = { making: [] as number[], restoring: [] as number[], client: [] as number[] };
  const newest = async (): Promise<string> => (await host.sh(`ls ${sets} | tail -n 1`)).trim();
  for (let round = 0; round < rounds; round++) {
    memory.making.push(await watched(host, unit, async () => own?.push(await over(`systemctl start ${unit}`))));
    hand?.push(await over(dumpByHand));
    const set = await newest();
    const restore = `systemd-run --quiet --wait --pipe --unit=bench-restore python3 -IB ${backupProgram} restore ${name} ${set}`;
    memory.restoring.push(await watched(host, 'bench-restore.service', async () => back?.push(await over(restore))));
    await host.sh(`python3 -IB ${backupProgram} forget ${name} ${set}`);
    backByHand?.push(await over(restoreByHand));
    await sql('drop database by_hand');
    backByTwo?.push(await over(restoreByTwoHands));
    await sql('drop database by_hand');
    memory.client.push(process.memoryUsage().rss);
  }
  const set = `${sets}/${await newest()}`;
  const parts = JSON.parse(String(await host.read(`${set}/set.json`))) as { readonly seconds: Readonly<Record<string, number>> };
  const sizes = (await host.sh(`stat -c %s ${set}/database.dump /var/lib/postgresql/by-hand.zst`)).split('\n').map(Number);
  const ratio = (ours: readonly number[] = [], theirs: readonly number[] = []): number => median(theirs) / median(ours);
  return [
    measured('database, without what is left out', 'MB', [large / 1e6], 'at least 1000'),
    measured('a set: made, read to its end, counted, hashed', 's', own ?? []),
    ...Object.entries(parts.seconds).map(([part, took]) => measured(`  ${part}, of the last`, 's', [took])),
    measured('  pg_dump -Fc | zstd, which nobody reads', 's', hand ?? []),
    measured('  speed beside that', 'x', [ratio(own, hand)], `at least ${goal}`),
    measured('  size of the dump', 'MB', [(sizes[0] ?? 0) / 1e6]),
    measured('  size of the dump by hand', 'MB', [(sizes[1] ?? 0) / 1e6]),
    measured('a restore: read to its end, restored, compared', 's', back ?? []),
    measured('  zstd -d | pg_restore, compared with nothing', 's', backByHand ?? []),
    measured('  zstd -d, pg_restore -j 2', 's', backByTwo ?? []),
    measured('  speed beside the first', 'x', [ratio(back, backByHand)], `at least ${goal}`),
    measured('  speed beside the second', 'x', [ratio(back, backByTwo)]),
    measured('memory of the program that makes a set', 'MB', memory.making),
    measured('memory of the program that restores', 'MB', memory.restoring),
    measured(
      'memory of this process, with the lab',
      'MB',
      memory.client.map((bytes) => bytes / 1e6),
    ),
  ];
}

const median = (samples: readonly number[]): number => samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)] ?? Number.NaN;

/** Over the connection of the product. Seconds. */
async function timed({ transport, address }: Reached, line: string): Promise<number> {
  const signal = AbortSignal.timeout(1_800_000);
  const connection = await transport.connect(address, signal);
  const began = performance.now();
  const running = await connection.exec(line, { signal });
  const said: string[] = [];
  const collect = async (stream: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const chunk of stream) said.push(Buffer.from(chunk).toString());
  };
  await Promise.all([collect(running.stdout), collect(running.stderr)]);
  const ended = await running.exit;
  if (ended.kind !== 'exited' || ended.code !== 0) throw new Error(`${line}\n${said.join('').slice(-3000)}`);
  return (performance.now() - began) / 1000;
}

/** MB. */
async function watched(host: LabHost, of: string, what: () => Promise<unknown>): Promise<number> {
  await host.sh('rm -f /run/bench-done');
  const watching = host.sh(watchMemory(of), { timeoutMs: 1_800_000 });
  try {
    await what();
  } finally {
    await host.sh('touch /run/bench-done');
  }
  return Number(await watching) / 1000;
}
