/** The read-only side of hosts' disks: a bare Debian, and on it layers in which packages were installed by a real host. */
import { readFileSync } from 'node:fs';
import { type Part, partFolder } from './cache.ts';
import { openGround } from './ground.ts';
import { startHost } from './host.ts';
import { script } from './namespace.ts';
import { runOrFail } from './processes.ts';
import { keeperLayers, keeperPackages, type LayerName, layerPackages, mirrorPackages, type Suite } from './suites.ts';

export type Disk = {
  /** Topmost first. */
  readonly lower: readonly string[];
  /** What apt can get on it. */
  readonly mirror: string;
};

/** Each layer stands on those before it. */
export async function diskOf(suite: Suite, layers: readonly LayerName[]): Promise<Disk> {
  const base = await partFolder(basePart(suite));
  const keeps = layers.some((layer) => keeperLayers.some((each) => each === layer));
  const mirror = await partFolder(keeps ? keeperMirror(suite, base) : mirrorPart(suite, base));
  const lower = [base];
  for (const [at, layer] of layers.entries()) {
    const name = `${suite}-${layers.slice(0, at + 1).join('-')}`;
    lower.unshift(await partFolder(layerPart(name, { lower: [...lower], mirror }, layerPackages(suite, layer))));
  }
  return { lower, mirror };
}

const textOf = (name: string): string => readFileSync(script(name), 'utf8');

/** Where this machine gets Debian from: its own mirrors may be the only ones it reaches. */
async function machineMirrors(): Promise<readonly [string, string]> {
  const targets = await runOrFail(['apt-get', 'indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages']);
  const uris = targets.split('\n').map((uri) => uri.replace(/\/$/, ''));
  return [
    uris.find((uri) => uri.endsWith('/debian')) ?? 'http://deb.debian.org/debian',
    uris.find((uri) => uri.endsWith('/debian-security')) ?? 'http://deb.debian.org/debian-security',
  ];
}

const basePart = (suite: Suite): Part => ({
  name: `${suite}-base`,
  madeFrom: [textOf('base.sh')],
  build: async (out) => {
    await runOrFail(['bash', script('base.sh'), suite, ...(await machineMirrors()), out], { timeoutMs: 600_000 });
  },
});

const mirrorOf = (name: string, suite: Suite, base: string, packages: readonly string[]): Part => ({
  name,
  madeFrom: [textOf('mirror.sh'), base, ...packages],
  build: async (out) => {
    const words = ['bash', script('mirror.sh'), suite, ...(await machineMirrors()), base, out, ...packages];
    await runOrFail(words, { timeoutMs: 600_000 });
  },
});

const mirrorPart = (suite: Suite, base: string): Part => mirrorOf(`${suite}-mirror`, suite, base, mirrorPackages(suite));

const keeperMirror = (suite: Suite, base: string): Part => mirrorOf(`${suite}-keeper-mirror`, suite, base, keeperPackages(suite));

const installing = (packages: readonly string[]): string => `
  export DEBIAN_FRONTEND=noninteractive
  apt-get -qq update
  apt-get -qq install --yes --no-install-recommends ${packages.join(' ')} > /tmp/install.log 2>&1 || { tail -n 30 /tmp/install.log; exit 1; }`;

// What one host has for itself must not come back in all those made from it.
const forgetting = `
  apt-get clean
  rm -rf /tmp/* /var/log/journal/* /etc/apt/apt.conf.d/99lab /root/.ssh /etc/ssh/ssh_host_* /var/lib/systemd/random-seed
  : > /etc/machine-id`;

const layerPart = (name: string, { lower, mirror }: Disk, packages: readonly string[]): Part => ({
  name,
  madeFrom: [...lower, mirror, installing(packages), forgetting],
  build: (out) =>
    withHost({ lower, mirror }, async (host) => {
      await host.sh(installing(packages), { timeoutMs: 600_000 });
      await host.sh(forgetting);
      await host.save(out);
    }),
});

/** One host that exists as long as the work on it. */
export async function withHost<T>({ lower, mirror }: Disk, work: (host: Awaited<ReturnType<typeof startHost>>) => Promise<T>): Promise<T> {
  const ground = await openGround();
  try {
    ground.apt.add(mirror);
    return await work(await startHost(ground.namespace, { name: 'build', address: '10.77.0.10', lower, disk: 'size=6g', nests: false }));
  } finally {
    await ground.close();
  }
}
