/** What happens in a run, as lines for a terminal or an output channel. */
import { type Locale, type Message, message, render, type Text } from '@dhis2-hosting/server/service';
import { printable } from '../logs/printable.ts';
import { type Plan, stepsLeft } from '../plan.ts';
import { ansibleText } from '../playbook/ansible-line.ts';
import type { Outcome, Phase, RunResult, StepState } from './run-events.ts';
import type { RunReport } from './watch.ts';

const texts = {
  started: { en: 'The run has begun: {steps} steps.', fr: 'L’exécution a commencé : {steps} étapes.' },
  settled: {
    en: 'An earlier run ended before anybody confirmed a step that may lock people out: that step was undone first.',
    fr: 'Une exécution précédente s’est terminée avant que quiconque confirme une étape pouvant couper l’accès : cette étape a d’abord été annulée.',
  },
  cut: { en: '  … it prints more than is kept.', fr: '  … le reste de la sortie n’est pas conservé.' },
  late: {
    en: '  It took longer than {seconds} s, so it counts as hung and was ended.',
    fr: '  Elle a duré plus de {seconds} s : elle est considérée comme bloquée et a été arrêtée.',
  },
  refused: {
    en: '  Not as the plan saw it: {facts}. Nothing was changed in this step.',
    fr: '  Autre chose que ce que le plan a vu : {facts}. Rien n’a été modifié dans cette étape.',
  },
  confirm: {
    en: '  It may lock people out: a new connection must get in within {seconds} s, or the host undoes it.',
    fr: '  L’accès pourrait être coupé : une nouvelle connexion doit aboutir en {seconds} s, sinon l’hôte annule l’étape.',
  },
  confirmed: { en: '  A new connection got in.', fr: '  Une nouvelle connexion a abouti.' },
  stepEnded: { en: '{step}: {state}', fr: '{step} : {state}' },
  reconnecting: {
    en: 'The link is broken; the run goes on. Next attempt in {seconds} s.',
    fr: 'La liaison est coupée ; l’exécution continue. Prochain essai dans {seconds} s.',
  },
  unproven: {
    en: 'Done: every step of the run is done. {steps} of {all} put back no file, so nothing tells whether all is as it was: plan again to see how the host is.',
    fr: 'Terminé : chaque étape de l’exécution est faite. {steps} sur {all} n’ont remis aucun fichier en place, donc rien ne dit si tout est comme avant : planifiez de nouveau pour voir l’état de l’hôte.',
  },
  left: {
    en: 'Not carried out, because blocked or unknown: {steps} ({count} of {all} steps).',
    fr: 'Non réalisé, car bloqué ou inconnu : {steps} ({count} étapes sur {all}).',
  },
  both: { en: '{end} {left}', fr: '{end} {left}' },
} as const satisfies Readonly<Record<string, Text>>;

const phases: Readonly<Record<Phase, Text>> = {
  change: { en: '  changing', fr: '  modification' },
  verify: { en: '  verifying', fr: '  vérification' },
  undo: { en: '  undoing', fr: '  annulation' },
};

const states: Readonly<Record<StepState, Text>> = {
  done: { en: 'done', fr: 'fait' },
  refused: { en: 'refused, the host has changed', fr: 'refusé, l’hôte a changé' },
  undone: { en: 'failed and undone', fr: 'échec, annulé' },
  failed: { en: 'failed, left half-way', fr: 'échec, laissé à mi-chemin' },
  skipped: { en: 'not begun', fr: 'pas commencé' },
};

const outcomes: Readonly<Record<Outcome, Text>> = {
  done: { en: 'Done: every step of the run is done and verified.', fr: 'Terminé : chaque étape de l’exécution est faite et vérifiée.' },
  'nothing-to-do': { en: 'There was nothing to do.', fr: 'Il n’y avait rien à faire.' },
  undone: {
    en: 'A step did not succeed; what it had changed was put back. The steps before it stay. Look at its output, then make a new plan.',
    fr: 'Une étape n’a pas abouti ; ce qu’elle avait modifié a été remis en place. Les étapes précédentes restent. Lisez sa sortie, puis établissez un nouveau plan.',
  },
  interrupted: {
    en: 'Interrupted. A new plan shows what is left to do.',
    fr: 'Interrompu. Un nouveau plan montre ce qui reste à faire.',
  },
  stuck: {
    en: 'Stuck: a step failed and could not be put back. Look at its output and at the host before anything else; a new plan shows how the host is.',
    fr: 'Bloqué : une étape a échoué et n’a pas pu être annulée. Lisez sa sortie et examinez l’hôte avant toute autre chose ; un nouveau plan montre l’état de l’hôte.',
  },
};

