/**
 * Completion in a `dhis.conf`: keys of the release, with concrete names for patterns such as
 * `oidc.provider.<id>.client_id`, and values by type. Documentation is added when an item is looked at.
 */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  type CompletionList,
  InsertTextFormat,
  type Range,
} from 'vscode-languageserver-types';
import type { KeyMatch, KeyRow } from '../catalogue/catalogue.ts';
import { catalogue } from '../catalogue/dhis-conf-catalogue.ts';
import { groupTitle } from '../catalogue/groups.ts';
import { keyNameFor } from '../catalogue/key-names.ts';
import { compareVersions, type Dhis2Version, formatVersion, newestRelease, parseVersion } from '../catalogue/versions.ts';
import type { ConfDocument } from '../conf/conf-document.ts';
import { keyDocumentation, shortType } from '../conf/key-documentation.ts';
import { type PlaceInConf, placeAt } from '../conf/place-at.ts';
import { suggestedValues } from '../conf/suggested-values.ts';
import { type Locale, message, render } from '../messages.ts';
import { commentItems } from './conf-comment-completion.ts';
import { blockItems } from './conf-snippets.ts';

type ItemData = { readonly key: string; readonly version: string };

export function confCompletion(
  document: TextDocument,
  conf: ConfDocument,
  version: Dhis2Version,
  offset: number,
  locale: Locale,
): CompletionList {
  const place = placeAt(conf, offset);
  const range = { start: document.positionAt(place.span.start), end: document.positionAt(place.span.end) };
  switch (place.kind) {
    case 'comment':
      return list(commentItems(document, conf, place, offset, locale));
    case 'value':
      return list(place.entry.match === undefined ? [] : valueItems(place.entry.match, version, range, locale));
    case 'key':
      return list([
        ...keyItems(conf, place, version, range, locale),
        ...(place.hasSeparator ? [] : blockItems(conf, version, range, locale)),
      ]);
  }
}

const list = (items: CompletionItem[]): CompletionList => ({ isIncomplete: false, items });

export function resolveConfCompletion(item: CompletionItem, locale: Locale): CompletionItem {
  const data = item.data as Partial<ItemData> | undefined;
  const match = typeof data?.key === 'string' ? catalogue.lookup(data.key) : undefined;
  const row = match?.row ?? catalogue.rows.find((candidate) => candidate.key === data?.key);
  if (row === undefined) return item;
  const version = parseVersion(data?.version ?? newestRelease) ?? [];
  return { ...item, documentation: { kind: 'markdown', value: keyDocumentation(row, version, locale) } };
}

function keyItems(
  conf: ConfDocument,
  place: Extract<PlaceInConf, { kind: 'key' }>,
  version: Dhis2Version,
  range: Range,
  locale: Locale,
): CompletionItem[] {
  const isFree = (key: string) => [undefined, place.entry].includes(conf.winners().get(key));
  const ids = providerIds(conf, place.span.start);
  const suffix = place.hasSeparator ? '' : ' = ';
  return catalogue.rows
    .filter((row) => catalogue.availability(row, version).kind === 'available')
    .flatMap((row) => namesOf(row, ids).map((name) => ({ row, name })))
    .filter(({ name }) => isFree(name.label))
    .map(({ row, name }) => ({
      label: name.label,
      kind: CompletionItemKind.Property,
      detail: `${shortType(row, locale)}${defaultNote(row, version)}`,
      labelDetails: { description: render(message(groupTitle(row.group)), locale) },
      sortText: `${row.group} ${name.label}`,
      insertTextFormat: name.snippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
      textEdit: { range, newText: name.insert + suffix },
      ...(isDeprecated(row, version) ? { tags: [CompletionItemTag.Deprecated] } : {}),
      data: { key: row.key, version: formatVersion(version) } satisfies ItemData,
      ...(suffix === '' ? {} : { command: { command: 'editor.action.triggerSuggest', title: '' } }),
    }));
}

function isDeprecated(row: KeyRow, version: Dhis2Version): boolean {
  const since = row.deprecatedSince === undefined ? undefined : parseVersion(row.deprecatedSince);
  return since !== undefined && compareVersions(version, since) >= 0;
}

function defaultNote(row: KeyRow, version: Dhis2Version): string {
  const value = catalogue.defaultOf(row, version);
  return value === undefined || value === '' ? '' : ` = ${value}`;
}

type OfferedName = { readonly label: string; readonly insert: string; readonly snippet: boolean };

/** A pattern row is offered once with tab stops, and once for each id that the file already uses. */
function namesOf(row: KeyRow, ids: readonly string[]): readonly OfferedName[] {
  if (!row.pattern) return [{ label: row.key, insert: row.key, snippet: false }];
  let stop = 0;
  const snippet = row.key.replace(/<(\w+)>/g, (_, name: string) => `\${${++stop}:${name}}`);
  const concrete = row.key.startsWith('oidc.provider.<id>.')
    ? ids
        .map((id) => keyNameFor(row.key, { id }))
        .filter((label) => !label.includes('<'))
        .map((label) => ({ label, insert: label, snippet: false }))
    : [];
  return [...concrete, { label: row.key, insert: snippet, snippet: true }];
}

/** Each id is a dozen items; a file of thousands of providers would make lists that no editor can show. */
const mostProviderIds = 20;

/** The last ids of generic OIDC providers before the cursor, or the first after it; the reserved ones have rows of their own. */
function providerIds({ entries }: ConfDocument, offset: number): readonly string[] {
  const following = entries.findIndex(({ entry }) => entry.span.start >= offset);
  const here = following < 0 ? entries.length : following;
  const ids = new Set<string>();
  const look = (index: number) => {
    const id = /^oidc\.provider\.([^.]+)\./.exec(entries[index]?.key ?? '')?.[1];
    if (id !== undefined && !['google', 'azure', 'wso2', 'dhis2'].includes(id)) ids.add(id);
  };
  for (let index = here - 1; index >= 0 && ids.size < mostProviderIds; index--) look(index);
  for (let index = here; index < entries.length && ids.size < mostProviderIds; index++) look(index);
  return [...ids];
}

function valueItems(match: KeyMatch, version: Dhis2Version, range: Range, locale: Locale): CompletionItem[] {
  return suggestedValues(match.row, version).map(({ text, snippet, remark }, i) => ({
    label: snippet ? text.replace(/\$\{\d+:(\w+)\}/g, '$1').replaceAll('\\', '') : text,
    kind: snippet ? CompletionItemKind.Snippet : CompletionItemKind.Value,
    sortText: String(i).padStart(3, '0'),
    insertTextFormat: snippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range, newText: text },
    ...(remark === undefined ? {} : { detail: render(remark, locale) }),
  }));
}
