/**
 * What is nested too deeply is left out before the `yaml` package makes nodes of it. It reads tokens with a stack of its
 * own, but makes nodes by calling itself, and V8 ends the whole process, beyond any `catch`, when a regular expression
 * is compiled where the stack is nearly used up (`RegExpCompiler Allocation failed`, Node 20 and 22).
 */
import type { CST } from 'yaml';

/** Deeper than what plain-data.ts reads, so that it is still the one that tells. */
const deepest = 100;

type Collection = CST.BlockMap | CST.BlockSequence | CST.FlowCollection;

export function* withoutDepths(tokens: Iterable<CST.Token>): Generator<CST.Token> {
  for (const token of tokens) {
    if (token.type === 'document') cutBelow(token.value);
    yield token;
  }
}

function cutBelow(top: CST.Token | undefined): void {
  let level = collectionsIn([top]);
  for (let depth = 1; level.length > 0; depth++) {
    if (depth === deepest) {
      for (const collection of level) collection.items.length = 0;
      return;
    }
    level = collectionsIn(level.flatMap(({ items }) => (items as readonly CST.CollectionItem[]).flatMap(({ key, value }) => [key, value])));
  }
}

function collectionsIn(tokens: readonly (CST.Token | null | undefined)[]): readonly Collection[] {
  return tokens.filter((token) => token !== null && token !== undefined && isCollection(token));
}

function isCollection(token: CST.Token): token is Collection {
  return token.type === 'block-map' || token.type === 'block-seq' || token.type === 'flow-collection';
}
