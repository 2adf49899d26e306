/** apt for scripts: it waits for others who hold its lock, asks nothing, and keeps configuration that people changed. */
import { type Script, snippet } from './script.ts';

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

/** Installs, and notes for whoever undoes it what came with that. */
export function aptGet(...words: readonly string[]): Script {
  return snippet('install', install, ...commandOf(words));
}

const install = `
list() { dpkg-query --show --showformat='\${db:Status-Status} \${Package}\\n' | sed -n 's/^installed //p'; }
before=$(list) code=0
"$@" || code=$?
mkdir -p -- "$DHIS2_HOSTING_KEPT"
list | grep -vxF -e "$before" >> "$DHIS2_HOSTING_KEPT/installed" || :
exit "$code"
`;

/**
 * Takes packages away that a step installed. They stay, which is said, when others would go with them than what came with
 * them then: those came later, and somebody wants them.
 */
export function aptRemove(...packages: readonly string[]): Script {
  return snippet('remove', removeAlone, packages.join(' '), ...commandOf(['remove', ...packages]));
}

const removeAlone = `
ours=$1 came=$(cat -- "$DHIS2_HOSTING_KEPT/installed" 2> /dev/null | tr '\\n' ' '); shift
simulated=$("$@" --simulate)
others=$(printf '%s\\n' "$simulated" | sed -n -E 's/^(Remv|Inst) ([^ ]+).*/\\2/p' | while read -r name; do
  case " $ours $came" in *" $name "*) ;; *) printf ' %s' "$name" ;; esac
done)
if [ -z "$others" ]; then "$@"
else echo "Left installed: $ours. With that would go what was installed later:$others"
fi
`;

function commandOf(words: readonly string[]): readonly string[] {
  const options = [`DPkg::Lock::Timeout=${waitSeconds}`, 'Dpkg::Options::=--force-confdef', 'Dpkg::Options::=--force-confold'];
  return [
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    // Lists the services that should be restarted, and restarts none.
    'NEEDRESTART_MODE=l',
    'apt-get',
    '--yes',
    '--quiet',
    ...options.flatMap((option) => ['--option', option]),
    ...words,
  ];
}
