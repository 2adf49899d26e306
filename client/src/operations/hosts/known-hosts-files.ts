/** The files of known hosts that OpenSSH reads, the one it writes first (ssh_config(5), UserKnownHostsFile and GlobalKnownHostsFile). */
import path from 'node:path';

export function knownHostsFiles(home: string): readonly string[] {
  const own = ['known_hosts', 'known_hosts2'].map((name) => path.join(home, '.ssh', name));
  return [...own, '/etc/ssh/ssh_known_hosts', '/etc/ssh/ssh_known_hosts2'];
}
