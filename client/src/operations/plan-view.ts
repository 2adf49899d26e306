/** A plan as a person reads it, in terms that Markdown and a terminal share. */
import { type Locale, type Message, message, render, type Text } from '@dhis2-hosting/server/service';
import { createTwoFilesPatch, OMIT_HEADERS } from 'diff';
import { printable } from './logs/printable.ts';
import { isSettled, type Plan, type PlannedStep, planHash } from './plan.ts';
import type { Change, Risk } from './step.ts';
import { unknownReasons } from './unknown-reasons.ts';

export type PlanView = {
  readonly title: string;
  readonly lines: readonly string[];
  readonly overview: Overview;
  readonly steps: readonly StepView[];
};

/** All steps at a glance. */
export type Overview = { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[]; readonly settled: string };

export type StepView = {
  readonly heading: string;
  readonly title: string;
  readonly state: PlannedStep['state'];
  /** Why it is done; shown for what is still to do. */
  readonly why: string;
  readonly lines: readonly string[];
  /** Unified diffs. */
  readonly patches: readonly { readonly path: string; readonly text: string }[];
};

const texts = {
  title: { en: '{title}: {host}', fr: '{title} : {host}' },
  made: { en: 'Plan {hash}, made {made}.', fr: 'Plan {hash}, établi le {made}.' },
  nothing: { en: 'Nothing to do: all {count} steps are already so.', fr: 'Rien à faire : les {count} étapes sont déjà en place.' },
  empty: {
    en: 'The manifest names nothing on {host} that this is about: a backup or a restore needs a plan under `backups`, a moment one with `method: continuous`, and each is for the host of the instance or of its database.',
    fr: 'Le manifeste ne nomme rien sur {host} que cela concerne : une sauvegarde ou une restauration demande un plan sous `backups`, un instant un plan avec `method: continuous`, et chacun est pour l’hôte de l’instance ou de sa base.',
  },
  will: {
    en: '{changing} of {count} steps will change the host, in about {seconds} s.',
    fr: '{changing} étapes sur {count} modifieront l’hôte, en {seconds} s environ.',
  },
  stopped: {
    en: '{stopped} of {count} steps cannot be planned; what stops them is said below.',
    fr: '{stopped} étapes sur {count} ne peuvent pas être planifiées ; la raison est donnée ci-dessous.',
  },
  heading: { en: '{place}. {title}: {state}', fr: '{place}. {title} : {state}' },
  minutes: {
    en: '{changing} of {count} steps will change the host, in about {minutes} minutes.',
    fr: '{changing} étapes sur {count} modifieront l’hôte, en {minutes} minutes environ.',
  },
  step: { en: 'Step', fr: 'Étape' },
  state: { en: 'State', fr: 'État' },
  time: { en: 'Time', fr: 'Durée' },
  notice: { en: 'What people notice', fr: 'Ce qui se remarque' },
  settled: { en: 'Already so', fr: 'Déjà en place' },
  seconds: { en: '{seconds} s', fr: '{seconds} s' },
  mayLockOut: { en: 'may lock people out; undone unless confirmed', fr: 'l’accès pourrait être coupé ; annulé sans confirmation' },
  newFile: { en: 'New file {path}.', fr: 'Nouveau fichier {path}.' },
  changedFile: { en: 'Changes {path}.', fr: 'Modifie {path}.' },
  restarts: { en: 'Restarts {units}.', fr: 'Redémarre {units}.' },
  risk: { en: 'Risk: {risk}.', fr: 'Risque : {risk}.' },
  noUndo: { en: 'It cannot be undone by itself.', fr: 'Cette étape ne peut pas être annulée automatiquement.' },
  controls: { en: 'Controls of the certification: {list}.', fr: 'Contrôles de la certification : {list}.' },
  problem: { en: '{why} {todo}', fr: '{why} {todo}' },
  unknown: { en: 'Not known: {fact} ({reason}).', fr: 'Inconnu : {fact} ({reason}).' },
} as const satisfies Readonly<Record<string, Text>>;

const states: Readonly<Record<PlannedStep['state'], Text>> = {
  'already-so': { en: 'already so', fr: 'déjà en place' },
  'will-change': { en: 'will change', fr: 'à modifier' },
  blocked: { en: 'blocked', fr: 'impossible en l’état' },
  unknown: { en: 'unknown', fr: 'état inconnu' },
};

const risks: Readonly<Record<Risk, Text>> = {
  safe: { en: 'none', fr: 'aucun' },
  restart: { en: 'a service is away for a moment', fr: 'un service s’interrompt un moment' },
  'lock-out': {
    en: 'it may lock people out; the host undoes it within two minutes unless a new connection confirms it',
    fr: 'des personnes pourraient perdre l’accès ; l’hôte annule l’étape en deux minutes si une nouvelle connexion ne la confirme pas',
  },
  data: { en: 'data', fr: 'les données' },
};

