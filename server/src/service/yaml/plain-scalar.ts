/** What an unquoted word means, as the `yaml` package has it. */
import { Document, isScalar, type ScalarTag } from 'yaml';

type Tags = {
  /** Those that tell null, truth values and numbers from text. */
  readonly all: readonly ScalarTag[];
  /** Matches what one of them does, in one search. */
  readonly any: RegExp;
};

let known: Tags | undefined;

function tags(): Tags {
  if (known === undefined) {
    const all = new Document(null).schema.tags.filter(
      (tag): tag is ScalarTag => !tag.collection && tag.default === true && tag.test !== undefined,
    );
    known = { all, any: new RegExp(all.map(({ test }) => test?.source).join('|')) };
  }
  return known;
}

export function plainValue(source: string): unknown {
  const { all, any } = tags();
  if (!any.test(source)) return source;
  const tag = all.find(({ test }) => test?.test(source));
  if (tag === undefined) return source;
  const value: unknown = tag.resolve(source, () => undefined, {});
  return isScalar(value) ? value.value : value;
}
