/** A host of the lab: what goes over SSH beside OpenSSH, a plan beside Ansible, provisioning, a slow link that breaks. As root. */
import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { build } from 'esbuild';
import { provision } from '../client/src/operations/recipes/provision.ts';
import { uploadFile } from '../client/src/operations/upload.ts';
import { apply, planFor, targetOf, unsettled } from '../test/lab/apply.ts';
import type { LabHost } from '../test/lab/host.ts';
import { type Lab, startLab } from '../test/lab/lab.ts';
import { reach } from '../test/lab/reach.ts';
import { releaseServer } from '../test/lab/release-server.ts';
import { standIn } from '../test/lab/stand-in/stand-in.ts';
import { equalPlaybook, filesOf } from './equal-playbook.ts';
import { type Measurement, measured } from './measure.ts';
import type { Place } from './place.ts';
import { largeFile, logLines } from './tail.ts';

const execute = promisify(execFile);
const here = path.dirname(fileURLToPath(import.meta.url));
const dist = path.join(here, '../dist');
const rounds = 5;

export const benchSsh = (): Promise<readonly Measurement[]> =>
  inLab(async (lab, folder) => {
    const bare = await lab.host('bare');
    return [...(await overSsh(lab, bare)), ...(await slowUpload(bare, folder))];
  });

export const benchHosts = (): Promise<readonly Measurement[]> => {
  if (!existsSync(path.join(dist, 'cli.js'))) throw new Error('The command line is measured as it is shipped: npm run build first.');
  return inLab(provisioning);
};

