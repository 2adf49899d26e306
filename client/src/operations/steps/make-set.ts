/** A set now, the way the timer makes it: the service of the plan is started and waited for. */
import { message, type Text } from '@dhis2-hosting/server/service';
import { file } from '../facts/file.ts';
import { type BackupJob, jobName, setsFolder } from '../hosts/backups.ts';
import { snippet } from '../script.ts';
import { defineStep, type Step } from '../step.ts';
import { backupUnit } from '../templates/backup-units.ts';
import { copyLimit, notSetUp } from './parts/backup-words.ts';

const texts = {
  make: {
    en: 'Make a set of {instance} as {plan} says, and read it whole.',
    fr: 'Faire un jeu de {instance} comme le dit {plan}, et le relire en entier.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export function makeSet(job: BackupJob): Step {
  const unit = `${backupUnit(job)}.service`;
  const args = { plan: job.plan.name, instance: job.instance.name };
  return defineStep({
    id: `make-set:${jobName(job)}`,
    title: { en: 'A set of the instance', fr: 'Un jeu de l’instance' },
    why: {
      en: 'Before something is done that may go wrong, a set is wanted that is minutes old rather than hours.',
      fr: 'Avant ce qui peut mal tourner, on veut un jeu vieux de quelques minutes plutôt que de quelques heures.',
    },
    controls: ['DB-01'],
    risk: 'safe',
    act: true,
    needs: () => ({ service: file(`/etc/systemd/system/${unit}`) }),
    plan: ({ service }) =>
      service.kind === 'file'
        ? {
            state: 'will-change',
            changes: [{ kind: 'words', message: message(texts.make, args) }],
            seconds: 120,
            limit: copyLimit,
            change: snippet('make-set', make, unit),
            verify: snippet('verify', isThere, unit, setsFolder(job)),
          }
        : { state: 'blocked', problems: [notSetUp(job)] },
  });
}

/** One that is under way is waited for. */
const make = `
unit=$1 since=$(date +%s)
code=0
: > "/run/\${unit%.service}-now"
systemctl start "$unit" 2> /dev/null || code=$?
journalctl --quiet --unit "$unit" --since "@$since" --output cat | grep -v "^[^ ]*$unit:" || :
exit "$code"
`;

const isThere = `
[ "$(systemctl show --property=Result --value "$1")" = success ]
began=$(systemctl show --property=ExecMainStartTimestamp --value "$1")
[ -n "$(find "$2" -mindepth 2 -maxdepth 2 -path '*/2*Z/set.json' -newermt "$began" -print -quit)" ]
`;
