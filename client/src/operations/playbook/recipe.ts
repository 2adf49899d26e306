/**
 * A playbook of a fleet, run on its control host as any other run of that host: first tried without a change, then on one
 * host alone, then on the rest. Ansible itself keeps what dhis2-server-tools leaves open: host keys are checked, one failure
 * ends it, nothing is asked.
 */
import { type Message, message, type Text } from '@dhis2-hosting/server/service';
import { run, type Script, snippet } from '../script.ts';
import { defineStep, type Problem, type Recipe, type Step, type StepPlan } from '../step.ts';
import { type AnsibleProject, ansibleProject, type ProjectAnswer } from './ansible-project.ts';
import { callbackName, callbackPlugin } from './callback-plugin.ts';
import { type PlaybookSpec, stagesOf } from './spec.ts';

export type PlaybookMode = 'check' | 'apply';

const texts = {
  check: { en: 'Try the playbook without a change', fr: 'Essayer le playbook sans rien modifier' },
  checkWhy: {
    en: 'Ansible’s check mode tells what would change. What it cannot try is told as not known.',
    fr: 'Le mode d’essai d’Ansible dit ce qui changerait. Ce qu’il ne peut pas essayer est indiqué comme inconnu.',
  },
  first: { en: 'Run the playbook on the first host', fr: 'Exécuter le playbook sur le premier hôte' },
  firstWhy: {
    en: 'One host alone: what goes wrong goes wrong there, and the others are not begun.',
    fr: 'Un seul hôte : ce qui échoue échoue là, et les autres ne sont pas commencés.',
  },
  rest: { en: 'Run the playbook on the other hosts', fr: 'Exécuter le playbook sur les autres hôtes' },
  restWhy: {
    en: 'Only after the first host has succeeded. The first failure ends it.',
    fr: 'Seulement après la réussite du premier hôte. Le premier échec y met fin.',
  },
  runs: { en: 'Runs {playbook} of {folder} as {user}, on {hosts}.', fr: 'Exécute {playbook} de {folder} en tant que {user}, sur {hosts}.' },
  tries: {
    en: 'Tries {playbook} of {folder} as {user}, on {hosts}.',
    fr: 'Essaie {playbook} de {folder} en tant que {user}, sur {hosts}.',
  },
  version: {
    en: 'ansible-core {version}, commit {commit}, files {digest}.',
    fr: 'ansible-core {version}, commit {commit}, fichiers {digest}.',
  },
  noCommit: { en: 'none', fr: 'aucun' },
  changed: {
    en: '{count} files of the checkout differ from its commit.',
    fr: '{count} fichiers diffèrent du commit.',
  },
  noUndo: {
    en: 'A playbook cannot be taken back: what it does is known to it alone.',
    fr: 'Un playbook ne peut pas être annulé : lui seul sait ce qu’il fait.',
  },
  noHosts: { en: 'The playbook is about no host of the inventory.', fr: 'Le playbook ne concerne aucun hôte de l’inventaire.' },
  notThere: { en: 'The playbook is not about the host {host}.', fr: 'Le playbook ne concerne pas l’hôte {host}.' },
  correct: {
    en: 'Correct what was asked for, or the checkout on the control host.',
    fr: 'Corrigez la demande, ou la copie de travail sur l’hôte de contrôle.',
  },
  install: { en: 'Install the package ansible-core.', fr: 'Installez le paquet ansible-core.' },
} as const satisfies Readonly<Record<string, Text>>;

const problemTexts: Readonly<Record<Extract<ProjectAnswer, { problem: string }>['problem'], Text>> = {
  'no-ansible': { en: 'There is no ansible-playbook on the host.', fr: 'L’hôte n’a pas ansible-playbook.' },
  'no-folder': { en: 'There is no folder {folder} on the host.', fr: 'L’hôte n’a pas de dossier {folder}.' },
  'no-playbook': { en: 'There is no playbook {playbook} in {folder}.', fr: 'Il n’y a pas de playbook {playbook} dans {folder}.' },
  'no-inventory': { en: 'There is no inventory {inventory} in {folder}.', fr: 'Il n’y a pas d’inventaire {inventory} dans {folder}.' },
  'no-user': { en: 'The host has no account {user}.', fr: 'L’hôte n’a pas de compte {user}.' },
  'not-listed': {
    en: 'Ansible cannot read the playbook or its inventory. `ansible-playbook --list-hosts` on the host says why.',
    fr: 'Ansible ne peut pas lire le playbook ou son inventaire. `ansible-playbook --list-hosts` sur l’hôte dit pourquoi.',
  },
};

export function playbookRecipe(spec: PlaybookSpec, mode: PlaybookMode): Recipe {
  const title: Text =
    mode === 'check' ? { en: 'Try a playbook', fr: 'Essayer un playbook' } : { en: 'Run a playbook', fr: 'Exécuter un playbook' };
  const steps: readonly Step[] = mode === 'check' ? [checkStep(spec)] : [stageStep(spec, 0), stageStep(spec, 1)];
  return { id: mode === 'check' ? 'playbook-check' : 'playbook', title, steps: () => steps };
}

function checkStep(spec: PlaybookSpec): Step {
  return defineStep({
    id: 'playbook-check',
    title: texts.check,
    why: texts.checkWhy,
    controls: [],
    risk: 'safe',
    needs: () => ({ project: ansibleProject(spec) }),
    plan: ({ project }) => planStage(spec, project, (hosts) => ({ hosts, words: texts.tries, isCheck: true })),
  });
}