async function inLab(measure: (lab: Lab, folder: string) => Promise<readonly Measurement[]>): Promise<readonly Measurement[]> {
  const lab = await startLab();
  const folder = await mkdtemp(path.join(tmpdir(), 'dhis2-bench-'));
  try {
    return await measure(lab, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
    await lab.close();
  }
}

/** In the lab's own network, as a process without the loader that runs this one. */
async function overSsh(lab: Lab, host: LabHost): Promise<readonly Measurement[]> {
  const outfile = path.join(dist, 'bench/over-ssh.cjs');
  await build({
    entryPoints: [path.join(here, 'over-ssh.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    // As in the product, the native parts of ssh2 are left out.
    external: ['cpu-features', '*.node'],
    logLevel: 'error',
  });
  await host.write('/root/large.log', '');
  for (let from = 0; from < largeFile; from += 200_000) {
    await host.write('/root/part', logLines(from, from + 200_000));
    await host.sh('cat /root/part >> /root/large.log; rm /root/part');
  }
  const { address, user, identityFile } = host;
  const place: Place = { address, port: 22, user, identityFile, hostKey: host.hostKey().fingerprint };
  const { stdout } = await execute(...inside(lab, process.execPath, outfile, JSON.stringify(place)), {
    maxBuffer: 1 << 24,
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as readonly Measurement[];
}

function inside({ inside: words }: Lab, ...command: readonly string[]): [string, string[]] {
  const [program = '', ...rest] = [...words, ...command];
  return [program, rest];
}

/** 1 Mbit/s, cut in the middle. What the host got twice is what was sent for nothing. */
async function slowUpload(host: LabHost, folder: string): Promise<readonly Measurement[]> {
  const size = 4_000_000;
  const content = randomBytes(size);
  const file = path.join(folder, 'slow.war');
  await writeFile(file, content);
  const sha256 = createHash('sha256').update(content).digest('hex');
  const { transport, address, link } = await reach(host, 'root', {}, {});
  const signal = AbortSignal.timeout(300_000);
  try {
    link.slow({ bytesPerSecond: 125_000, delayMs: 20 });
    const before = link.delivered();
    const began = performance.now();
    const connection = await transport.connect(address, signal);
    const cut = setTimeout(() => link.cut(), 16_000);
    await uploadFile(connection, { file, sha256, signal }).catch(() => undefined);
    clearTimeout(cut);
    await uploadFile(await transport.connect(address, signal), { file, sha256, signal });
    const seconds = (performance.now() - began) / 1000;
    const twice = link.delivered() - before - size;
    return [
      measured('4 MB over 1 Mbit/s, cut in the middle', 's', [seconds], 'about 33'),
      measured('  bytes beyond the file, with all of SSH', 'kB', [twice / 1000], 'at most 256'),
    ];
  } finally {
    await transport.dispose();
  }
}

async function provisioning(lab: Lab, folder: string): Promise<readonly Measurement[]> {
  const war = await standIn('2.42.5');
  await lab.serve(8088, releaseServer(war.file).server);
  lab.name('releases.test', lab.gateway);
  const host = await lab.host('one');
  const manifest: HostingManifest = {
    version: 1,
    hosts: [
      { name: 'one', address: 'one', user: 'root', agent: false, identityFile: host.identityFile, hostKey: host.hostKey().fingerprint },
    ],
    databases: [{ name: 'main', host: 'one', tuning: { recipe: 'dhis2-guide', memory: '1 GiB' } }],
    proxies: [{ name: 'front', host: 'one', kind: 'nginx', serverNames: ['dhis.test'] }],
    instances: [
      {
        ...{ name: 'hmis', host: 'one', database: 'main', proxy: 'front', heap: '512 MiB', dhis2Version: '2.42.5' },
        war: { url: 'http://releases.test:8088/dhis.war', sha256: war.sha256 },
      },
    ],
  };
  await writeFile(path.join(folder, 'dhis2-hosting.yaml'), JSON.stringify(manifest));
  const reached = await reach(host);
  try {
    const began = performance.now();
    const { seconds, plan } = await apply(reached, provision, targetOf(manifest, 'one'));
    const all = (performance.now() - began) / 1000;
    const left = unsettled((await planFor(reached, provision, targetOf(manifest, 'one'))).plan);
    if (left.length > 0) throw new Error(left.join('\n'));
    const slowest = Object.entries(seconds).sort(([, one], [, other]) => other - one);
    const shown = slowest.slice(0, 8).map(([step, took]) => measured(`  ${step}`, 's', [took]));
    const rest = slowest.slice(8).reduce((sum, [, took]) => sum + took, 0);
    const files = new Map<string, string>();
    for (const file of filesOf(plan)) files.set(file, String(await host.read(file)));
    return [
      measured('provisioning, from bare to healthy', 's', [all]),
      ...shown,
      measured(`  ${slowest.length - shown.length} other steps`, 's', [rest]),
      ...(await plans(lab, host, folder, equalPlaybook(plan, files))),
    ];
  } finally {
    await reached.transport.dispose();
  }
}

/** Both as a person starts them, on a host where nothing is to do. */
async function plans(lab: Lab, host: LabHost, folder: string, playbook: string): Promise<readonly Measurement[]> {
  await writeFile(path.join(folder, 'playbook.json'), playbook);
  const manifest = path.join(folder, 'dhis2-hosting.yaml');
  const own: number[] = [];
  const ansible: number[] = [];
  const ssh = '-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -o ControlMaster=auto -o ControlPersist=60s';
  const env = { ...process.env, HOME: folder, LANG: 'C.UTF-8', ANSIBLE_PIPELINING: 'True', ANSIBLE_SSH_ARGS: ssh };
  for (let round = 0; round < rounds; round++) {
    own.push(await timed(execute(...inside(lab, process.execPath, path.join(dist, 'cli.js'), 'plan', manifest), { env })));
    const words = ['--check', '-i', 'one,', '-u', 'root', '--private-key', host.identityFile, path.join(folder, 'playbook.json')];
    const took = timed(execute(...inside(lab, 'ansible-playbook', ...words), { env, maxBuffer: 1 << 24 }));
    ansible.push(await took);
  }
  const tasks = (JSON.parse(playbook) as readonly { readonly tasks: readonly unknown[] }[])[0]?.tasks.length ?? 0;
  const median = (samples: readonly number[]): number => samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)] ?? 0;
  return [
    measured(
      'plan where nothing is to do',
      's',
      own.map((ms) => ms / 1000),
      'a tenth of Ansible',
    ),
    measured(
      `  ansible-playbook --check of ${tasks} tasks`,
      's',
      ansible.map((ms) => ms / 1000),
    ),
    measured('  times faster', 'x', [median(ansible) / median(own)], 'at least 10'),
  ];
}

async function timed(what: Promise<unknown>): Promise<number> {
  const began = performance.now();
  await what;
  return performance.now() - began;
}
