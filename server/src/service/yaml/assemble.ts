/** Blocks back into documents, as the `yaml` package makes them of the whole text. */
import { isPair, isScalar, type Node, type Pair, type YAMLError } from 'yaml';
import type { Block } from './block.ts';
import type { YamlProblem, YamlTree } from './document.ts';
import { toData } from './plain-data.ts';
import { quickMap, quickPair, quickSeq } from './quick-nodes.ts';

export type Assembled = {
  readonly tree: YamlTree;
  readonly data: unknown;
  readonly problems: readonly YamlProblem[];
  readonly errors: readonly YAMLError[];
  /** By the name of their field: the lists whose items were read apart, so that their data stay the same objects. */
  readonly lists: ReadonlyMap<string, readonly Block[]>;
};

/** `undefined` when one of the documents is empty: its places are for the package to say. */
export function assemble(blocks: readonly Block[]): readonly Assembled[] | undefined {
  const documents: Assembled[] = [];
  for (let from = 0; from < blocks.length; ) {
    let to = from + 1;
    while (to < blocks.length && blocks[to]?.kind !== 'marker') to++;
    const document = documentOf(blocks.slice(from, to));
    if (document === undefined) return undefined;
    documents.push(document);
    from = to;
  }
  return documents.length === 0 ? undefined : documents;
}

/** A field of the first level with the items of its list. */
type Field = { readonly head: Block; readonly pair: Pair; readonly items: readonly Block[]; readonly end: number };

function documentOf(blocks: readonly Block[]): Assembled | undefined {
  const fields = fieldsOf(blocks);
  const [first] = fields;
  const last = fields.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const contents = quickMap(
    fields.map(({ pair }) => pair),
    [first.head.start, last.end, last.end],
  );
  const tree = { contents, start: blocks[0]?.start ?? 0 };
  const errors = blocks.flatMap((block) => block.errors);
  return { tree, errors, ...(blocks.some(({ isLinked }) => isLinked) ? { ...toData(tree), lists: new Map() } : dataOf(fields)) };
}

function fieldsOf(blocks: readonly Block[]): readonly Field[] {
  const fields: Field[] = [];
  for (let at = 0; at < blocks.length; ) {
    const head = blocks[at];
    at++;
    if (head === undefined || !isPair(head.node)) continue;
    const itemsFrom = at;
    while (blocks[at]?.kind === 'item') at++;
    fields.push(fieldOf(head, head.node as Pair, blocks.slice(itemsFrom, at)));
  }
  return fields;
}

function fieldOf(head: Block, pair: Pair, items: readonly Block[]): Field {
  const [first] = items;
  const last = items.at(-1);
  if (first === undefined || last === undefined) return { head, pair, items, end: head.end };
  const list = quickSeq(
    items.map(({ node }) => node as Node),
    [first.start + first.indent, last.end, last.end],
  );
  return { head, pair: quickPair(pair.key as Node, list), items, end: last.end };
}

/** As `toData` makes it of the tree, but of what is known of the blocks. */
function dataOf(fields: readonly Field[]): Pick<Assembled, 'data' | 'problems' | 'lists'> {
  const data = new Map<string, unknown>();
  const lists = new Map<string, readonly Block[]>();
  const problems: YamlProblem[] = [];
  const seen = new Map<string, Block>();
  for (const { head, pair, items } of fields) {
    if (!isScalar(pair.key)) continue;
    const name = String(pair.key.value);
    for (const { problems: own } of [head, ...items]) if (own.length > 0) problems.push(...own);
    const earlier = seen.get(name);
    if (earlier !== undefined) {
      const related = { start: earlier.start, end: earlier.start + name.length };
      problems.push({ kind: 'duplicateField', span: { start: head.start, end: head.start + name.length }, args: { field: name }, related });
    }
    seen.set(name, head);
    data.set(name, head.opensList ? items.map((item) => item.data) : head.data);
    if (head.opensList) lists.set(name, items);
    else lists.delete(name);
  }
  return { data: Object.fromEntries(data), problems: withOneTooLarge(problems), lists };
}

/** Said once of a document. */
function withOneTooLarge(problems: readonly YamlProblem[]): readonly YamlProblem[] {
  const first = problems.find(({ kind }) => kind === 'tooLarge');
  return first === undefined ? problems : problems.filter((problem) => problem === first || problem.kind !== 'tooLarge');
}
