/**
 * Reads a YAML text piece by piece, and after an edit only the pieces that it touches; what is not sure to be the same as
 * the package's reading of the whole text is left to the package. Never throws: what cannot be read is a problem with a
 * place, and what would take too long (deep nesting, alias bombs, many keys) is bounded in plain-data.ts.
 * test/service/yaml/pieces.test.ts compares both readings.
 */
import type { Document } from 'yaml';
import { commonEnd, commonStart } from '../text/common-ends.ts';
import { firstIndex } from '../text/first-index.ts';
import { type Assembled, assemble } from './assemble.ts';
import { type Block, readBlock } from './block.ts';
import { type Cut, cutText } from './cut.ts';
import { firstLine, withNewlines, type YamlPart, type YamlProblem, type YamlTree } from './document.ts';
import { toData } from './plain-data.ts';
import { conflictMarkIn, syntaxProblems } from './syntax-problems.ts';
import { parseWhole } from './whole.ts';

export type YamlStream = {
  readonly text: string;
  readonly parts: readonly ReadPart[];
  /** The pieces; undefined when the whole text was read at once. */
  readonly blocks: readonly Block[] | undefined;
};

/** With the lists whose items were read apart; none when the document was not. */
export type ReadPart = YamlPart & { readonly lists?: Assembled['lists'] };

export function parseYaml(source: string): YamlStream {
  const text = withNewlines(source);
  return streamOf(source, text, readPieces(text)) ?? parseYamlWhole(source);
}

/** The same for a text that follows another one; the stream of the earlier text must not be used again. */
export function reparseYaml(before: YamlStream, source: string): YamlStream {
  const text = withNewlines(source);
  if (before.blocks === undefined) return parseYaml(source);
  return streamOf(source, text, rereadPieces(withNewlines(before.text), before.blocks, text)) ?? parseYamlWhole(source);
}

/** Without pieces: what the others are measured by. */
export function parseYamlWhole(source: string): YamlStream {
  const text = withNewlines(source);
  const conflict = conflictMarkIn(text);
  const parts = parseWhole(text).map((yaml): YamlPart => {
    if (conflict !== undefined) {
      const here = conflict.start >= yaml.range[0] && conflict.start <= yaml.range[2];
      return { yaml: treeOf(yaml), data: undefined, problems: here ? [{ kind: 'conflictMark', span: conflict }] : [], readable: false };
    }
    return partOf(text, { tree: treeOf(yaml), errors: yaml.errors, ...toData(yaml) });
  });
  return { text: source, parts, blocks: undefined };
}

const treeOf = ({ contents, range }: Document.Parsed): YamlTree => ({ contents, start: range[0] });

function partOf(text: string, { tree: yaml, errors, data, problems }: Omit<Assembled, 'lists'>): YamlPart {
  const told: readonly YamlProblem[] =
    errors.length > 0
      ? syntaxProblems(text, yaml, errors)
      : problems.map((problem) => ({ ...problem, span: firstLine(text, problem.span) }));
  return { yaml, data, problems: told, readable: told.every(({ kind }) => kind === 'duplicateField') };
}

function streamOf(source: string, text: string, blocks: readonly Block[] | undefined): YamlStream | undefined {
  const documents = blocks === undefined ? undefined : assemble(blocks);
  if (documents === undefined) return undefined;
  return { text: source, parts: documents.map((document) => ({ ...partOf(text, document), lists: document.lists })), blocks };
}

function readPieces(text: string): readonly Block[] | undefined {
  const cuts: Cut[] = [];
  const isCut = cutText(text, undefined, (cut) => cuts.push(cut) > 0);
  return isCut ? readBlocks(text, cuts, undefined, false) : undefined;
}

/** `after` is the cut behind the last one. */
function readBlocks(text: string, cuts: readonly Cut[], after: Cut | undefined, copies: boolean): readonly Block[] | undefined {
  const blocks: Block[] = [];
  for (const cut of cuts) {
    const block = readBlock(text, cut, cuts[blocks.length + 1] ?? after, copies);
    if (block === undefined) return undefined;
    blocks.push(block);
  }
  return blocks;
}

/**
 * Cutting begins one block above the first that the edit touches, because that one may end elsewhere now, and stops at
 * the first block in the unchanged rest that was cut in the same way before.
 */
function rereadPieces(oldText: string, old: readonly Block[], text: string): readonly Block[] | undefined {
  const head = commonStart(oldText, text);
  const tail = commonEnd(oldText, text, head);
  const distance = text.length - oldText.length;
  const touched = firstIndex(old, (_, i) => (old[i + 1]?.start ?? oldText.length) >= head);
  const from = old[touched - 1];
  const cuts: Cut[] = [];
  let kept = old.length;
  const isCut = cutText(text, from, (cut) => {
    const same = cut.start >= text.length - tail ? firstIndex(old, (block) => block.start >= cut.start - distance) : old.length;
    const block = old[same];
    if (block !== undefined && block.start === cut.start - distance && isSameCut(block, cut)) {
      kept = same;
      return false;
    }
    return cuts.push(cut) > 0;
  });
  if (!isCut) return undefined;
  const behind = old[kept];
  const next =
    behind === undefined ? undefined : { kind: behind.kind, start: behind.start + distance, indent: behind.indent, first: behind.first };
  const read = readBlocks(text, cuts, next, true);
  if (read === undefined) return undefined;
  const rest = old.slice(kept);
  if (distance !== 0) for (const block of rest) block.moveBy(distance);
  return old.slice(0, Math.max(touched - 1, 0)).concat(read, rest);
}

const isSameCut = (a: Cut, b: Cut): boolean => a.kind === b.kind && a.indent === b.indent && a.first === b.first;
