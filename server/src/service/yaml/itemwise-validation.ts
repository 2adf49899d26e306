/**
 * Validates a document without the items that are known to fit: those that an edit did not touch are the same objects as
 * before. What is left out must be of no matter to the rest, so no list of the first level may have a keyword besides
 * `items`; test/service/manifest/itemwise.test.ts holds the schema to that, and compares with whole validations.
 */
import type { ReadPart } from './parse.ts';
import type { SchemaViolation, Validate } from './schema-document.ts';

export type ViolationsOf = (part: ReadPart) => readonly SchemaViolation[];

export function createItemwise(validate: Validate): ViolationsOf {
  const all = (data: unknown) => (validate(data) ? [] : (validate.errors ?? []));

  return ({ data, lists }) => {
    if (lists === undefined || lists.size === 0) return all(data);
    const rest: { [name: string]: unknown } = { ...(data as object) };
    const asked = new Map<string, readonly number[]>();
    for (const [name, items] of lists) {
      const numbers: number[] = [];
      for (let i = 0; i < items.length; i++) if (items[i]?.fits !== name) numbers.push(i);
      asked.set(name, numbers);
      rest[name] = numbers.map((i) => items[i]?.data);
    }
    const found = all(rest).map((violation) => renumbered(violation, asked));
    const broken = new Set(found.map(({ instancePath }) => itemPath(instancePath)));
    for (const [name, numbers] of asked) {
      const items = lists.get(name) ?? [];
      for (const i of numbers) {
        const item = items[i];
        if (item !== undefined && (broken.size === 0 || !broken.has(`/${name}/${i}`))) item.fits = name;
      }
    }
    return found;
  };
}

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