const causes: Readonly<Record<'cancelled' | 'stopped' | 'lost', Text>> = {
  cancelled: {
    en: 'Stopped between two steps, as asked. A new plan shows what is left to do.',
    fr: 'Arrêté entre deux étapes, comme demandé. Un nouveau plan montre ce qui reste à faire.',
  },
  stopped: {
    en: 'The host stopped the run between two steps, most likely to go down. A new plan shows what is left to do.',
    fr: 'L’hôte a arrêté l’exécution entre deux étapes, sans doute pour s’éteindre. Un nouveau plan montre ce qui reste à faire.',
  },
  lost: {
    en: 'The run ended without a word: the host went down, or it was killed. A step may be half-way; a new plan shows what is left to do.',
    fr: 'L’exécution s’est terminée sans un mot : l’hôte s’est arrêté, ou elle a été tuée. Une étape est peut-être à mi-chemin ; un nouveau plan montre ce qui reste à faire.',
  },
};

/** Undefined for what is no news. `titleOf` is what a step is called. */
export function reportText(report: RunReport, locale: Locale, titleOf: (step: string) => Text | undefined): string | undefined {
  const say = (text: Text, args: Message['args'] = {}): string => render(message(text, args), locale);
  const name = (step: string): string => titleOf(step)?.[locale] ?? step;
  switch (report.kind) {
    case 'started':
      return say(texts.started, { steps: report.steps });
    case 'settled':
      return say(texts.settled);
    case 'step':
      return name(report.step);
    case 'phase':
      return say(phases[report.phase]);
    case 'output':
      return outputText(report.text, locale);
    case 'cut':
      return say(texts.cut);
    case 'late':
      return say(texts.late, { seconds: report.seconds });
    case 'refused':
      return say(texts.refused, { facts: printable(report.facts.join(', ')) });
    case 'confirm':
      return say(texts.confirm, { seconds: report.seconds });
    case 'confirmed':
      return say(texts.confirmed);
    case 'step-ended':
      return say(texts.stepEnded, { step: name(report.step), state: message(states[report.state]) });
    case 'link':
      return report.state === 'live' ? undefined : say(texts.reconnecting, { seconds: Math.ceil(report.retryIn / 1000) });
    case 'ended':
      return undefined;
  }
}

/** Undefined for what is no news. */
function outputText(line: string, locale: Locale): string | undefined {
  const ofAnsible = ansibleText(line, locale);
  if (ofAnsible === null) return undefined;
  return `  | ${ofAnsible ?? printable(line)}`;
}

/** How it ended, and what to do; with what its plan could not do, for whoever has the plan. */
export function resultMessage(result: RunResult, plan?: Plan): Message {
  const [end, left] = [endOf(result), plan && leftMessage(plan)];
  return left === undefined ? end : message(texts.both, { end, left });
}

function endOf({ outcome, why, steps }: RunResult): Message {
  if (why !== '') return message(causes[why]);
  const unproven = steps.filter(({ verified }) => verified === false).length;
  if (outcome === 'done' && unproven > 0) return message(texts.unproven, { steps: unproven, all: steps.length });
  return message(outcomes[outcome]);
}

/** Steps of a plan that no run of it carries out; undefined when there are none. */
export function leftMessage(plan: Plan): Message | undefined {
  const left = stepsLeft(plan);
  if (left.length === 0) return undefined;
  const named = (locale: Locale): string => left.map(({ title }) => title[locale]).join(', ');
  const steps = message({ en: named('en'), fr: named('fr') });
  return message(texts.left, { steps, count: left.length, all: plan.steps.length });
}
