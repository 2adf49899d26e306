/**
 * What was asked of a project while an item was judged, and what the answers were. A judgement holds until one of them
 * changes, so that a keystroke in a long manifest judges few items again. Answers are compared by the data of the items
 * that they name: these stay the same objects until somebody edits them.
 */
import type { Project } from './project.ts';

type Question = {
  readonly answer: (project: Project, a: never, b: never) => unknown;
  readonly a: unknown;
  readonly b: unknown;
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
export function question<Words extends readonly [unknown?, unknown?], R>(
  answer: (project: Project, ...words: Words) => R,
): (project: Project, ...words: Words) => R {
  const plain = answer as unknown as Question['answer'];
  const ask = (project: Project, a: never, b: never): unknown => {
    const notes = asked;
    if (notes === undefined) return plain(project, a, b);
    asked = undefined;
    try {
      const result = plain(project, a, b);
      const isNew = !notes.some((one) => one.answer === plain && one.a === a && one.b === b);
      if (isNew) notes.push({ answer: plain, a, b, told: essence(result) });
      return result;
    } finally {
      asked = notes;
    }
  };
  return ask as unknown as (project: Project, ...words: Words) => R;
}

/** For what is too much to be compared, such as all items of a list: whoever asks it is judged each time. */
export function askedUnrepeatably(): void {
  asked?.push({ answer: unrepeatable, a: undefined, b: undefined, told: undefined });
}

const unrepeatable = (): undefined => undefined;

/** Whether all answers would be the same today. */
export function isAnsweredAlike(project: Project, before: Asked): boolean {
  for (const { answer, a, b, told } of before) {
    if (!isAlike(answer(project, a as never, b as never), told)) return false;
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
