/**
 * Nodes of the `yaml` package made without its constructors, which define the kind of each node anew and take ten times
 * as long as all else that is done for a node. They are nodes like any other to the package's own functions.
 */
import { type Node, Pair, type ParsedNode, type Range, Scalar, YAMLMap, YAMLSeq } from 'yaml';

/** The package knows nodes by a property with this symbol. */
const [kind] = Object.getOwnPropertySymbols(new Scalar(null));

/** Instances then inherit all that a node made by the package has. */
export function adopt(quick: { readonly prototype: object }, sample: object): void {
  Object.setPrototypeOf(quick.prototype, Object.getPrototypeOf(sample));
  if (kind !== undefined) Object.defineProperty(quick.prototype, kind, { value: (sample as { [symbol: symbol]: unknown })[kind] });
}

class QuickScalar {
  value: unknown;
  range: Range;
  source: string;
  type: Scalar.Type;

  constructor(value: unknown, source: string, type: Scalar.Type, range: Range) {
    this.value = value;
    this.range = range;
    this.source = source;
    this.type = type;
  }
}
adopt(QuickScalar, new Scalar(null));

class QuickPair {
  key: Node;
  value: Node | null;

  constructor(key: Node, value: Node | null) {
    this.key = key;
    this.value = value;
  }
}
adopt(QuickPair, new Pair(null));

class QuickMap {
  items: readonly Pair[];
  range: Range;

  constructor(items: readonly Pair[], range: Range) {
    this.items = items;
    this.range = range;
  }
}
adopt(QuickMap, new YAMLMap());

class QuickSeq {
  items: readonly Node[];
  range: Range;

  constructor(items: readonly Node[], range: Range) {
    this.items = items;
    this.range = range;
  }
}
adopt(QuickSeq, new YAMLSeq());

export function quickScalar(value: unknown, source: string, type: Scalar.Type, range: Range): Scalar.Parsed {
  return new QuickScalar(value, source, type, range) as unknown as Scalar.Parsed;
}

export function quickPair(key: Node, value: Node | null): Pair<ParsedNode, ParsedNode | null> {
  return new QuickPair(key, value) as unknown as Pair<ParsedNode, ParsedNode | null>;
}

export function quickMap(items: readonly Pair[], range: Range): YAMLMap.Parsed {
  return new QuickMap(items, range) as unknown as YAMLMap.Parsed;
}

export function quickSeq(items: readonly Node[], range: Range): YAMLSeq.Parsed {
  return new QuickSeq(items, range) as unknown as YAMLSeq.Parsed;
}
