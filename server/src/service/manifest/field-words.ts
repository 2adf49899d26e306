/** What the schema calls a field, for a sentence. */
import { type Message, message } from '../messages.ts';
import { type Path, schemaAt } from '../yaml/schema-walk.ts';
import { manifestSchema } from './manifest-schema.ts';

export function titleInWords(path: Path): Message {
  const node = schemaAt(manifestSchema(), path);
  const en = node?.title ?? String(path.at(-1));
  return message({ en, fr: node?.['x-title-fr'] ?? en });
}

/** Fields that a group may have, in the order of the schema. */
export function fieldNames(path: Path): readonly string[] {
  return Object.keys(schemaAt(manifestSchema(), path)?.properties ?? {});
}
