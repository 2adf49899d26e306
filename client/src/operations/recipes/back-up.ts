/** A set now, the way the timer makes it: the service of the plan is started and waited for. */
import { type Message, message, type Text } from '@dhis2-hosting/server/service';
import { file } from '../facts/file.ts';
import { type BackupJob, jobName, setsFolder } from '../hosts/backups.ts';
import { snippet } from '../script.ts';
import { defineStep, type Recipe, type Step } from '../step.ts';
import { backupUnit } from '../templates/backup-units.ts';

const texts = {
  make: {
    en: 'Make a set of {instance} as {plan} says, and read it whole.',
    fr: 'Faire un jeu de {instance} comme le dit {plan}, et le relire en entier.',
  },
  missing: { en: 'The host makes no backups by {plan} yet.', fr: 'L’hôte ne fait pas encore de sauvegardes selon {plan}.' },
  missingTodo: { en: 'Provision it.', fr: 'Mettez-le en service.' },
  none: { en: '{instance} is in no backup of the manifest.', fr: '{instance} n’est dans aucune sauvegarde du manifeste.' },
} as const satisfies Readonly<Record<string, Text>>;

/** By all plans of an instance that make dumps. */
export function backUp(jobs: readonly BackupJob[]): Recipe {
  return {
    id: 'back-up',
    title: { en: 'Back up now', fr: 'Sauvegarder maintenant' },
    steps: () => jobs.filter(({ plan }) => plan.method !== 'continuous').map(makeSet),
  };
}

function makeSet(job: BackupJob): Step {
  const unit = `${backupUnit(job)}.service`;
  const args: Message['args'] = { plan: job.plan.name, instance: job.instance.name };
  return defineStep({
    id: `make-set:${jobName(job)}`,
    title: { en: 'A set of the instance', fr: 'Un jeu de l’instance' },
    why: {
      en: 'Before something is done that may go wrong, a set is wanted that is minutes old rather than hours.',
      fr: 'Avant ce qui peut mal tourner, on veut un jeu vieux de quelques minutes plutôt que de quelques heures.',
    },
    controls: ['DB-01'],
    risk: 'safe',
    needs: () => ({ service: file(`/etc/systemd/system/${unit}`) }),
    plan: ({ service }) =>
      service.kind === 'file'
        ? {
            state: 'will-change',
            changes: [{ kind: 'words', message: message(texts.make, args) }],
            seconds: 120,
            change: snippet('make-set', make, unit),
            verify: snippet('verify', isThere, unit, setsFolder(job)),
          }
        : { state: 'blocked', problems: [{ why: message(texts.missing, args), todo: message(texts.missingTodo) }] },
  });
}

/** One that is under way is waited for. */
const make = `
unit=$1 since=$(date +%s)
code=0
systemctl start "$unit" 2> /dev/null || code=$?
journalctl --quiet --unit "$unit" --since "@$since" --identifier python3 --output cat || :
exit "$code"
`;

const isThere = `
[ "$(systemctl show --property=Result --value "$1")" = success ]
began=$(systemctl show --property=ExecMainStartTimestamp --value "$1")
[ -n "$(find "$2" -mindepth 2 -maxdepth 2 -path '*/2*Z/set.json' -newermt "$began" -print -quit)" ]
`;
