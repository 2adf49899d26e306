/** A backup that was never restored is a hope: its newest set is restored beside the live data, by a timer and now. */
import { type Message, message, type Text } from '@dhis2-hosting/server/service';
import { backupSets } from '../facts/backup-sets.ts';
import { file } from '../facts/file.ts';
import { heldInRoom } from '../facts/held-in-room.ts';
import { unitState } from '../facts/unit-state.ts';
import { type BackupJob, drillHours, jobName, setsFolder, startMemory } from '../hosts/backups.ts';
import type { DatabaseServer } from '../hosts/parts.ts';
import { all, run, snippet } from '../script.ts';
import { defineStep, type Step } from '../step.ts';
import { backupProgram } from '../templates/backup.ts';
import { drillServiceFile, drillTimerFile, drillUnit } from '../templates/backup-units.ts';
import { disableNew } from './parts/disable-new.ts';
import { staleFiles } from './parts/file-change.ts';
import { lacksRoom } from './parts/restore-place.ts';
import { lacksMemory, startAffects, startNeeds } from './parts/start-words.ts';
import { startTimer } from './parts/timer.ts';
import { timezoneOf } from './parts/timezone.ts';

const texts = {
  timer: { en: 'Start {unit}, now and with the host.', fr: 'Démarrer {unit}, maintenant et avec l’hôte.' },
  drill: {
    en: 'Restore the newest set into a database of its own now, compare it, and remove that database.',
    fr: 'Restaurer maintenant le jeu le plus récent dans une base à part, comparer, et supprimer cette base.',
  },
  started: {
    en: 'Restore the newest set into a database of its own now, compare it, start its release of DHIS2 on it until it answers, and remove both.',
    fr: 'Restaurer maintenant le jeu le plus récent dans une base à part, comparer, démarrer dessus sa version de DHIS2 jusqu’à ce qu’elle réponde, et supprimer les deux.',
  },
  room: {
    en: 'For the time of the test PostgreSQL holds the database twice.',
    fr: 'Le temps de l’essai, PostgreSQL contient la base en double.',
  },
  other: {
    en: 'The plan wants the test on {host}; this version does it on the host of the backup.',
    fr: 'Le plan veut l’essai sur {host} ; cette version le fait sur l’hôte de la sauvegarde.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export function restoreTest(job: BackupJob, server: DatabaseServer): Step {
  const { plan, instance } = job;
  const unit = drillUnit(job);
  const paths = { service: `/etc/systemd/system/${unit}.service`, timer: `/etc/systemd/system/${unit}.timer` };
  return defineStep({
    id: `restore-test:${jobName(job)}`,
    title: { en: 'Restore test', fr: 'Essai de restauration' },
    why: {
      en: 'Restoring is what a backup is for. The host does it by itself and writes down how long it took and what it counted; a test that cannot fail would prove nothing, so it is also shown broken sets.',
      fr: 'Une sauvegarde sert à restaurer. L’hôte le fait de lui-même et note le temps pris et ce qu’il a compté ; un essai qui ne peut échouer ne prouverait rien, aussi lui montre-t-on également des jeux faux.',
    },
    controls: ['DB-02'],
    risk: 'safe',
    after: [`backup:${jobName(job)}`],
    needs: () => ({
      service: file(paths.service),
      timer: file(paths.timer),
      timed: unitState(`${unit}.timer`),
      known: backupSets(instance.name, setsFolder(job)),
      held: heldInRoom(backupProgram, jobName(job)),
      ...startNeeds(job),
    }),
    plan: ({ service, timer, timed, known, held, size }, target) => {
      const notes = notesOf(job, target.host);
      const files = staleFiles(
        { path: paths.service, now: service, content: drillServiceFile(job), mode: '644' },
        { path: paths.timer, now: timer, content: drillTimerFile(job, timezoneOf(target)), mode: '644' },
      );
      const isTimed = timed.enabled && timed.active;
      const proofs = known.sets.flatMap(({ restored }) => (restored === undefined ? [] : [Date.parse(restored)]));
      // A day of grace: the timer comes at night.
      const isDue = target.now - Math.max(0, ...proofs) > ((drillHours(plan) ?? 0) + 24) * 3_600_000;
      if (files.count === 0 && isTimed && !isDue) return { state: 'already-so', notes };
      // A host of a database that was provisioned by an older version has none yet.
      const problem = lacksRoom(job, server, held) ?? lacksMemory(job, target, size);
      if (problem !== undefined) return { state: 'blocked', notes, problems: [problem] };
      return {
        state: 'will-change',
        notes,
        changes: [
          ...files.changes,
          ...(isTimed ? [] : [{ kind: 'words', message: message(texts.timer, { unit: `${unit}.timer` }) } as const]),
          { kind: 'words', message: message(startMemory(job) === undefined ? texts.drill : texts.started) },
        ],
        affects: [message(texts.room), ...startAffects(job)],
        seconds: 300,
        change: all(...files.write, ...startTimer(`${unit}.timer`)),
        verify: snippet('verify', proves, unit),
        undo: all(disableNew(paths.timer, `${unit}.timer`), ...files.restore, run('systemctl', 'daemon-reload')),
      };
    },
  });
}

function notesOf({ plan }: BackupJob, here: string): readonly Message[] {
  const on = plan.restoreTest?.on;
  return [...(on === undefined || on === here ? [] : [message(texts.other, { host: on })])];
}

/** The way the timer does it. */
const proves = `
unit=$1
systemctl --quiet is-active "$unit.timer"
systemctl start "$unit.service" || { journalctl --quiet --unit "$unit.service" --lines=20 --output=cat >&2; exit 1; }
`;
