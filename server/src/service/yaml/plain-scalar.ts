/** What an unquoted word means, as the `yaml` package has it. */
import { Document, isScalar, type ScalarTag } from 'yaml';

let known: readonly ScalarTag[] | undefined;

/** Those that tell null, truth values and numbers from text. */
function tags(): readonly ScalarTag[] {
  known ??= new Document(null).schema.tags.filter(
    (tag): tag is ScalarTag => !tag.collection && tag.default === true && tag.test !== undefined,
  );
  return known;
}

/** With any other first letter it is text. */
const firstOfOther = /^[-+.~\dnNtTfF]/;

export function plainValue(source: string): unknown {
  if (!firstOfOther.test(source)) return source;
  const tag = tags().find(({ test }) => test?.test(source));
  if (tag === undefined) return source;
  const value: unknown = tag.resolve(source, () => undefined, {});
  return isScalar(value) ? value.value : value;
}
