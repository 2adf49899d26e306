/** A piece of a YAML text with its nodes and data: what stays as it is while other pieces are edited. */
import type { Node, Pair, Range, YAMLError } from 'yaml';
import { copyOf } from '../text/copy-of.ts';
import type { Cut } from './cut.ts';
import type { YamlProblem } from './document.ts';
import { readByPackage } from './package-block.ts';
import { dataOfPiece } from './plain-data.ts';
import { quickPair, quickScalar } from './quick-nodes.ts';
import { readSimpleField, readSimpleItem } from './simple-piece.ts';

type Content = {
  /** The pair of a field, the node of an item. Of a field whose list is cut into items, without the list. */
  readonly node: Node | Pair | null;
  readonly data: unknown;
  readonly ranges: readonly Range[];
  /** In its last line that is no comment. */
  readonly end: number;
  readonly problems?: readonly YamlProblem[];
  readonly errors?: readonly YAMLError[];
  readonly opensList?: boolean;
  readonly isLinked?: boolean;
};

export class Block implements Cut {
  readonly kind: Cut['kind'];
  readonly indent: number;
  readonly first: boolean;
  start: number;
  readonly node: Node | Pair | null;
  readonly data: unknown;
  end: number;
  problems: readonly YamlProblem[];
  readonly errors: readonly YAMLError[];
  /** The items that follow are the value of this field. */
  readonly opensList: boolean;
  /** Has an anchor or an alias, so that its data cannot be told from the piece alone. */
  readonly isLinked: boolean;
  /**
   * The list whose schema its data are known to fit: what fits one list need not fit another, and a list is given another
   * name in one keystroke. Kept here, because a table of thousands of items takes a tenth of the time of reading them.
   */
  fits: string | undefined = undefined;
  readonly #ranges: readonly Range[];

  constructor({ kind, start, indent, first }: Cut, content: Content) {
    this.kind = kind;
    this.start = start;
    this.indent = indent;
    this.first = first;
    this.node = content.node;
    this.data = content.data;
    this.end = content.end;
    this.problems = content.problems ?? [];
    this.errors = content.errors ?? [];
    this.opensList = content.opensList === true;
    this.isLinked = content.isLinked === true;
    this.#ranges = content.ranges;
  }

  /** Its nodes and errors are moved in place: the tree that they were in must not be used again. */
  moveBy(distance: number): void {
    this.start += distance;
    this.end += distance;
    for (const range of this.#ranges) {
      range[0] += distance;
      range[1] += distance;
      range[2] += distance;
    }
    for (const { pos } of this.errors) {
      pos[0] += distance;
      pos[1] += distance;
    }
    if (this.problems.length > 0) this.problems = this.problems.map((problem) => movedProblem(problem, distance));
  }
}

/**
 * The text from a cut to the next one, or to the end. `undefined` when it cannot be read apart. With `copies`, the nodes
 * hold on to the text of the piece alone, and not to the whole text around it.
 */
export function readBlock(text: string, cut: Cut, next: Cut | undefined, copies: boolean): Block | undefined {
  if (cut.kind === 'marker') return new Block(cut, { node: null, data: undefined, ranges: [], end: cut.start });
  const end = next?.start ?? text.length;
  const piece = copies
    ? { text: copyOf(text.slice(cut.start, end)), start: 0, end: end - cut.start, base: cut.start }
    : { text, start: cut.start, end, base: 0 };
  if (cut.kind === 'field' && next?.kind === 'item') return listHead(piece.text, piece.start, cut);
  const simple = cut.kind === 'field' ? readSimpleField(piece) : readSimpleItem(piece, cut.indent);
  if (simple !== undefined) return new Block(cut, simple);
  const read = readByPackage(text.slice(cut.start, end), cut, next);
  return read === undefined ? undefined : new Block(cut, { ...read, ...dataOfPiece(read.node) });
}

function listHead(text: string, start: number, cut: Cut): Block {
  const name = text.slice(start, text.indexOf(':', start));
  const end = cut.start + name.length;
  const range: Range = [cut.start, end, end];
  const node = quickPair(quickScalar(name, name, 'PLAIN', range), null);
  return new Block(cut, { node, data: undefined, ranges: [range], end, opensList: true });
}

function movedProblem({ kind, span, args, related }: YamlProblem, distance: number): YamlProblem {
  return {
    kind,
    span: { start: span.start + distance, end: span.end + distance },
    ...(args === undefined ? {} : { args }),
    ...(related === undefined ? {} : { related: { start: related.start + distance, end: related.end + distance } }),
  };
}
