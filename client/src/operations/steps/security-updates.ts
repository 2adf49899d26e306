/** Security updates that install themselves, in the maintenance window, without a restart of the host or another PostgreSQL. */
import { message, type Text } from '@dhis2-hosting/server/service';
import { aptGet, aptRemove } from '../apt.ts';
import { file } from '../facts/file.ts';
import { type OsRelease, osRelease } from '../facts/os-release.ts';
import { packages } from '../facts/packages.ts';
import { type UpdateSettings, updateSettings } from '../facts/update-settings.ts';
import { all, run, type Script, snippet } from '../script.ts';
import { restoreFile, writeFile } from '../script-files.ts';
import { type Change, defineStep, type Target } from '../step.ts';
import { needrestartConf } from '../templates/needrestart-conf.ts';
import { securityUpdatesConf, updateTimerConf, wantedLists, wantedValues } from '../templates/security-updates.ts';
import { fileChange, isFile } from './parts/file-change.ts';

const tool = 'unattended-upgrades';
const timers = ['apt-daily.timer', 'apt-daily-upgrade.timer'];

/** Read after those that the packages bring (`20auto-upgrades`, `50unattended-upgrades`): of a value, the last one counts. */
const settings = '/etc/apt/apt.conf.d/60-dhis2-hosting';
const calendar = '/etc/systemd/system/apt-daily-upgrade.timer.d/60-dhis2-hosting.conf';
const restarts = '/etc/needrestart/conf.d/60-dhis2-hosting.conf';

const texts = {
  install: { en: 'Install {list}.', fr: 'Installer {list}.' },
  timers: { en: 'Switch on {list}.', fr: 'Activer {list}.' },
  database: {
    en: 'A security update of PostgreSQL restarts it; instances of DHIS2 are not restarted.',
    fr: 'Une mise à jour de sécurité de PostgreSQL le redémarre ; les instances DHIS2 ne sont pas redémarrées.',
  },
  anyHour: {
    en: 'Updates come at the hour of the distribution, about six in the morning: the plan has no maintenance window.',
    fr: 'Les mises à jour arrivent à l’heure de la distribution, vers six heures du matin : le plan n’a pas de plage de maintenance.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export const securityUpdates = defineStep({
  id: 'security-updates',
  title: { en: 'Security updates', fr: 'Mises à jour de sécurité' },
  why: {
    en: 'Holes that are known are used within days. Fixes must come on their own, but a restart of the host or another major version of PostgreSQL must not.',
    fr: 'Les failles connues sont exploitées en quelques jours. Les correctifs doivent venir d’eux-mêmes, mais pas un redémarrage de l’hôte ni une autre version majeure de PostgreSQL.',
  },
  controls: ['OS-09'],
  risk: 'safe',
  after: ['package-health'],
  needs: () => ({
    os: osRelease,
    installed: packages(tool, 'needrestart'),
    inForce: updateSettings,
    settingsNow: file(settings),
    calendarNow: file(calendar),
    restartsNow: file(restarts),
  }),
  plan: ({ os, installed, inForce, settingsNow, calendarNow, restartsNow }, target) => {
    const files = [
      { path: settings, content: securityUpdatesConf(os.id), now: settingsNow, isSo: isInForce(inForce, os) },
      ...fileIf(calendar, updateTimerConf(target), calendarNow),
      ...fileIf(restarts, installed.has('needrestart') ? needrestartConf : undefined, restartsNow),
    ].filter(({ isSo }) => !isSo);
    const missing = installed.has(tool) ? [] : [tool];
    const off = timers.filter((timer) => !inForce.timers.has(timer));
    const notes = hasWindow(target) ? [] : [message(texts.anyHour)];
    if (files.length + missing.length + off.length === 0) return { state: 'already-so', notes };
    const words = (list: readonly string[], text: Text): readonly Change[] =>
      list.length > 0 ? [{ kind: 'words', message: message(text, { list: list.join(', ') }) }] : [];
    const reload = run('systemctl', 'daemon-reload');
    return {
      state: 'will-change',
      notes,
      changes: [
        ...words(missing, texts.install),
        ...files.map(({ path, now, content }) => fileChange(path, now, content)),
        ...words(off, texts.timers),
      ],
      affects: [message(texts.database)],
      seconds: 15 + 10 * missing.length,
      change: all(
        ...scriptIf(missing.length > 0, aptGet('install', '--no-install-recommends', ...missing)),
        ...files.map(({ path, content }) => writeFile({ path, content, mode: '644' })),
        reload,
        ...scriptIf(off.length > 0, run('systemctl', 'enable', '--now', ...off)),
      ),
      verify: snippet('verify', works, ...Object.entries(wantedValues).map(([name, value]) => `${name} "${value}";`)),
      undo: all(
        ...scriptIf(off.length > 0, run('systemctl', 'disable', '--now', ...off)),
        ...files.map(({ path }) => restoreFile(path)),
        reload,
        ...scriptIf(missing.length > 0, aptRemove(...missing)),
      ),
    };
  },
});

function hasWindow({ manifest }: Target): boolean {
  return manifest.maintenance?.window !== undefined;
}

function fileIf(path: string, content: string | undefined, now: Parameters<typeof isFile>[0]) {
  return content === undefined ? [] : [{ path, content, now, isSo: isFile(now, { content, mode: '644' }) }];
}

function scriptIf(wanted: boolean, script: Script): readonly Script[] {
  return wanted ? [script] : [];
}

/** Whoever wrote it: what counts is what apt reads in the end. */
function isInForce({ values, lists }: UpdateSettings, { id }: OsRelease): boolean {
  const right = Object.entries(wantedValues).every(([name, value]) => values.get(name) === value);
  return right && wantedLists(id).every(([name, entries]) => entries.every((entry) => lists.get(name)?.includes(entry)));
}

/** The settings are in force, the timers wait, and a dry run gets through. */
const works = `
for line; do
  apt-config dump | grep -qxF "$line"
done
systemctl --quiet is-active apt-daily.timer apt-daily-upgrade.timer
unattended-upgrade --dry-run
`;
