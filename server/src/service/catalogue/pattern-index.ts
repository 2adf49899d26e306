/**
 * Finds the row of a key such as `oidc.provider.keycloak.client_id` among the pattern rows. Asked for every such key of
 * a file; the last part of the key picks the few rows worth trying.
 */
import type { KeyMatch, KeyRow } from './catalogue.ts';

export type PatternIndex = { lookup(key: string): KeyMatch | undefined };

type Pattern = { readonly row: KeyRow; readonly names: readonly string[]; readonly expression: () => RegExp };

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
  return {
    lookup(key) {
      const candidates = byEnd.get(lastPart(key));
      return (candidates && firstMatch(candidates, key)) ?? firstMatch(openEnd, key);
    },
  };
}

function firstMatch(patterns: readonly Pattern[], key: string): KeyMatch | undefined {
  for (const pattern of patterns) if (pattern.expression().test(key)) return new PatternMatch(pattern, key);
  return undefined;
}

/** Of the thousands of keys that match, few are asked what stands for the placeholders. */
class PatternMatch implements KeyMatch {
  readonly row: KeyRow;
  private readonly pattern: Pattern;
  private readonly key: string;

  constructor(pattern: Pattern, key: string) {
    this.row = pattern.row;
    this.pattern = pattern;
    this.key = key;
  }

  get placeholders(): { readonly [name: string]: string } {
    const parts = this.pattern.expression().exec(this.key);
    const placeholders: { [name: string]: string } = {};
    for (const [index, name] of this.pattern.names.entries()) placeholders[name] = parts?.[index + 1] ?? '';
    return placeholders;
  }
}

function placeholderNames(key: string): readonly string[] {
  return [...key.matchAll(/<(\w+)>/g)].map((match) => match[1] ?? '');
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
