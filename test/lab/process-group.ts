/** The processes of a lab host as this machine sees them: its groups, in whichever hierarchies there are, and the way in. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Ended, type RunOptions, run } from './processes.ts';

export type ProcessGroup = {
  /** Number of the host's first process on this machine; none while it is off. */
  first(): number | undefined;
  /** Runs a program in the host, whose first process this is: with its namespaces, and as one of its group. */
  enter(first: number, words: readonly string[], options?: RunOptions): Promise<Ended>;
  freeze(): void;
  thaw(): void;
  kill(): void;
};

const hierarchies = ['/sys/fs/cgroup/systemd', '/sys/fs/cgroup/unified', '/sys/fs/cgroup'].filter((top) =>
  existsSync(path.join(top, 'cgroup.procs')),
);
// Where processes can be frozen and killed as a group, also on a machine that has both kinds of hierarchies.
const unified = existsSync('/sys/fs/cgroup/unified/cgroup.procs') ? '/sys/fs/cgroup/unified' : '/sys/fs/cgroup';

const insideHost =
  'for file in $PROCS; do echo $$ > "$file"; done; exec nsenter --target "$PID" --mount --uts --ipc --net --pid --root -- ' +
  '/usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root USER=root LANG=C.UTF-8 ' +
  '/bin/sh -c \'cd /root && exec "$@"\' sh "$@"';

export function processGroup(cgroup: string, host: string): ProcessGroup {
  const scopes = () =>
    hierarchies.map((top) => path.join(top, cgroup, host, 'payload/init.scope/cgroup.procs')).filter((file) => existsSync(file));
  const tell = (file: string, value: string) => writeFileSync(path.join(unified, cgroup, host, file), value);
  return {
    // What the lab runs in the host stands in the same group, in any order.
    first: () =>
      scopes()
        .flatMap((file) => readFileSync(file, 'utf8').split('\n').map(Number))
        .find((pid) => pid > 0 && isFirst(pid)),
    enter: (first, words, options) =>
      run(['env', `PROCS=${scopes().join(' ')}`, `PID=${first}`, 'sh', '-c', insideHost, 'sh', ...words], options),
    freeze: () => tell('cgroup.freeze', '1'),
    thaw: () => tell('cgroup.freeze', '0'),
    kill: () => tell('cgroup.kill', '1'),
  };
}

/** Whether a process is the first of its namespace; one that has ended meanwhile is not. */
function isFirst(pid: number): boolean {
  try {
    return /^NSpid:.*\t1$/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