function stageStep(spec: PlaybookSpec, stage: 0 | 1): Step {
  return defineStep({
    id: stage === 0 ? 'playbook-first' : 'playbook-rest',
    title: stage === 0 ? texts.first : texts.rest,
    why: stage === 0 ? texts.firstWhy : texts.restWhy,
    controls: [],
    // Never undone by itself: nobody knows what it did.
    risk: 'data',
    ...(stage === 1 ? { after: ['playbook-first'] } : {}),
    needs: () => ({ project: ansibleProject(spec) }),
    plan: ({ project }) =>
      planStage(spec, project, (hosts) => ({ hosts: stagesOf(hosts, spec.first)[stage] ?? [], words: texts.runs, isCheck: false })),
  });
}

type Stage = { readonly hosts: readonly string[]; readonly words: Text; readonly isCheck: boolean };

function planStage(spec: PlaybookSpec, project: ProjectAnswer, stageFor: (hosts: readonly string[]) => Stage): StepPlan {
  const { folder, playbook, inventory, user } = spec;
  if ('problem' in project) {
    const why = message(problemTexts[project.problem], { folder, playbook, inventory, user });
    return blocked({ why, todo: message(project.problem === 'no-ansible' ? texts.install : texts.correct) });
  }
  if (project.hosts.length === 0) return blocked({ why: message(texts.noHosts), todo: message(texts.correct) });
  if (spec.first !== undefined && !project.hosts.includes(spec.first)) {
    return blocked({ why: message(texts.notThere, { host: spec.first }), todo: message(texts.correct) });
  }
  const { hosts, words, isCheck } = stageFor(project.hosts);
  if (hosts.length === 0) return { state: 'already-so' };
  return {
    state: 'will-change',
    notes: notesOf(project, isCheck),
    changes: [{ kind: 'words', message: message(words, { playbook, folder, user, hosts: hosts.join(', ') }) }],
    seconds: 60 * hosts.length,
    change: playbookScript(spec, hosts, isCheck),
    verify: snippet('verify-playbook', verify, ...hosts),
    // A try that failed has nothing to put back.
    ...(isCheck ? { undo: run('true') } : {}),
  };
}

const blocked = (problem: Problem): StepPlan => ({ state: 'blocked', problems: [problem] });

function notesOf({ ansible, commit, digest, changedFiles }: AnsibleProject, isCheck: boolean): readonly Message[] {
  const version = { version: ansible, commit: commit?.slice(0, 12) ?? message(texts.noCommit), digest: digest.slice(0, 12) };
  return [
    message(texts.version, version),
    ...(changedFiles > 0 ? [message(texts.changed, { count: changedFiles })] : []),
    ...(isCheck ? [] : [message(texts.noUndo)]),
  ];
}

/**
 * The environment wins over ansible.cfg. `ANSIBLE_SSH_ARGS` stands before what an inventory adds, and ssh takes the first
 * value it sees, so that no file can turn the check of host keys off.
 */
const play = `
folder=$1 playbook=$2 inventory=$3 user=$4 limit=$5 check=$6 plugin=$7
work=$DHIS2_HOSTING_KEPT/ansible
mkdir -p -- "$work/plugins"
printf %s "$plugin" > "$work/plugins/${callbackName}.py"
: > "$work/recap"
group=$(id -gn "$user") home=$(getent passwd "$user" | cut -d: -f6)
# The folder of a run is of root; whoever runs the playbook gets one of its own that is gone afterwards.
own=$(mktemp -d /run/dhis2-hosting-ansible.XXXXXXXX)
trap 'rm -rf -- "$own"' EXIT
cp "$work/plugins/${callbackName}.py" "$own/"
: > "$own/recap"
chown -R "$user:$group" "$own"
cd "$folder"
set -- ansible-playbook --inventory "$inventory" --limit "$limit"
[ "$check" != yes ] || set -- "$@" --check
code=0
runuser --user "$user" -- env -i HOME="$home" USER="$user" LC_ALL=C.UTF-8 PATH="$PATH" PYTHONDONTWRITEBYTECODE=1 \\
  ANSIBLE_CALLBACK_PLUGINS="$own" ANSIBLE_STDOUT_CALLBACK=${callbackName} ANSIBLE_NOCOLOR=1 ANSIBLE_FORCE_COLOR=0 \\
  ANSIBLE_HOST_KEY_CHECKING=True ANSIBLE_SSH_ARGS="-C -o ControlMaster=auto -o ControlPersist=60s -o StrictHostKeyChecking=yes -o BatchMode=yes" \\
  ANSIBLE_SSH_RETRIES=0 ANSIBLE_ANY_ERRORS_FATAL=True ANSIBLE_RETRY_FILES_ENABLED=False ANSIBLE_LOCALHOST_WARNING=False \\
  DHIS2_HOSTING_RECAP="$own/recap" "$@" "$playbook" || code=$?
cp "$own/recap" "$work/recap"
exit "$code"
`;

/** Ansible tells nothing of hosts that it did not come to. */
const verify = `
recap=$DHIS2_HOSTING_KEPT/ansible/recap
for host; do
  line=$(grep -F -e "$host " "$recap" | awk -v host="$host" '$1 == host') || line=
  [ -n "$line" ] || { echo "$host was not reached." >&2; exit 1; }
  set -- $line
  [ "$2" = 0 ] || { echo "$host failed." >&2; exit 1; }
done
`;

function playbookScript({ folder, playbook, inventory, user }: PlaybookSpec, hosts: readonly string[], isCheck: boolean): Script {
  return snippet('playbook', play, folder, playbook, inventory, user, hosts.join(','), isCheck ? 'yes' : 'no', callbackPlugin);
}
