/** Sets of a plan leave the host by themselves: after each one, encrypted, and counted only when they were read back. */
import { type Message, message, type Text } from '@dhis2-hosting/server/service';
import { backupSets } from '../facts/backup-sets.ts';
import { file } from '../facts/file.ts';
import { type OffSiteAccess, offSiteAccess } from '../facts/off-site-access.ts';
import { unitState } from '../facts/unit-state.ts';
import { type BackupJob, jobName, setsFolder } from '../hosts/backups.ts';
import { type BackupTarget, offSiteLateHours, sshPlace, targetConf } from '../hosts/off-site.ts';
import { all, run, snippet } from '../script.ts';
import { type Change, defineStep, type Problem, type Step, type Target } from '../step.ts';
import { backupProgram } from '../templates/backup.ts';
import { offSiteUnit } from '../templates/backup-units.ts';
import { offSiteServiceFile, offSiteTimerFile } from '../templates/off-site-units.ts';
import { copyLimit } from './parts/backup-words.ts';
import { disableNew } from './parts/disable-new.ts';
import { staleFiles } from './parts/file-change.ts';
import { startTimer } from './parts/timer.ts';

const texts = {
  timer: { en: 'Start {unit}, now and with the host.', fr: 'Démarrer {unit}, maintenant et avec l’hôte.' },
  copy: {
    en: 'Copy the newest set to {targets} now, and read all of it back.',
    fr: 'Copier maintenant le jeu le plus récent vers {targets}, et tout en relire.',
  },
  twice: {
    en: 'Each set goes over the link twice: there, and back to be compared.',
    fr: 'Chaque jeu passe deux fois par la liaison : à l’aller, et au retour pour être comparé.',
  },
  kept: {
    en: 'This host can add copies at {target} and delete none, so they are removed there, by whoever keeps that place.',
    fr: 'Cet hôte peut ajouter des copies à {target} et n’en effacer aucune ; c’est donc là-bas qu’on en supprime.',
  },
  stranger: {
    en: '{address} does not let this host in as {user}: its key is not known there. The key: `{key}`',
    fr: '{address} ne laisse pas entrer cet hôte comme {user} : sa clé n’y est pas connue. La clé : `{key}`',
  },
  strangerTodo: {
    en: 'Put that line among the keys of {user} there, as the guide on backups shows, and plan again.',
    fr: 'Ajoutez cette ligne aux clés de {user} là-bas, comme le montre le guide des sauvegardes, et planifiez de nouveau.',
  },
  keyless: {
    en: 'The SSH key of this host for {target} is made by the step before; nobody knows it yet.',
    fr: 'La clé SSH de cet hôte pour {target} est créée par l’étape précédente ; personne ne la connaît encore.',
  },
  keylessTodo: {
    en: 'Apply this plan, then plan again: it will say which key has to be let in.',
    fr: 'Appliquez ce plan, puis planifiez de nouveau : il dira quelle clé admettre.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export function offSite(job: BackupJob, targets: readonly BackupTarget[]): Step {
  const { instance, plan } = job;
  const unit = offSiteUnit(job);
  const paths = { service: `/etc/systemd/system/${unit}.service`, timer: `/etc/systemd/system/${unit}.timer` };
  const names = targets.map(({ name }) => name).join(', ');
  return defineStep({
    id: `off-site:${jobName(job)}`,
    title: { en: 'Copies off site', fr: 'Copies hors site' },
    why: {
      en: 'A set on the host is lost with the host. A copy counts when all of it came back as it was sent, and not before.',
      fr: 'Un jeu sur l’hôte est perdu avec l’hôte. Une copie compte quand elle est revenue en entier telle qu’envoyée, pas avant.',
    },
    controls: ['DB-03', 'DB-07'],
    risk: 'safe',
    after: [`backup:${jobName(job)}`, ...targets.map(({ name }) => `off-site-access:${name}`)],
    needs: ({ manifest }) => ({
      service: file(paths.service),
      timer: file(paths.timer),
      timed: unitState(`${unit}.timer`),
      known: backupSets(instance.name, setsFolder(job)),
      ...Object.fromEntries(targets.map((each) => [`to ${each.name}`, offSiteAccess(each, manifest)])),
    }),
    plan: (facts, target) => {
      const { service, timer, timed, known } = facts;
      const notes = targets.flatMap(({ immutable, name }) => (immutable === true ? [message(texts.kept, { target: name })] : []));
      const problems = targets.flatMap((each) => loginProblems(each, accessOf(facts, each), target));
      if (problems.length > 0) return { state: 'blocked', notes, problems };
      const wanted = targets.map((each) => targetConf(each, instance.name, target.manifest));
      const files = staleFiles(
        { path: paths.service, now: service, content: offSiteServiceFile(job, wanted), mode: '644' },
        { path: paths.timer, now: timer, content: offSiteTimerFile(job), mode: '644' },
      );
      const isTimed = timed.enabled && timed.active;
      const last = known.sets.find((set) => set.plan === plan.name && set.offSite !== undefined);
      const hours = offSiteLateHours(plan);
      const isDue = last === undefined || (hours !== undefined && target.now - Date.parse(last.made) > hours * 3_600_000);
      if (files.count === 0 && isTimed && !isDue) return { state: 'already-so', notes };
      const words: readonly Message[] = [
        ...(isTimed ? [] : [message(texts.timer, { unit: `${unit}.timer` })]),
        message(texts.copy, { targets: names }),
      ];
      return {
        state: 'will-change',
        notes,
        changes: [...files.changes, ...words.map((each): Change => ({ kind: 'words', message: each }))],
        affects: [message(texts.twice)],
        seconds: 120,
        limit: copyLimit,
        change: all(...files.write, ...startTimer(`${unit}.timer`)),
        verify: snippet('verify', copies, unit, backupProgram, jobName(job)),
        undo: all(disableNew(paths.timer, `${unit}.timer`), ...files.restore, run('systemctl', 'daemon-reload')),
      };
    },
  });
}

function accessOf(facts: Readonly<Record<string, unknown>>, { name }: BackupTarget): OffSiteAccess {
  return facts[`to ${name}`] as OffSiteAccess;
}

/** What only a person can do at the other end. */
function loginProblems(target: BackupTarget, access: OffSiteAccess, { manifest }: Target): readonly Problem[] {
  const place = sshPlace(target, manifest);
  if (place === undefined || access.login === true) return [];
  const { address, user } = place;
  if (access.key === undefined) {
    return [{ why: message(texts.keyless, { target: target.name }), todo: message(texts.keylessTodo) }];
  }
  return [{ why: message(texts.stranger, { address, user, key: access.key }), todo: message(texts.strangerTodo, { user }) }];
}

/** The way the set before asks for it. What is under way is waited for. */
const copies = `
unit=$1 program=$2 job=$3
systemctl --quiet is-active "$unit.timer"
systemctl start "$unit.service" || { journalctl --quiet --unit "$unit.service" --lines=20 --output=cat >&2; exit 1; }
[ "$(python3 -IB "$program" copied "$job")" = yes ]
`;
