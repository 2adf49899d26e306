/** The host calls the heartbeat of the manifest as long as it is well, so that its silence is heard. */
import { type HostingManifest, type Message, message, type Text } from '@dhis2-hosting/server/service';
import { file } from '../facts/file.ts';
import { secretAddress } from '../facts/secret-address.ts';
import { unitState } from '../facts/unit-state.ts';
import { backupJobsOn, lateAfterHours, setsFolder } from '../hosts/backups.ts';
import { offSiteLateHours, offSiteMarker, targetsOf } from '../hosts/off-site.ts';
import { proxiesOn } from '../hosts/parts.ts';
import { all, run, snippet } from '../script.ts';
import { restoreFile, writeSecretFile } from '../script-files.ts';
import { defineStep, type Problem, type SecretToGive, type Target } from '../step.ts';
import {
  type Watched,
  watchConf,
  watchConfFile,
  watchProgram,
  watchScript,
  watchTimer,
  watchTimerFile,
  watchUnit,
  watchUnitFile,
} from '../templates/watch.ts';
import { certificatePaths } from './certificate.ts';
import { disableNew } from './parts/disable-new.ts';
import { staleFiles } from './parts/file-change.ts';
import { startTimer } from './parts/timer.ts';

const unitPath = `/etc/systemd/system/${watchUnit}`;
const timerPath = `/etc/systemd/system/${watchTimer}`;
/** Where the address is, unless the manifest names another file of the host. */
const usualFile = '/etc/dhis2-hosting/heartbeat';

const texts = {
  none: {
    en: 'The plan has no heartbeat (`monitoring`), so nobody is told when this host falls silent.',
    fr: 'Le plan n’a pas de battement (`monitoring`) ; personne n’est donc prévenu si cet hôte se tait.',
  },
  starts: {
    en: 'Look at the host every five minutes, and send a test now.',
    fr: 'Examiner l’hôte toutes les cinq minutes, et envoyer un essai maintenant.',
  },
  withholds: {
    en: 'The heartbeat stops when a disk is 90 % full, a unit has failed, a certificate ends within 21 days or is not the one that the site shows, a backup or its copy off site is late or a restart has been due for 14 days.',
    fr: 'Le battement cesse quand un disque est plein à 90 %, qu’une unité a échoué, qu’un certificat prend fin sous 21 jours ou n’est pas celui que montre le site, qu’une sauvegarde ou sa copie hors site tarde ou qu’un redémarrage est attendu depuis 14 jours.',
  },
  missing: {
    en: '{path} is not on the host. It holds the address of the heartbeat.',
    fr: '{path} n’est pas sur l’hôte. Ce fichier contient l’adresse du battement.',
  },
  given: {
    en: 'Keep the address of the heartbeat in {path}, for root only. It is taken from {from} and is in no list of processes.',
    fr: 'Garder l’adresse du battement dans {path}, pour root seulement. Elle vient de {from} et n’apparaît dans aucune liste de processus.',
  },
  env: { en: 'the variable {name} of the environment here', fr: 'la variable d’environnement {name}, ici' },
  store: { en: 'the secret {name} that you are asked for', fr: 'le secret {name}, qui vous est demandé' },
  what: { en: 'Address of the heartbeat', fr: 'Adresse du battement' },
  missingTodo: {
    en: 'Put the address there, one line, for root only: `sudo install -m 600 /dev/stdin {path}`.',
    fr: 'Écrivez-y l’adresse, sur une ligne, pour root seulement : `sudo install -m 600 /dev/stdin {path}`.',
  },
  unusable: { en: '{path} does not hold one web address.', fr: '{path} ne contient pas une adresse web.' },
  unusableTodo: {
    en: 'One line is wanted, with `https://` at its beginning.',
    fr: 'Une seule ligne est attendue, commençant par `https://`.',
  },
  open: { en: 'Others on the host can read {path} (mode {mode}).', fr: 'D’autres sur l’hôte peuvent lire {path} (mode {mode}).' },
  openTodo: {
    en: '`sudo chmod 600 {path}`; get another address if somebody may have seen it.',
    fr: '`sudo chmod 600 {path}` ; changez d’adresse si quelqu’un a pu la voir.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export const watch = defineStep({
  id: 'watch',
  title: { en: 'Watch and heartbeat', fr: 'Surveillance et battement' },
  why: {
    en: 'A server that dies sends no mail. Somebody outside has to notice that it no longer calls.',
    fr: 'Un serveur qui meurt n’envoie pas de courriel. Il faut que quelqu’un, dehors, remarque qu’il n’appelle plus.',
  },
  controls: ['OS-11'],
  risk: 'safe',
  after: ['package-health'],
  needs: ({ manifest }) => ({
    address: secretAddress(addressFile(manifest)),
    timer: unitState(watchTimer),
    conf: file(watchConfFile),
    program: file(watchProgram),
    unit: file(unitPath),
    schedule: file(timerPath),
  }),
  plan: ({ address, timer, conf, program, unit, schedule }, target) => {
    if (target.manifest.monitoring?.heartbeat === undefined) return { state: 'already-so', notes: [message(texts.none)] };
    const path = addressFile(target.manifest);
    const given = secretOf(target.manifest);
    const takes = given !== undefined && (address.kind === 'missing' || !address.usable);
    const problems = takes ? [] : problemsOf(address, path);
    if (problems.length > 0) return { state: 'blocked', problems };
    const files = staleFiles(
      { path: watchConfFile, now: conf, content: watchConf(watchedOn(target, path)), mode: '644' },
      { path: watchProgram, now: program, content: watchScript, mode: '755' },
      { path: unitPath, now: unit, content: watchUnitFile, mode: '644' },
      { path: timerPath, now: schedule, content: watchTimerFile, mode: '644' },
    );
    if (files.count === 0 && !takes && timer.enabled && timer.active) return { state: 'already-so' };
    return {
      state: 'will-change',
      ...(takes ? { secrets: [given] } : {}),
      changes: [
        ...(takes ? [{ kind: 'words', message: message(texts.given, { path, from: placeOf(given) }) } as const] : []),
        ...files.changes,
        { kind: 'words', message: message(texts.starts) },
      ],
      affects: [message(texts.withholds)],
      seconds: 5,
      change: all(
        ...(takes ? [writeSecretFile({ path, credential: given.credential, mode: '600' })] : []),
        ...files.write,
        ...startTimer(watchTimer),
      ),
      verify: snippet('verify', calls, watchTimer, watchProgram),
      undo: all(
        disableNew(timerPath, watchTimer),
        ...(takes ? [restoreFile(path)] : []),
        ...files.restore,
        run('systemctl', 'daemon-reload'),
      ),
    };
  },
});

