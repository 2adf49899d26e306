/** Completion in a comment: the notes that this product reads there, releases, and rules to ignore. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type CompletionItem, CompletionItemKind, type Range } from 'vscode-languageserver-types';
import { knownReleases } from '../catalogue/versions.ts';
import type { ConfDocument } from '../conf/conf-document.ts';
import { ignorableRules } from '../conf/ignorable-rules.ts';
import type { PlaceInConf } from '../conf/place-at.ts';
import type { Span } from '../findings.ts';
import { type Locale, message, render, type Text } from '../messages.ts';

const notes: readonly { readonly label: string; readonly insert: string; readonly what: Text; readonly asksOn: boolean }[] = [
  {
    label: 'dhis2-version',
    insert: 'dhis2-version: ',
    what: { en: 'DHIS2 release that the file is for', fr: 'Version de DHIS2 à laquelle le fichier est destiné' },
    asksOn: true,
  },
  {
    label: 'dhis2-lint-ignore',
    insert: 'dhis2-lint-ignore ',
    what: {
      en: 'Ignores a finding on the next entry: rule -- reason until 2027-01-31',
      fr: "Ignore un constat sur l'entrée suivante : règle -- motif until 2027-01-31",
    },
    asksOn: true,
  },
  {
    label: 'dhis2-lint-ignore-file',
    insert: 'dhis2-lint-ignore-file ',
    what: {
      en: 'Ignores a rule in the whole file: rule -- reason until 2027-01-31',
      fr: 'Ignore une règle dans tout le fichier : règle -- motif until 2027-01-31',
    },
    asksOn: true,
  },
  {
    label: 'dhis2-nodes',
    insert: 'dhis2-nodes: ',
    what: {
      en: 'How many DHIS2 servers share the database, for the sum of connections',
      fr: 'Combien de serveurs DHIS2 partagent la base, pour le total des connexions',
    },
    asksOn: false,
  },
  {
    label: 'postgresql-max-connections',
    insert: 'postgresql-max-connections: ',
    what: {
      en: '`max_connections` of the PostgreSQL server, for the sum of connections',
      fr: '`max_connections` du serveur PostgreSQL, pour le total des connexions',
    },
    asksOn: false,
  },
];

export function commentItems(
  document: TextDocument,
  conf: ConfDocument,
  place: Extract<PlaceInConf, { kind: 'comment' }>,
  offset: number,
  locale: Locale,
): CompletionItem[] {
  const rangeOf = ({ start, end }: Span): Range => ({ start: document.positionAt(start), end: document.positionAt(end) });
  if (place.versionValue) return releaseItems(rangeOf(place.span));
  const comment = conf.file.comments.find(({ span }) => span.start < offset && offset <= span.end);
  if (comment === undefined) return [];
  const before = conf.text.slice(comment.span.start, offset);
  const word = wordAround(conf.text, comment.span, offset);
  const written = conf.text.slice(word.start, offset);
  const head = /^[#!][ \t]*dhis2-lint-ignore(?:-file)?:?[ \t]/.exec(before)?.[0];
  if (head !== undefined) return isInReason(before.slice(head.length)) ? [] : ruleItems(before.slice(head.length), rangeOf(word), locale);
  const isAlone = before.slice(1, before.length - written.length).trim() === '';
  return isAlone ? noteItems(written, rangeOf(word), locale) : [];
}

function releaseItems(range: Range): CompletionItem[] {
  return [...knownReleases].reverse().map((release, i) => ({
    label: release,
    kind: CompletionItemKind.Constant,
    sortText: String(i).padStart(2, '0'),
    textEdit: { range, newText: release },
  }));
}

const isInReason = (rest: string) => rest.includes('--');

/** Those that the comment names already are left out, but for the one under the cursor. */
function ruleItems(rest: string, range: Range, locale: Locale): CompletionItem[] {
  const named = new Set(rest.split(/[\s,]+/).slice(0, -1));
  return ignorableRules()
    .filter(({ id }) => !named.has(id))
    .map(({ id, title, what }) => ({
      label: id,
      kind: CompletionItemKind.EnumMember,
      detail: render(message(title), locale),
      documentation: { kind: 'markdown', value: render(message(what), locale) },
      textEdit: { range, newText: id },
    }));
}

/** Whoever writes prose is not interrupted: a word that may begin a note has to be three letters long. */
const shortest = 3;

function noteItems(written: string, range: Range, locale: Locale): CompletionItem[] {
  if (written !== '' && written.length < shortest) return [];
  return notes
    .filter(({ label }) => label.startsWith(written))
    .map(({ label, insert, what, asksOn }, i) => ({
      label,
      kind: CompletionItemKind.Keyword,
      detail: render(message(what), locale),
      sortText: String(i),
      textEdit: { range, newText: insert },
      ...(asksOn ? { command: { command: 'editor.action.triggerSuggest', title: '' } } : {}),
    }));
}

function wordAround(text: string, { start: first, end: last }: Span, offset: number): Span {
  let start = offset;
  while (start > first + 1 && isOfWord(text.charAt(start - 1))) start--;
  let end = offset;
  while (end < last && isOfWord(text.charAt(end))) end++;
  return { start, end };
}

const isOfWord = (character: string) => /[\w-]/.test(character);
