/** What was restored takes the place of what is live, which is kept under another name; back again when the gate is not passed. */
import { message, type Text } from '@dhis2-hosting/server/service';
import { link } from '../facts/link.ts';
import { postgresDatabases } from '../facts/postgres-databases.ts';
import { visitors } from '../facts/visitors.ts';
import { type BackupJob, jobName } from '../hosts/backups.ts';
import { type DatabaseServer, databaseLogin, defaultDatabasePort, pathsOf } from '../hosts/parts.ts';
import { keptName, restoredName, restoredSets } from '../hosts/restored.ts';
import { all, run } from '../script.ts';
import { defineStep, type Step } from '../step.ts';
import { backupProgram } from '../templates/backup.ts';
import { affected } from './parts/affected.ts';
import { databaseElsewhere } from './parts/backup-words.ts';
import { gateLimit } from './parts/gate.ts';
import { gateFor, placesOf, versionOf } from './parts/running.ts';

const texts = {
  stop: { en: 'Stop {unit}.', fr: 'Arrêter {unit}.' },
  rename: {
    en: 'Rename the database {live} to {kept}, and {restored} to {live}; the folders of files likewise.',
    fr: 'Renommer la base {live} en {kept}, et {restored} en {live} ; de même pour les dossiers de fichiers.',
  },
  start: { en: 'Start {unit} and judge it.', fr: 'Démarrer {unit} et l’éprouver.' },
  lost: {
    en: 'What was entered since the set was made is no longer there; it is in {kept}, which stays until somebody drops it.',
    fr: 'Ce qui a été saisi depuis que le jeu a été fait n’y est plus ; c’est dans {kept}, qui reste jusqu’à ce que quelqu’un la supprime.',
  },
  none: {
    en: 'Nothing is restored beside the database of {instance}.',
    fr: 'Rien n’est restauré à côté de la base de {instance}.',
  },
  noneTodo: { en: 'Restore a set first.', fr: 'Restaurez d’abord un jeu.' },
  before: {
    en: '{kept} is still there from an earlier time.',
    fr: '{kept} est encore là, d’une fois précédente.',
  },
  beforeTodo: { en: 'Drop or rename it when nobody needs it.', fr: 'Supprimez-la ou renommez-la quand personne n’en a plus besoin.' },
} as const satisfies Readonly<Record<string, Text>>;

export function useRestored(job: BackupJob, server: DatabaseServer): Step {
  const { instance } = job;
  const { port = defaultDatabasePort } = server;
  const { name: live } = databaseLogin(instance);
  const { unit } = pathsOf(instance);
  const { context, unproven } = placesOf(instance);
  return defineStep({
    id: `use-restored:${jobName(job)}`,
    title: { en: 'Use what was restored', fr: 'Utiliser ce qui a été restauré' },
    why: {
      en: 'Renaming takes seconds and can be taken back; what was live stays until it is certain that nobody needs it.',
      fr: 'Renommer prend quelques secondes et peut s’annuler ; ce qui était en service reste jusqu’à ce qu’il soit certain que personne n’en a besoin.',
    },
    controls: ['DB-02'],
    risk: 'restart',
    act: true,
    needs: () => ({ databases: postgresDatabases(port), current: link(context), people: visitors(instance.name) }),
    plan: ({ databases, current, people }, target) => {
      if (server.host !== target.host) return { state: 'blocked', problems: [databaseElsewhere(job, server.host)] };
      const [set] = restoredSets(live, databases);
      if (set === undefined || current.target === undefined) {
        return { state: 'blocked', problems: [{ why: message(texts.none, { instance: instance.name }), todo: message(texts.noneTodo) }] };
      }
      const args = { unit, live, kept: keptName(live, set), restored: restoredName(live, set) };
      if (databases.includes(args.kept)) {
        return { state: 'blocked', problems: [{ why: message(texts.before, args), todo: message(texts.beforeTodo) }] };
      }
      const call = (command: string) => run('python3', '-IB', backupProgram, command, jobName(job), set);
      const start = [run('systemctl', 'reset-failed', unit), run('systemctl', 'start', unit)];
      return {
        state: 'will-change',
        changes: [texts.stop, texts.rename, texts.start].map((text) => ({ kind: 'words', message: message(text, args) })),
        restarts: [unit],
        affects: [...affected(instance, people), message(texts.lost, args)],
        seconds: 180,
        limit: gateLimit,
        change: all(run('touch', unproven), run('systemctl', 'stop', unit), call('use'), ...start),
        verify: all(gateFor(instance, server, versionOf(current.target), target), run('rm', '-f', unproven)),
        undo: all(run('systemctl', 'stop', unit), call('put-back'), ...start),
      };
    },
  });
}
