/**
 * A container of LXD or Incus as a connection: its commands go over the connection of its host, which must be one of root.
 * For guests without an SSH server of their own, as dhis2-server-tools and dhis2-tools-ng make them.
 */
import { commandLine as join } from '../command.ts';
import { OperationError } from '../errors.ts';
import type { LxdGuests } from '../facts/lxd-guests.ts';
import { fixedPath } from '../script.ts';
import type { Connection } from './transport.ts';

/** Both tools need a folder for their own settings; LXD as a snap is not on the usual path. */
const surroundings = ['/usr/bin/env', 'HOME=/root', `${fixedPath}:/snap/bin`] as const;

export function guestConnection(parent: Connection, tool: LxdGuests['tool'], guest: string): Connection {
  const name = `${parent.host.name}/${guest}`;
  if (!/^[A-Za-z][A-Za-z0-9-]{0,62}$/.test(guest)) throw new OperationError('host-name-unusable', parent.host.name, { text: '?' });
  return {
    host: { ...parent.host, name, user: 'root' },
    exec: (line, options) =>
      parent.exec(join([...surroundings, tool, 'exec', guest, '--mode', 'non-interactive', '--', '/bin/sh', '-c', line]), options),
    closed: parent.closed,
    // It is its host's.
    close: async () => undefined,
  };
}
