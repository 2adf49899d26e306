/** Logs that programs write themselves are turned over each day: those of the proxy, of Tomcat, of the system. */
import { type Message, message, type Text } from '@dhis2-hosting/server/service';
import { aptGet, aptRemove } from '../apt.ts';
import { type LogRotation, logRotation as rotationFact } from '../facts/log-rotation.ts';
import { unitState } from '../facts/unit-state.ts';
import { proxiesOn } from '../hosts/parts.ts';
import { all, run, snippet } from '../script.ts';
import { defineStep, type Target } from '../step.ts';

const timer = 'logrotate.timer';
/** Control DP-04 asks for a stated time; a month is what an incident is looked into. */
const leastDays = 30;

const texts = {
  install: { en: 'Install logrotate.', fr: 'Installer logrotate.' },
  timer: { en: 'Switch on {timer}.', fr: 'Activer {timer}.' },
  short: {
    en: 'Access logs of {program} are kept for {days} days ({file}). Think of {least}.',
    fr: 'Les journaux d’accès de {program} sont gardés {days} jours ({file}). Pensez à {least}.',
  },
  uncovered: {
    en: 'Nothing turns over {list}, so the disk fills up.',
    fr: 'Rien ne fait tourner {list} : le disque finira par se remplir.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export const logRotation = defineStep({
  id: 'log-rotation',
  title: { en: 'Log rotation', fr: 'Rotation des journaux' },
  why: {
    en: 'A log that is never turned over fills the disk, and one that is thrown away too soon does not tell who was there.',
    fr: 'Un journal qui ne tourne jamais remplit le disque, et un journal jeté trop tôt ne dit plus qui est passé.',
  },
  controls: ['DP-04', 'OS-11'],
  risk: 'safe',
  after: ['package-health'],
  needs: () => ({ rotation: rotationFact, state: unitState(timer) }),
  plan: ({ rotation, state }, target) => {
    const notes = notesOn(rotation, target);
    const missing = !rotation.installed;
    const off = !state.enabled || !state.active;
    if (!missing && !off) return { state: 'already-so', notes };
    return {
      state: 'will-change',
      notes,
      changes: [
        ...(missing ? [{ kind: 'words', message: message(texts.install) } as const] : []),
        ...(off ? [{ kind: 'words', message: message(texts.timer, { timer }) } as const] : []),
      ],
      seconds: missing ? 10 : 1,
      change: all(
        ...(missing ? [aptGet('install', '--no-install-recommends', 'logrotate')] : []),
        run('systemctl', 'enable', '--now', timer),
      ),
      verify: snippet('verify', turnsOver, timer),
      undo: all(
        ...(missing ? [aptRemove('logrotate')] : []),
        ...(off && !missing ? [run('systemctl', 'disable', '--now', timer)] : []),
        run('true'),
      ),
    };
  },
});

function notesOn({ large, kept }: LogRotation, target: Target): readonly Message[] {
  const kinds = new Set<string>(proxiesOn(target).map(({ kind }) => (kind === 'apache' ? 'apache2' : kind)));
  const short = kept.filter(({ program, days }) => kinds.has(program) && days < leastDays);
  return [
    ...short.map(({ program, days, file }) => message(texts.short, { program, days, file, least: leastDays })),
    ...(large.length > 0 ? [message(texts.uncovered, { list: large.join(', ') })] : []),
  ];
}

/** The settings of all packages are read without a complaint, and the timer waits. */
const turnsOver = `
systemctl --quiet is-active "$1"
systemctl --quiet is-enabled "$1"
logrotate --debug /etc/logrotate.conf > /dev/null 2>&1
`;
