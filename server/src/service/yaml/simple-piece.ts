/**
 * A field or an item of a list that is written as nearly all are: names and values on lines of their own, values in one
 * line, no anchors, tags or block text. It takes a thirtieth of the time that the `yaml` package takes and makes the same
 * nodes; test/service/yaml/pieces.test.ts holds it to that. Of anything else it says `undefined`, and the package is asked.
 */
import { isMap, isSeq, type Node, type Pair, type Range, YAMLMap } from 'yaml';
import { adopt } from './quick-nodes.ts';
import { readSimply, SimpleReader } from './simple-block.ts';
import { type Piece, skipBlanks } from './simple-value.ts';

export type SimplePiece<T> = {
  readonly node: T;
  readonly data: unknown;
  /** Of all nodes, so that they can be moved. */
  readonly ranges: readonly Range[];
  /** Of its last line that is no comment. */
  readonly end: number;
};

export function readSimpleField(piece: Piece): SimplePiece<Pair> | undefined {
  const reader = new SimpleReader(piece, true);
  const data = readSimply(reader, () => reader.map(0));
  const [pair, ...others] = isMap(reader.node) ? (reader.node.items as Pair[]) : [];
  if (data === undefined || pair === undefined || others.length > 0) return undefined;
  return { node: pair, data: Object.values(data)[0], ranges: reader.ranges ?? [], end: reader.lastEnd + piece.base };
}

/** The piece begins with the blanks before the dash. */
export function readSimpleItem(piece: Piece, column: number): SimplePiece<Node> | undefined {
  const reader = new SimpleReader(piece, false);
  const data = readItems(reader, piece, column);
  if (data?.length !== 1) return undefined;
  const end = reader.lastEnd + piece.base;
  const at = skipBlanks(piece.text, piece.start + column + 1, piece.end);
  if (isGroup(data[0]) && piece.text[at] !== '{') {
    const node = new LateMap(piece, column, at, end);
    return { node: node as unknown as Node, data: data[0], ranges: node.ranges, end };
  }
  const { node, ranges } = nodesOf(piece, column);
  return node && { node, data: data[0], ranges, end };
}

function readItems(reader: SimpleReader, { start }: Piece, column: number): readonly unknown[] | undefined {
  reader.at = start + column;
  return readSimply(reader, () => reader.seq(column));
}

function nodesOf(piece: Piece, column: number): { readonly node: Node | undefined; readonly ranges: readonly Range[] } {
  const reader = new SimpleReader(piece, true);
  readItems(reader, piece, column);
  return { node: isSeq(reader.node) ? (reader.node.items[0] as Node) : undefined, ranges: reader.ranges ?? [] };
}

const isGroup = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * An item with fields. Most are never looked into, because rules ask for data and few find anything: so the nodes, which
 * take most of the time and memory of a reading, are made when somebody asks for them.
 */
class LateMap {
  range: Range;
  /** That of the map is moved like those of nodes, and says where these are once they are made. */
  readonly ranges: Range[];
  readonly #piece: Piece;
  readonly #column: number;
  /** Where it begins in the text of the piece. */
  readonly #at: number;
  #pairs: readonly Pair[] | undefined;

  constructor(piece: Piece, column: number, at: number, end: number) {
    this.range = [at + piece.base, end, end];
    this.ranges = [this.range];
    this.#piece = piece;
    this.#column = column;
    this.#at = at;
    this.#pairs = undefined;
  }

  get items(): readonly Pair[] {
    this.#pairs ??= this.#read();
    return this.#pairs;
  }

  #read(): readonly Pair[] {
    const { node, ranges } = nodesOf({ ...this.#piece, base: this.range[0] - this.#at }, this.#column);
    this.ranges.push(...ranges);
    return isMap(node) ? (node.items as Pair[]) : [];
  }
}
adopt(LateMap, new YAMLMap());