/** `quoted` makes text of a host harmless for whatever the view becomes. */
export function viewPlan(plan: Plan, locale: Locale, quoted: (text: string) => string): PlanView {
  const say = (text: Text, args: Message['args'] = {}): string => render(quotedArgs(message(text, args), quoted), locale);
  const { steps } = plan;
  const changing = steps.filter(({ state }) => state === 'will-change');
  const stopped = steps.filter(({ state }) => state === 'blocked' || state === 'unknown').length;
  const seconds = steps.reduce((sum, step) => sum + (step.state === 'will-change' ? step.seconds : 0), 0);
  const count = steps.length;
  return {
    title: say(texts.title, { title: message(plan.title), host: plan.host }),
    lines: [
      ...(stopped > 0 ? [say(texts.stopped, { stopped, count })] : []),
      ...(changing.length > 0 ? [say(...expected(changing.length, count, seconds))] : []),
      ...(count === 0 ? [say(texts.empty, { host: plan.host })] : []),
      ...(isSettled(plan) ? [say(texts.nothing, { count })] : []),
      say(texts.made, { hash: planHash(plan).slice(0, 12), made: plan.made.replace('T', ' ').replace(/\..*$/, ' UTC') }),
    ],
    overview: {
      head: ['', ...[texts.step, texts.state, texts.time, texts.notice].map((text) => say(text))],
      rows: steps.map((step, index) => overviewRow(step, index + 1, say)),
      settled: say(texts.settled),
    },
    steps: steps.map((step, index) => viewStep(step, index + 1, say)),
  };
}

type SayText = (text: Text, args?: Message['args']) => string;

function expected(changing: number, count: number, seconds: number): [Text, Message['args']] {
  return seconds < 120
    ? [texts.will, { changing, count, seconds }]
    : [texts.minutes, { changing, count, minutes: Math.round(seconds / 60) }];
}

const signs: Readonly<Record<PlannedStep['state'], string>> = { 'already-so': '✓', 'will-change': '●', blocked: '✗', unknown: '?' };

function overviewRow(step: PlannedStep, place: number, say: SayText): readonly string[] {
  const will = step.state === 'will-change' ? step : undefined;
  const units = will === undefined || will.restarts.length === 0 ? [] : [say(texts.restarts, { units: will.restarts.join(', ') })];
  return [
    `${place}`,
    say(step.title),
    unbroken(`${signs[step.state]} ${say(states[step.state])}`),
    will === undefined ? '' : unbroken(say(texts.seconds, { seconds: will.seconds })),
    [...(will !== undefined && step.risk === 'lock-out' ? [say(texts.mayLockOut)] : []), ...units].join(' '),
  ];
}

/** On one line, however narrow the window is. */
function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

function viewStep(step: PlannedStep, place: number, say: SayText): StepView {
  const heading = say(texts.heading, { place, title: message(step.title), state: message(states[step.state]) });
  const notes = step.notes.map(({ text, args }) => say(text, args));
  const changes = step.state === 'will-change' ? step.changes : [];
  return {
    heading,
    title: say(step.title),
    state: step.state,
    why: say(step.why),
    lines: [...linesOf(step, say), ...notes],
    patches: changes.flatMap(patchOf),
  };
}

function linesOf(step: PlannedStep, say: SayText): readonly string[] {
  switch (step.state) {
    case 'already-so':
      return [];
    case 'blocked':
      return step.problems.map(({ why, todo }) => say(texts.problem, { why, todo }));
    case 'unknown':
      return step.unknown.map(({ fact, reason }) => say(texts.unknown, { fact, reason: message(unknownReasons[reason]) }));
    case 'will-change':
      return [
        ...step.changes.map((change) => lineOf(change, say)),
        ...step.affects.map(({ text, args }) => say(text, args)),
        ...(step.restarts.length > 0 ? [say(texts.restarts, { units: step.restarts.join(', ') })] : []),
        ...(step.risk === 'safe' ? [] : [say(texts.risk, { risk: message(risks[step.risk]) })]),
        ...(step.undo ? [] : [say(texts.noUndo)]),
        ...(step.controls.length > 0 ? [say(texts.controls, { list: step.controls.join(', ') })] : []),
      ];
  }
}

function lineOf(change: Change, say: SayText): string {
  if (change.kind === 'words') return say(change.message.text, change.message.args);
  return say(change.before === undefined ? texts.newFile : texts.changedFile, { path: change.path });
}

function patchOf(change: Change): readonly { readonly path: string; readonly text: string }[] {
  if (change.kind === 'words') return [];
  const { path, before = '', after } = change;
  const patch = createTwoFilesPatch(path, path, before, after, undefined, undefined, { context: 3, headerOptions: OMIT_HEADERS });
  // Of a new file, where its only hunk begins is no news.
  const lines = patch.split('\n').filter((line) => !/^@@ -0,0 .* @@$/.test(line));
  return [{ path, text: lines.map(printable).join('\n').trimEnd() }];
}

/** Only what comes in from outside; our own texts may hold marks of Markdown. */
function quotedArgs({ text, args }: Message, quoted: (text: string) => string): Message {
  const entries = Object.entries(args).map(([name, value]) => {
    if (typeof value === 'object') return [name, quotedArgs(value, quoted)] as const;
    return [name, typeof value === 'string' ? quoted(printable(value).replaceAll('\n', '␊')) : value] as const;
  });
  return { text, args: Object.fromEntries(entries) };
}
