/** Records that a script of a fact prints: `key<TAB>value` lines, each record begun by a line with the first key. */

/** Undefined when a line is none of that. A key that comes twice keeps all its values. */
export function readRecords(out: string, first: string): readonly ReadonlyMap<string, readonly string[]>[] | undefined {
  const records: Map<string, string[]>[] = [];
  for (const line of out.split('\n')) {
    if (line === '') continue;
    const at = line.indexOf('\t');
    const [key, value] = [line.slice(0, at), line.slice(at + 1)];
    if (at < 0 || !/^[a-z][a-z-]*$/.test(key)) return undefined;
    if (key === first) records.push(new Map());
    const record = records.at(-1);
    if (record === undefined) return undefined;
    record.set(key, [...(record.get(key) ?? []), value]);
  }
  return records;
}

/** The first value of a key; undefined when it has none. */
export function one(record: ReadonlyMap<string, readonly string[]>, key: string): string | undefined {
  return record.get(key)?.[0] || undefined;
}

/** For the beginning of a snippet: `tell KEY VALUE`, nothing for an empty value, one line whatever is in it. */
export const tell = `
tell() { [ -z "$2" ] || printf '%s\\t%s\\n' "$1" "$(printf %s "$2" | tr '\\000-\\037\\177' '?')"; }
`;
