/** What hosts stand on: a namespace with a key that opens them and an apt mirror that answers them. */
import path from 'node:path';
import { type AptMirror, createAptMirror } from './apt-mirror.ts';
import { type Namespace, openNamespace } from './namespace.ts';
import { runOrFail } from './processes.ts';

export type Ground = { readonly namespace: Namespace; readonly apt: AptMirror; close(): Promise<void> };

export async function openGround(): Promise<Ground> {
  const namespace = await openNamespace();
  const apt = createAptMirror();
  try {
    await runOrFail(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', 'lab', '-f', path.join(namespace.folder, 'id_lab')]);
    const socket = path.join(namespace.folder, 'apt');
    await new Promise<void>((resolve, reject) => {
      apt.server.once('error', reject).listen(socket, resolve);
    });
    await namespace.expose(8080, socket);
  } catch (error) {
    await namespace.close();
    throw error;
  }
  const close = async (): Promise<void> => {
    apt.server.closeAllConnections();
    apt.server.close();
    await namespace.close();
  };
  return { namespace, apt, close };
}
