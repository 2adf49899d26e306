/** Hosts for tests, thrown away after them. See README.md. */
import { writeFileSync } from 'node:fs';
import type { Server } from 'node:net';
import path from 'node:path';
import { diskOf } from './disks.ts';
import { openGround } from './ground.ts';
import { type LabHost, startHost } from './host.ts';
import { gateway } from './namespace.ts';
import type { LayerName, Suite } from './suites.ts';

export type HostOptions = {
  readonly suite?: Suite;
  /** What is installed already, each on those before; none is a bare Debian. */
  readonly layers?: readonly LayerName[];
  /** Mount options of its writable disk, for instance `size=600m,nr_inodes=40k`. */
  readonly disk?: string;
  /** With the rights that LXD needs, so that it holds containers of its own. */
  readonly nests?: boolean;
};

export type Lab = {
  /** Built when it is not there, started, sshd answering. */
  host(name: string, options?: HostOptions): Promise<LabHost>;
  /** From now on all hosts, and programs in the lab, find this address by this name. */
  name(name: string, address: string): void;
  /** Its keys, sockets and the consoles of its hosts; gone with it. */
  readonly folder: string;
  /** Words in front of a command that run it in the lab's network, where hosts are reached without a relay. */
  readonly inside: readonly string[];
  /** What hosts send to the gateway's port goes to this server of the test, which ends with the lab. */
  serve(port: number, server: Server): Promise<void>;
  /** The gateway's address, for names of what the test serves. */
  readonly gateway: string;
  /** Paths that hosts' apt asked for and that are not in the mirror. */
  readonly missingPackages: readonly string[];
  close(): Promise<void>;
};

export async function startLab(): Promise<Lab> {
  const ground = await openGround();
  const { namespace, apt } = ground;
  const hosts = new Map<string, LabHost>();
  const addresses = new Map<string, string>();
  const servers: Server[] = [];

  const name = (of: string, address: string): void => {
    addresses.set(of, address);
    const lines = ['127.0.0.1\tlocalhost', ...[...addresses].map(([known, at]) => `${at}\t${known}`), ''];
    // The same file, not another one in its place: programs in the lab have it mounted as /etc/hosts.
    writeFileSync(path.join(namespace.folder, 'names'), lines.join('\n'));
    for (const host of hosts.values()) host.learnNames();
  };
  const addressOf = (host: string): string => addresses.get(host) ?? gateway.replace(/\d+$/, String(11 + addresses.size));

  return {
    folder: namespace.folder,
    inside: namespace.inside,
    gateway,
    missingPackages: apt.missing,
    name,
    host: async (of, { suite = 'bookworm', layers = [], disk = 'size=6g', nests = false } = {}) => {
      if (hosts.get(of)?.isRemoved() === false) throw new Error(`${of} is there already`);
      const address = addressOf(of);
      // Before it is started, so that hosts that start together know each other.
      name(of, address);
      const { lower, mirror } = await diskOf(suite, layers);
      apt.add(mirror);
      const host = await startHost(namespace, { name: of, address, lower, disk, nests });
      hosts.set(of, host);
      host.learnNames();
      return host;
    },
    serve: async (port, server) => {
      const socket = path.join(namespace.folder, `server-${servers.push(server)}`);
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject).listen(socket, resolve);
      });
      await namespace.expose(port, socket);
    },
    close: async () => {
      await Promise.all([...hosts.values()].map((host) => host.remove()));
      for (const server of servers) server.close();
      await ground.close();
    },
  };
}