/** Where the secret is for people does not help the host, which has to have it as a file. */
function addressFile({ monitoring }: HostingManifest): string {
  return monitoring?.heartbeat?.hostFile ?? usualFile;
}

/** What is not on the host yet comes from here; a file of the host is made by hand. */
function secretOf({ monitoring }: HostingManifest): SecretToGive | undefined {
  const { env, store } = monitoring?.heartbeat ?? {};
  const base = { credential: 'heartbeat', what: message(texts.what) };
  if (env !== undefined) return { ...base, from: { env } };
  return store === undefined ? undefined : { ...base, from: { store } };
}

function placeOf({ from }: SecretToGive): Message {
  return 'env' in from ? message(texts.env, { name: from.env }) : message(texts.store, { name: from.store });
}

function problemsOf(
  address: { readonly kind: string; readonly mode?: string; readonly usable?: boolean },
  path: string,
): readonly Problem[] {
  const problem = (why: Text, todo: Text, args: Message['args']): readonly Problem[] => [
    { why: message(why, args), todo: message(todo, args) },
  ];
  if (address.kind === 'missing') return problem(texts.missing, texts.missingTodo, { path });
  if (address.usable !== true) return problem(texts.unusable, texts.unusableTodo, { path });
  return /0$/.test(address.mode ?? '') ? [] : problem(texts.open, texts.openTodo, { path, mode: address.mode ?? '' });
}

function watchedOn(target: Target, address: string): Watched {
  const sites = proxiesOn(target)
    .filter(({ tls }) => tls?.mode !== 'none')
    .map((proxy) => ({ names: proxy.serverNames, certificate: certificatePaths(proxy).certificate }));
  return {
    address,
    certificates: sites.map(({ certificate }) => certificate),
    sites: sites.flatMap(({ names, certificate }) => names.map((name) => ({ name, certificate }))),
    backups: backupJobsOn(target).flatMap((job) => {
      const hours = lateAfterHours(job.plan);
      return hours === undefined || job.plan.method === 'continuous' ? [] : [{ folder: setsFolder(job), hours }];
    }),
    copies: backupJobsOn(target).flatMap((job) => {
      const hours = offSiteLateHours(job.plan);
      return hours === undefined || targetsOf(job.plan, target.manifest).length === 0 ? [] : [{ file: offSiteMarker(job), hours }];
    }),
  };
}

/** A test arrives whatever the state of the host is. */
const calls = `
systemctl --quiet is-active "$1"
"$2" --test
`;
