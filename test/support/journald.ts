/**
 * A real systemd-journald with an empty journal, in a mount namespace of its own, so that neither systemd as the first
 * process nor the machine's own journal is needed. Root only.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { until } from './sshd.ts';

const journald = '/usr/lib/systemd/systemd-journald';

export function journaldMissing(): string | undefined {
  const lacking = [journald, '/usr/bin/journalctl', '/usr/bin/unshare', '/usr/bin/nsenter', '/usr/bin/logger'].filter(
    (file) => !existsSync(file),
  );
  if (lacking.length > 0) return `not installed: ${lacking.join(', ')}`;
  if (userInfo().uid !== 0 || !existsSync('/etc/machine-id')) return 'a journal of its own needs root and a machine id';
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/run'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'mount namespaces are not allowed here';
  }
}

export type Journal = {
  /** Target of `nsenter --mount`. */
  readonly pid: number;
  /** One entry of a unit. The field is one that journalctl counts as the unit's when root sent it. */
  write(unit: string, message: string | Buffer): void;
  stop(): Promise<void>;
};

export async function startJournal(): Promise<Journal> {
  const script = `mount -t tmpfs tmpfs /run && mkdir -p /run/systemd/journal /run/log/journal /run/sshd && exec ${journald}`;
  const child = spawn('unshare', ['--mount', 'sh', '-c', script], { stdio: 'ignore' });
  const pid = child.pid ?? 0;
  const inside = (command: string, args: readonly string[], input?: Buffer): void => {
    execFileSync('nsenter', ['--mount', `--target=${pid}`, '--', command, ...args], {
      stdio: [input ? 'pipe' : 'ignore', 'ignore', 'ignore'],
      ...(input && { input }),
    });
  };
  await until(() => {
    try {
      inside('test', ['-S', '/run/systemd/journal/socket']);
      return existsSync(`/proc/${pid}/root/run/log/journal`);
    } catch {
      return false;
    }
  }, 'journald to start');
  return {
    pid,
    write: (unit, message) => {
      const head = Buffer.from(`OBJECT_SYSTEMD_UNIT=${unit}\nMESSAGE=`);
      inside('logger', ['--journald'], Buffer.concat([head, Buffer.from(message), Buffer.from('\n')]));
    },
    stop: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    },
  };
}
