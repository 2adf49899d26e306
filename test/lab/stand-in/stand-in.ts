/** Web archives that stand in for the server's: built once in a host, kept with the hosts' disks. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { partFolder } from '../cache.ts';
import { diskOf, withHost } from '../disks.ts';
import { standInPackages } from '../suites.ts';
import { type Release, releases, type Version } from './releases.ts';

const sources = fileURLToPath(new URL('.', import.meta.url));

export type Artifact = { readonly file: string; readonly size: number; readonly sha256: string };

export type StandIn = Release & Artifact & { readonly version: Version };

/** The archive of this release. */
export async function standIn(version: Version): Promise<StandIn> {
  const release = releases.find((known) => known.version === version);
  if (release === undefined) throw new Error(`there is no stand-in of ${version}`);
  return { ...release, ...(await artifact(path.join(await builtFolder(), `dhis-${version}.war`))) };
}

/** Tomcat 9 in the form in which Apache publishes it, for releases with the older interface. */
export async function tomcat9(): Promise<Artifact> {
  const folder = await builtFolder();
  const name = (await readdir(folder)).find((found) => found.startsWith('apache-tomcat-9.'));
  return artifact(path.join(folder, name ?? ''));
}

async function artifact(file: string): Promise<Artifact> {
  const content = await readFile(file);
  return { file, size: content.length, sha256: createHash('sha256').update(content).digest('hex') };
}

async function builtFolder(): Promise<string> {
  const disk = await diskOf('bookworm', ['app']);
  const files = (await readdir(sources, { recursive: true })).filter((name) => /\.(?:java|sql|py|sh)$/.test(name)).sort();
  const contents = await Promise.all(files.map((name) => readFile(path.join(sources, name), 'utf8')));
  return partFolder({
    name: 'stand-in',
    madeFrom: [...disk.lower, disk.mirror, JSON.stringify(releases), ...files, ...contents],
    build: (out) =>
      withHost(disk, async (host) => {
        await host.sh(`apt-get -qq update; apt-get -qq install --yes --no-install-recommends ${standInPackages.join(' ')}`);
        await host.sh(`mkdir -p ${[...new Set(files.map((name) => path.posix.join('/root/stand-in', path.dirname(name))))].join(' ')}`);
        for (const [at, name] of files.entries()) await host.write(`/root/stand-in/${name}`, contents[at] ?? '');
        await host.write('/root/stand-in/releases.json', JSON.stringify(releases));
        await host.sh('bash /root/stand-in/build.sh');
        await mkdir(out);
        for (const name of (await host.sh('ls /root/stand-in/out')).trim().split('\n')) {
          await writeFile(path.join(out, name), await host.read(`/root/stand-in/out/${name}`));
        }
      }),
  });
}
