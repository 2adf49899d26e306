/**
 * What was asked of a project while an item was judged, and what the answers were. A judgement holds until one of them
 * changes, so that a keystroke in a long manifest judges few items again. Answers are compared by the data of the items
 * that they name: these stay the same objects until somebody edits them.
 */
import type { Project } from './project.ts';
import { type Bits, handedOut, isUnchanged, startTouching, stopTouching, type Touching, touchedSince, whatIsTouched } from './sources.ts';

type Question = {
  readonly answer: (project: Project, a: unknown, b: unknown, c: unknown) => unknown;
  readonly a: unknown;
  readonly b: unknown;
  readonly c: unknown;
  /** What it was looked up in. */
  readonly bits: Bits;
  /** What is left of the answer without places and texts. */
  readonly told: unknown;
};

export type Asked = readonly Question[];

/** Undefined while nobody writes down what is asked. */
let asked: Question[] | undefined;

/** Does the work and says what it asked; `undefined` when that cannot be asked again with less effort than doing the work. */
export function whatIsAsked(work: () => void): Asked | undefined {
  const before = asked;
  const own: Question[] = [];
  asked = own;
  try {
    work();
  } finally {
    asked = before;
  }
  return own.some(({ answer }) => answer === unrepeatable) ? undefined : own;
}

/** Makes a question of a function: what it asks on the way does not count, its answer does. Arguments are words or data of items. */
export function question<Words extends readonly [unknown?, unknown?, unknown?], R>(
  answer: (project: Project, ...words: Words) => R,
): (project: Project, ...words: Words) => R {
  const plain = answer as unknown as Question['answer'];
  const ask: Question['answer'] = (project, a, b, c) => {
    const notes = asked;
    if (notes === undefined) return plain(project, a, b, c);
    asked = undefined;
    const before = startTouching();
    try {
      const value = plain(project, a, b, c);
      if (!isNoted(notes, plain, a, b, c)) notes.push({ answer: plain, a, b, c, bits: touchedSince(), told: essence(value) });
      return value;
    } finally {
      stopTouching(before);
      asked = notes;
    }
  };
  return ask as unknown as (project: Project, ...words: Words) => R;
}

function isNoted(notes: Asked, answer: Question['answer'], a: unknown, b: unknown, c: unknown): boolean {
  for (const note of notes) if (note.answer === answer && note.a === a && note.b === b && note.c === c) return true;
  return false;
}

/** The same, for few words that all items ask about: each is answered once. */
export function questionOnce<Word, R>(answer: (project: Project, word: Word) => R): (project: Project, word: Word) => R {
  const known = new WeakMap<Project, Map<Word, Touching<R>>>();
  return question((project: Project, word: Word) => {
    let words = known.get(project);
    if (words === undefined) {
      words = new Map();
      known.set(project, words);
    }
    let found = words.get(word);
    if (found === undefined) {
      found = whatIsTouched(() => answer(project, word));
      words.set(word, found);
    }
    return handedOut(found);
  });
}

/** For what is too much to be compared, such as all items of a list: whoever asks it is judged each time. */
export function askedUnrepeatably(): void {
  asked?.push({ answer: unrepeatable, a: undefined, b: undefined, c: undefined, bits: 0, told: undefined });
}

const unrepeatable = (): undefined => undefined;

/** Whether all answers would be the same now as at that moment (sources.ts). */
export function isAnsweredAlike(project: Project, before: Asked, since: number): boolean {
  for (const { answer, a, b, c, bits, told } of before) {
    if (!isUnchanged(bits, since) && !isAlike(answer(project, a, b, c), told)) return false;
  }
  return true;
}

const isItem = (value: object): value is { readonly fields: object } => 'fields' in value;

function essence(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null) return answer;
  if (Array.isArray(answer)) return answer.map(essence);
  return isItem(answer) ? answer.fields : answer;
}

function isAlike(answer: unknown, told: unknown): boolean {
  if (typeof answer !== 'object' || answer === null) return answer === told;
  if (Array.isArray(answer)) {
    return Array.isArray(told) && told.length === answer.length && answer.every((one, i) => isAlike(one, told[i]));
  }
  return (isItem(answer) ? answer.fields : answer) === told;
}
