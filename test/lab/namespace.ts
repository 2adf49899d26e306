/** A network, mounts and process numbers of a lab's own. Everything in them ends with `close`, or with this process. */
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startTalker } from './processes.ts';

export const gateway = '10.77.0.1';

const root = fileURLToPath(new URL('../../', import.meta.url));
export const script = (name: string): string => fileURLToPath(new URL(`scripts/${name}`, import.meta.url));

export type Namespace = {
  /** Sockets, keys and consoles of this lab. */
  readonly folder: string;
  /** Its cgroup's path below the hierarchies. */
  readonly cgroup: string;
  /** Words in front of a command that run it inside. Its working directory is `/` there. */
  readonly inside: readonly string[];
  /** A connection to a host; rejects with an Error whose message is the system's error code. */
  dial(address: string, port: number): Promise<Socket>;
  /** What hosts send to the gateway's port goes to the server that listens on this unix socket. */
  expose(port: number, socketPath: string): Promise<void>;
  close(): Promise<void>;
};

export async function openNamespace(): Promise<Namespace> {
  const folder = mkdtempSync(path.join(tmpdir(), 'dhis2-lab-'));
  const cgroup = path.basename(folder);
  const gateSocket = path.join(folder, 'gate');
  const gate = [process.execPath, '--import', 'tsx', fileURLToPath(new URL('gate.ts', import.meta.url)), gateSocket];
  const unshare = ['unshare', '--mount', '--propagation', 'private', '--net', '--pid', '--fork', '--kill-child=KILL', '--mount-proc'];
  // Of its own session: an interrupt from the keyboard must not end it before it has tidied up.
  const init = startTalker([...unshare, 'bash', script('init.sh'), folder, cgroup, gateway, ...gate], { cwd: root, detached: true });
  try {
    await init.hear();
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  const of = `/proc/${init.child.pid}/ns`;
  const listeners = new Set<Socket>();
  return {
    folder,
    cgroup,
    inside: ['nsenter', `--net=${of}/net`, `--mount=${of}/mnt`, `--pid=${of}/pid_for_children`, '--'],
    dial: (address, port) => ask(gateSocket, `dial ${address} ${port}`),
    expose: async (port, socketPath) => {
      listeners.add(await ask(gateSocket, `listen ${gateway} ${port} ${socketPath}`));
    },
    close: async () => {
      for (const socket of listeners) socket.destroy();
      await init.end();
    },
  };
}

/** Sends the gate one line; its answer is a line too, and what follows is the connection. */
function ask(gateSocket: string, line: string): Promise<Socket> {
  const socket = connect({ path: gateSocket, allowHalfOpen: true });
  return new Promise((resolve, reject) => {
    let answer = '';
    const onReadable = (): void => {
      // Byte for byte: what comes after the line belongs to the connection.
      for (let byte = socket.read(1); byte !== null; byte = socket.read(1)) {
        if (String(byte) !== '\n') {
          answer += String(byte);
          continue;
        }
        socket.off('readable', onReadable).off('error', reject).off('close', onClose);
        if (answer === 'ok') resolve(socket);
        else reject(new Error(answer));
        return;
      }
    };
    const onClose = (): void => reject(new Error('the lab is closed'));
    socket.on('readable', onReadable).once('error', reject).once('close', onClose);
    socket.write(`${line}\n`);
  });
}
