/** apt for scripts: it waits for others who hold its lock, asks nothing, and keeps configuration that people changed. */
import { run, type Script, snippet } from './script.ts';

const waitSeconds = 600;

/**
 * The indices anew. Apt itself does not wait for whoever holds the lock of the indices, as its own daily update does, and
 * takes servers that do not answer for a success.
 */
export function aptUpdate(): Script {
  return snippet('update', update, String(waitSeconds));
}

const update = `
said=$(mktemp) began=$(date +%s)
trap 'rm -f -- "$said"' EXIT
until apt-get update --quiet --option APT::Update::Error-Mode=any --option Acquire::Retries=2 > "$said" 2>&1; do
  cat "$said"
  grep -q 'Could not get lock' "$said" && [ "$(($(date +%s) - began))" -lt "$1" ] || exit 1
  sleep 5
done
cat "$said"
`;

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
