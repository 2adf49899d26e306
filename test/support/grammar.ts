/** Runs a TextMate grammar in the editor's own engine and compares with scopes drawn under a text. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

export type Grammar = textmate.IGrammar;

const root = new URL('../../', import.meta.url);
let engine: Promise<textmate.IOnigLib> | undefined;

async function loadEngine(): Promise<textmate.IOnigLib> {
  await oniguruma.loadWASM(readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm')));
  return {
    createOnigScanner: (patterns) => oniguruma.createOnigScanner(patterns),
    createOnigString: (text) => oniguruma.createOnigString(text),
  };
}

/** `file` is relative to the root of the repository. */
export async function loadGrammar(file: string): Promise<Grammar> {
  engine ??= loadEngine();
  const raw = textmate.parseRawGrammar(readFileSync(new URL(file, root), 'utf8'), file);
  const registry = new textmate.Registry({ onigLib: engine, loadGrammar: async () => raw });
  const grammar = await registry.loadGrammar(raw.scopeName);
  assert.ok(grammar, file);
  return grammar;
}

/** The scopes of each character of each line. */
function scopesOf(grammar: Grammar, lines: readonly string[]): readonly (readonly (readonly string[])[])[] {
  let state = textmate.INITIAL;
  return lines.map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    const scopes: (readonly string[])[] = [];
    for (const token of tokens) for (let at = token.startIndex; at < Math.min(token.endIndex, line.length); at++) scopes.push(token.scopes);
    return scopes;
  });
}

/**
 * A drawing has lines of text, `| text`, and below each what is expected of it, `> ^^^^ scope -scope`: every character
 * above a caret carries a scope that begins so, or with a minus carries none. A scope given without minus must also
 * end where the carets end.
 */
export function assertScopes(grammar: Grammar, drawing: string): void {
  const rows = drawing.split('\n').filter((row) => row.trim() !== '');
  const lines = rows.filter((row) => row.startsWith('|')).map((row) => row.slice(2));
  const scopes = scopesOf(grammar, lines);
  let expectations = 0;
  let line = -1;
  for (const row of rows) {
    if (row.startsWith('|')) line++;
    else {
      expectations++;
      assertRow(lines[line] ?? '', scopes[line] ?? [], row);
    }
  }
  assert.ok(expectations > 0, 'a drawing without expectations');
}

function assertRow(text: string, scopes: readonly (readonly string[])[], row: string): void {
  const match = /^>( +)(\^+) +(\S.*)$/.exec(row);
  assert.ok(match, `not an expectation: ${row}`);
  const [, margin = '', carets = '', names = ''] = match;
  const start = margin.length - 1;
  const end = start + carets.length;
  assert.ok(end <= text.length, `carets behind the end of ${JSON.stringify(text)}`);
  const has = (at: number, name: string) => (scopes[at] ?? []).some((scope) => scope === name || scope.startsWith(`${name}.`));
  for (const name of names.trim().split(/\s+/)) {
    const wanted = !name.startsWith('-');
    const scope = wanted ? name : name.slice(1);
    const about = `${JSON.stringify(text)}\n${row}\nhas ${JSON.stringify(scopes[start])}`;
    for (let at = start; at < end; at++) assert.equal(has(at, scope), wanted, about);
    if (wanted) assert.ok(!(has(start - 1, scope) || has(end, scope)), `wider than drawn: ${about}`);
  }
}
