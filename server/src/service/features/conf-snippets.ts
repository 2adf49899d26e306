/** Whole blocks as completion items: what a release has of a block, with tab stops where something is to be filled in. */
import { type CompletionItem, CompletionItemKind, InsertTextFormat, type Range } from 'vscode-languageserver-types';
import type { KeyRow } from '../catalogue/catalogue.ts';
import { catalogue } from '../catalogue/dhis-conf-catalogue.ts';
import type { Dhis2Version } from '../catalogue/versions.ts';
import type { ConfDocument } from '../conf/conf-document.ts';
import { type SnippetBlock, snippetBlocks } from '../conf/snippet-blocks.ts';
import { switchWords } from '../conf/suggested-values.ts';
import { type Locale, message, render } from '../messages.ts';

type Line = SnippetBlock['lines'][number];
type Places = { readonly [name: string]: string };

export function blockItems(conf: ConfDocument, version: Dhis2Version, replaced: Range, locale: Locale): CompletionItem[] {
  return snippetBlocks.flatMap((block) => {
    const places = placesOf(block, conf);
    const lines = places === undefined ? [] : linesFor(block, places, conf, version);
    if (places === undefined || lines.length === 0) return [];
    const say = (text: SnippetBlock['label']) => render(message(text), locale);
    return [
      {
        label: say(block.label),
        kind: CompletionItemKind.Snippet,
        // The name of the key too, because that is what people type.
        filterText: `${lines[0]?.key ?? ''} ${say(block.label)}`,
        // Behind the keys, which are asked for far more often.
        sortText: `~ ${block.id}`,
        documentation: { kind: 'markdown', value: `${say(block.description)}\n\n\`\`\`properties\n${plain(lines, places)}\n\`\`\`` },
        insertTextFormat: InsertTextFormat.Snippet,
        textEdit: { range: replaced, newText: snippet(lines, places) },
      },
    ];
  });
}

/** What stands at each place; undefined when the file uses all numbers of a range. */
function placesOf({ places, lines }: SnippetBlock, conf: ConfDocument): Places | undefined {
  const firstKey = lines[0]?.key ?? '';
  const chosen: { [name: string]: string } = {};
  for (const [name, place] of Object.entries(places)) {
    const candidates = typeof place === 'string' ? numbered(place) : range(place);
    const isKey = firstKey.includes(`<${name}>`);
    const text = candidates.find((candidate) => !isKey || !conf.winners().has(firstKey.replace(`<${name}>`, candidate)));
    if (text === undefined) return undefined;
    chosen[name] = text;
  }
  return chosen;
}

/** More than this nobody adds by a block. */
const mostOfAName = 20;

/** `keycloak`, `keycloak2`, `keycloak3`. */
function numbered(name: string): readonly string[] {
  return Array.from({ length: mostOfAName }, (_, index) => (index === 0 ? name : `${name}${index + 1}`));
}

function range({ from, to }: { readonly from: number; readonly to: number }): readonly string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
}

/** Empty when the release or the file leaves no room for the block. */
function linesFor({ lines }: SnippetBlock, places: Places, conf: ConfDocument, version: Dhis2Version): readonly Line[] {
  const written = conf.winners();
  const kept = lines.flatMap(({ key, value }) => {
    const row = catalogue.rows.find((candidate) => candidate.key === key);
    if (row === undefined || written.has(filled(key, places)) || !takes(row, value, version)) return [];
    return [{ key, value: valueFor(row, value, version) }];
  });
  const [first] = lines;
  return first !== undefined && kept[0]?.key === first.key ? kept : [];
}

function takes(row: KeyRow, value: string, version: Dhis2Version): boolean {
  if (catalogue.availability(row, version).kind !== 'available') return false;
  return row.type !== 'enum' || catalogue.valuesOf(row, version)?.includes(value) !== false;
}

/** Some switches of old releases understand only `true`. */
function valueFor(row: KeyRow, value: string, version: Dhis2Version): string {
  const [on, off] = row.type === 'boolean' ? (switchWords(row, version) ?? []) : [];
  if (value === 'on') return on ?? value;
  return value === 'off' ? (off ?? value) : value;
}

const filled = (text: string, places: Places) => text.replace(/<(\w+)>/g, (whole, name: string) => places[name] ?? whole);

function plain(lines: readonly Line[], places: Places): string {
  return lines.map(({ key, value }) => filled(`${key} = ${value}`, places)).join('\n');
}

/** Tab stops in the order in which they are met; a name that comes again is the same stop. Variables are stops too. */
function snippet(lines: readonly Line[], places: Places): string {
  const stops = new Map<string, number>();
  const stop = (name: string, text: string): string => {
    const known = stops.get(name);
    if (known !== undefined) return `$\{${known}:${escaped(text)}}`;
    stops.set(name, stops.size + 1);
    return `$\{${stops.size}:${escaped(text)}}`;
  };
  const text = lines.map(({ key, value }) => `${key} = ${value}`).join('\n');
  return text
    .split(/(<\w+>|\$\{\w+\})/)
    .map((part) => {
      const [, place] = /^<(\w+)>$/.exec(part) ?? [];
      if (place !== undefined) return stop(place, places[place] ?? place);
      const [, variable] = /^\$\{(\w+)\}$/.exec(part) ?? [];
      return variable === undefined ? escaped(part) : `\\$\{${stop(`$${variable}`, variable)}\\}`;
    })
    .join('');
}

/** What has a meaning in the snippets of LSP. */
function escaped(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
