/** Whole plans and whole items as completion items, with tab stops where something is to be filled in. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type CompletionItem, CompletionItemKind, InsertTextFormat, InsertTextMode } from 'vscode-languageserver-types';
import { knownReleases } from '../catalogue/versions.ts';
import { isItemList } from '../manifest/item-lists.ts';
import { itemSnippets, type PlanSnippet, planSnippets } from '../manifest/plan-snippets.ts';
import { type Locale, message, render, type Text } from '../messages.ts';
import type { Project } from '../project/project.ts';
import { withNewlines } from '../yaml/document.ts';
import { type PlaceByIndent, placeByIndent } from '../yaml/place-by-indent.ts';
import { flowAround } from '../yaml/place-in-flow.ts';
import type { SchemaDocument } from '../yaml/schema-document.ts';

type Known = { readonly today: string; readonly locale: Locale; readonly names: Project['names'] };

/** A choice of more would be no help. */
const mostNames = 20;

export function manifestSnippets(document: TextDocument, manifest: SchemaDocument, offset: number, known: Known): CompletionItem[] {
  const whole = withNewlines(document.getText());
  if (flowAround(whole, manifest, offset) !== undefined) return [];
  const place = placeByIndent(whole, offset);
  if (place?.kind !== 'open') return [];
  const range = { start: document.positionAt(place.span.start), end: document.positionAt(place.span.end) };
  return snippetsAt(place).map(({ snippet, lead, margin }) => {
    const say = (text: Text) => render(message(text), known.locale);
    const text = typeof snippet.lines === 'string' ? snippet.lines : snippet.lines[known.locale];
    const lines = filledLines(text, known);
    return {
      label: say(snippet.label),
      kind: CompletionItemKind.Snippet,
      filterText: `${snippet.id} ${say(snippet.label)}`,
      // Behind the fields, which are asked for far more often.
      sortText: `~ ${snippet.id}`,
      documentation: { kind: 'markdown', value: `${say(snippet.description)}\n\n\`\`\`yaml\n${lines.map(plain).join('\n')}\n\`\`\`` },
      insertTextFormat: InsertTextFormat.Snippet,
      insertTextMode: InsertTextMode.adjustIndentation,
      textEdit: { range, newText: lead + asSnippet(lines).join(`\n${margin}`) },
    };
  });
}

type Offered = { readonly snippet: PlanSnippet; readonly lead: string; readonly margin: string };

function snippetsAt({ path, siblings, inset }: PlaceByIndent): readonly Offered[] {
  const [list, index, ...more] = path;
  if (list === undefined) return siblings.size > 0 ? [] : planSnippets.map((snippet) => ({ snippet, lead: '', margin: '' }));
  if (!isItemList(list) || more.length > 0 || siblings.size > 0) return [];
  const [lead, margin] = index === undefined ? ['- ', ' '.repeat(inset + 2)] : ['', ' '.repeat(inset)];
  return (itemSnippets[list] ?? []).map((snippet) => ({ snippet, lead, margin }));
}

/** Text as it stands, or a place to fill in with what may stand there. */
type Piece = string | { readonly stop: string; readonly choices: readonly string[] };
type Line = readonly Piece[];

function filledLines(text: string, known: Known): readonly Line[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(/(<[^<>]+>)/).map((part) => pieceOf(part, known)))
    .flatMap((line) => (line.includes(undefined) ? [] : [line.filter((piece) => piece !== undefined)]));
}

/** Undefined for what the line cannot do without, and that is not there. */
function pieceOf(part: string, { today, names }: Known): Piece | undefined {
  const place = /^<(.+)>$/.exec(part)?.[1];
  if (place === undefined) return part;
  if (place === 'today') return today;
  if (place === 'release') return { stop: place, choices: knownReleases.toReversed().slice(0, 3) };
  const [, list, mark, otherwise] = /^(\w+)([:?])(.*)$/.exec(place) ?? [];
  if (!isItemList(list)) return { stop: place, choices: place.split('|') };
  const known = [...names(list)].slice(0, mostNames);
  if (known.length === 0 && mark === '?') return undefined;
  return { stop: place, choices: known.length > 0 ? known : [otherwise ?? ''] };
}

const plain = (line: Line): string => line.map((piece) => (typeof piece === 'string' ? piece : piece.choices[0])).join('');

/** Tab stops in the order in which they are met; a place that comes again is the same stop. */
function asSnippet(lines: readonly Line[]): readonly string[] {
  const stops = new Map<string, number>();
  return lines.map((line) =>
    line
      .map((piece) => {
        if (typeof piece === 'string') return piece.replace(/[\\$]/g, '\\$&');
        const number = stops.get(piece.stop) ?? stops.size + 1;
        stops.set(piece.stop, number);
        const [first = '', ...others] = piece.choices;
        if (others.length === 0) return `$\{${number}:${first.replace(/[\\$}]/g, '\\$&')}}`;
        return `$\{${number}|${piece.choices.map((choice) => choice.replace(/[\\,|]/g, '\\$&')).join(',')}|}`;
      })
      .join(''),
  );
}
