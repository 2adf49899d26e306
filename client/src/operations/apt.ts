/** apt for scripts: it waits for others who hold its lock, asks nothing, and keeps configuration that people changed. */
import { run, type Script } from './script.ts';

const waitSeconds = 600;

export function aptGet(...words: readonly string[]): Script {
  const options = [`DPkg::Lock::Timeout=${waitSeconds}`, 'Dpkg::Options::=--force-confdef', 'Dpkg::Options::=--force-confold'];
  return run(
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    // Lists the services that should be restarted, and restarts none.
    'NEEDRESTART_MODE=l',
    'apt-get',
    '--yes',
    '--quiet',
    ...options.flatMap((option) => ['--option', option]),
    ...words,
  );
}
