/** The read-only side of hosts' disks: a bare Debian or Ubuntu, and on it layers in which packages were installed by a real host. */
import { readFileSync } from 'node:fs';
import { type Part, partFolder } from './cache.ts';
import { openGround } from './ground.ts';
import { startHost } from './host.ts';
import { script } from './namespace.ts';
import { runOrFail } from './processes.ts';
import {
  distributionOf,
  isUbuntu,
  keeperLayers,
  keeperPackages,
  type LayerName,
  layerPackages,
  mirrorPackages,
  type Suite,
} from './suites.ts';

export type Disk = {
  /** Topmost first. */
  readonly lower: readonly string[];
  /** What apt can get on it. */
  readonly mirror: string;
};

/** Each layer stands on those before it. */
export async function diskOf(suite: Suite, layers: readonly LayerName[]): Promise<Disk> {
  const keys = await keysOf(suite);
  const base = await partFolder(basePart(suite, keys));
  const keeps = layers.some((layer) => keeperLayers.some((each) => each === layer));
  const mirror = await partFolder(keeps ? keeperMirror(suite, keys, base) : mirrorPart(suite, keys, base));
  const lower = [base];
  for (const [at, layer] of layers.entries()) {
    const name = `${suite}-${layers.slice(0, at + 1).join('-')}`;
    lower.unshift(await partFolder(layerPart(name, { lower: [...lower], mirror }, layerPackages(suite, layer))));
  }
  return { lower, mirror };
}

const textOf = (name: string): string => readFileSync(script(name), 'utf8');

/**
 * The keys of Ubuntu's archive, which Debian does not package, as a package of theirs holds them. Its SHA-256 is the one of the
 * index that the key F6EC B376 2474 EDA9 D21B 7022 8719 20D1 991B C93C (Ubuntu Archive Automatic Signing Key, 2018) has signed.
 */
const ubuntuKeys: Part = {
  name: 'ubuntu-keys',
  madeFrom: ['36de43b15853ccae0028e9a767613770c704833f82586f28eb262f0311adb8a8'],
  build: async (out) => {
    const [sha256 = ''] = ubuntuKeys.madeFrom;
    const url = `${distributionOf.noble.archive}/pool/main/u/ubuntu-keyring/ubuntu-keyring_2023.11.28.1_all.deb`;
    const fetching = `curl --silent --show-error --fail --retry 3 --output "$1.deb" "$2" && echo "$3 $1.deb" | sha256sum --check --quiet`;
    await runOrFail(['bash', '-euc', `${fetching}; dpkg-deb --extract "$1.deb" "$1"; rm "$1.deb"`, 'bash', out, url, sha256]);
  },
};

/** Of the distribution, on this machine. */
const keysOf = async (suite: Suite): Promise<string> =>
  `${isUbuntu(suite) ? await partFolder(ubuntuKeys) : ''}${distributionOf[suite].keyring}`;

/** What the scripts read: where hosts of a suite get their packages from, and where this machine does, which may reach only its own mirrors. */
async function sourcesOf(suite: Suite, keys: string): Promise<readonly string[]> {
  const { archive, security, components, keyring, packages } = distributionOf[suite];
  const targets = await runOrFail(['apt-get', 'indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages']);
  const uris = targets.split('\n').map((uri) => uri.replace(/\/$/, ''));
  const own = (official: string): string =>
    uris.find((uri) => new URL(official).pathname === uri.replace(/^\w+:\/\/[^/]*/, '')) ?? official;
  const values = { suite, archive, security, mirror: own(archive), security_mirror: own(security), keyring, keys };
  const lists = { components: components.join(' '), own_packages: packages.join(',') };
  return ['env', ...Object.entries({ ...values, ...lists }).map(([name, value]) => `${name}=${value}`), 'bash'];
}

const basePart = (suite: Suite, keys: string): Part => ({
  name: `${suite}-base`,
  madeFrom: [textOf('base.sh'), JSON.stringify(distributionOf[suite])],
  build: async (out) => {
    await runOrFail([...(await sourcesOf(suite, keys)), script('base.sh'), out], { timeoutMs: 600_000 });
  },
});

const mirrorOf = (name: string, suite: Suite, keys: string, base: string, packages: readonly string[]): Part => ({
  name,
  madeFrom: [textOf('mirror.sh'), base, ...packages],
  build: async (out) => {
    await runOrFail([...(await sourcesOf(suite, keys)), script('mirror.sh'), base, out, ...packages], { timeoutMs: 600_000 });
  },
});

const mirrorPart = (suite: Suite, keys: string, base: string): Part =>
  mirrorOf(`${suite}-mirror`, suite, keys, base, mirrorPackages(suite));

const keeperMirror = (suite: Suite, keys: string, base: string): Part =>
  mirrorOf(`${suite}-keeper-mirror`, suite, keys, base, keeperPackages(suite));

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
