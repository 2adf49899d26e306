/**
 * Validates a document without the items that are known to fit: those that an edit did not touch are the same objects as
 * before. What is left out must be of no matter to the rest, so no list of the first level may have a keyword besides
 * `items`; test/service/manifest/itemwise.test.ts holds the schema to that, and compares with whole validations.
 */
import type { ReadPart } from './parse.ts';
import type { SchemaViolation, Validate } from './schema-document.ts';

export type ViolationsOf = (part: ReadPart) => readonly SchemaViolation[];

export function createItemwise(validate: Validate): ViolationsOf {
  /** By the name of their list: what fits one list need not fit another, and a list is given another name in one keystroke. */
  const fitting = new Map<string, WeakSet<object>>();
  const all = (data: unknown) => (validate(data) ? [] : (validate.errors ?? []));

  return ({ data, lists }) => {
    if (lists === undefined || lists.size === 0) return all(data);
    const rest: { [name: string]: unknown } = { ...(data as object) };
    const asked = new Map<string, readonly number[]>();
    for (const [name, items] of lists) {
      const known = fitting.get(name);
      const numbers: number[] = [];
      for (const [i, { data: item }] of items.entries()) if (!isGroup(item) || known?.has(item) !== true) numbers.push(i);
      asked.set(name, numbers);
      rest[name] = numbers.map((i) => items[i]?.data);
    }
    const found = all(rest).map((violation) => renumbered(violation, asked));
    const broken = new Set(found.map(({ instancePath }) => itemPath(instancePath)));
    for (const [name, numbers] of asked) {
      const known = fitting.get(name) ?? new WeakSet();
      fitting.set(name, known);
      for (const i of numbers) {
        const item = lists.get(name)?.[i]?.data;
        if (isGroup(item) && !broken.has(`/${name}/${i}`)) known.add(item);
      }
    }
    return found;
  };
}

const isGroup = (value: unknown): value is object => typeof value === 'object' && value !== null;

const itemPattern = /^\/([^/]+)\/(\d+)/;

/** `/hosts/3` of `/hosts/3/name`. */
export function itemPath(instancePath: string): string | undefined {
  return itemPattern.exec(instancePath)?.[0];
}

/** The number that the item has among all of its list. */
function renumbered(violation: SchemaViolation, asked: ReadonlyMap<string, readonly number[]>): SchemaViolation {
  const [start = '', list = '', number] = itemPattern.exec(violation.instancePath) ?? [];
  const actual = asked.get(list)?.[Number(number)];
  return actual === undefined
    ? violation
    : { ...violation, instancePath: `/${list}/${actual}${violation.instancePath.slice(start.length)}` };
}
