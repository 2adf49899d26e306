/**
 * Finds the row of a key such as `oidc.provider.keycloak.client_id` among the pattern rows. Asked for every such key
 * at every keystroke, so answers are remembered, and the last part of the key picks the few rows worth trying.
 */
import type { KeyMatch, KeyRow } from './catalogue.ts';

export type PatternIndex = { lookup(key: string): KeyMatch | undefined };

type Pattern = { readonly row: KeyRow; readonly names: readonly string[]; readonly expression: () => RegExp };

/** Answers remembered at most; a file of 50,000 lines fits, and somebody typing a key does not fill the memory. */
const mostRemembered = 65_536;

export function createPatternIndex(rows: readonly KeyRow[]): PatternIndex {
  const byEnd = new Map<string, Pattern[]>();
  const openEnd: Pattern[] = [];
  for (const row of rows) {
    if (row.regex === undefined) continue;
    const pattern: Pattern = { row, names: placeholderNames(row.key), expression: lazily(row.regex) };
    const end = lastPart(row.key);
    if (end.includes('<')) openEnd.push(pattern);
    else byEnd.set(end, [...(byEnd.get(end) ?? []), pattern]);
  }
  const find = (key: string) => {
    const candidates = byEnd.get(lastPart(key));
    return (candidates && firstMatch(candidates, key)) ?? firstMatch(openEnd, key);
  };
  const remembered = new Map<string, KeyMatch | undefined>();
  return {
    lookup(key) {
      const known = remembered.get(key);
      if (known !== undefined || remembered.has(key)) return known;
      if (remembered.size >= mostRemembered) remembered.clear();
      const found = find(key);
      remembered.set(key, found);
      return found;
    },
  };
}

function placeholderNames(key: string): readonly string[] {
  return [...key.matchAll(/<(\w+)>/g)].map((match) => match[1] ?? '');
}

function firstMatch(patterns: readonly Pattern[], key: string): KeyMatch | undefined {
  for (const { row, names, expression } of patterns) {
    const match = expression().exec(key);
    if (match !== null) return { row, placeholders: Object.fromEntries(names.map((name, i) => [name, match[i + 1] ?? ''])) };
  }
  return undefined;
}

function lazily(source: string): () => RegExp {
  let expression: RegExp | undefined;
  return () => {
    expression ??= new RegExp(source);
    return expression;
  };
}

function lastPart(key: string): string {
  return key.slice(key.lastIndexOf('.') + 1);
}
