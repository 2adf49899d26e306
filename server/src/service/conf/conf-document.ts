/** A parsed `dhis.conf` with what the catalogue says of each line. */
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { PropertiesFile } from '../properties/ast.ts';
import { parseProperties, serverValue } from '../properties/parser.ts';
import type { ConfEntry } from '../rules/context.ts';
import { createLineIndex, type LineIndex } from '../text/lines.ts';

export type ConfDocument = {
  readonly text: string;
  readonly file: PropertiesFile;
  readonly entries: readonly ConfEntry[];
  readonly lines: LineIndex;
  /** The entry that counts for each key: the last one. Built at the first question, for all rules and features. */
  winners(): ReadonlyMap<string, ConfEntry>;
};

export function readConf(text: string, catalogue: Catalogue): ConfDocument {
  const file = parseProperties(text);
  const entries = file.entries.map((entry) => ({
    entry,
    key: entry.key.cooked,
    value: serverValue(entry.value),
    match: catalogue.lookup(entry.key.cooked),
  }));
  let winners: ReadonlyMap<string, ConfEntry> | undefined;
  return {
    text,
    file,
    entries,
    lines: createLineIndex(text),
    winners: () => {
      winners ??= new Map(entries.map((entry) => [entry.key, entry]));
      return winners;
    },
  };
}
