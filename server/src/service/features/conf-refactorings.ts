/** What an administrator can have rewritten without there being anything wrong: secrets at the cursor, and the whole file. */
import { type CodeAction, CodeActionKind } from 'vscode-languageserver-types';
import { addMissingKind, sortSectionsKind } from '../announced.ts';
import { keyInComment } from '../conf/comment-key.ts';
import { isDecidedLater } from '../conf/effective.ts';
import { entriesWithin } from '../conf/entries-within.ts';
import { productionLines } from '../conf/missing-in-production.ts';
import { readPlaceholders } from '../conf/placeholders.ts';
import { isSecretKey } from '../conf/secrets.ts';
import { sortedIntoSections } from '../conf/sections.ts';
import { variableName } from '../conf/variable-name.ts';
import { weaknessOf } from '../conf/weak-secrets.ts';
import type { SpanEdit } from '../findings.ts';
import { type Locale, type Message, message, render, type Text } from '../messages.ts';
import { printEntry } from '../properties/printer.ts';
import type { ConfContext, ConfEntry } from '../rules/context.ts';
import { lineBreakOf } from '../text/lines.ts';
import { strongSecret } from '../text/strong-secret.ts';
import { type Asked, editOf, isWanted } from './code-actions.ts';

const titles = {
  useVariable: {
    en: 'Replace the secret by `{variable}` (its value then goes into the environment of the Tomcat unit)',
    fr: "Remplacer le secret par `{variable}` (sa valeur va alors dans l'environnement de l'unité Tomcat)",
  },
  sort: { en: 'Sort into sections', fr: 'Trier en sections' },
  addMissing: {
    en: 'Add what a production file should decide ({count} keys)',
    fr: "Ajouter ce que le fichier d'un serveur de production devrait décider ({count} clés)",
  },
} as const satisfies Record<string, Text>;

/** Secrets that the administrator invents, and what else must be done with a new one. Others are given by another server. */
const inventedHere: ReadonlyMap<string, Text> = new Map<string, Text>([
  [
    'encryption.password',
    {
      en: 'Generate a strong secret (only for a new database: what is encrypted already cannot be read with it)',
      fr: 'Générer un secret fort (seulement pour une base neuve : ce qui est déjà chiffré ne peut pas être lu avec lui)',
    },
  ],
  [
    'connection.password',
    {
      en: 'Generate a strong secret (then give it to the role in PostgreSQL)',
      fr: 'Générer un secret fort (puis le donner au rôle dans PostgreSQL)',
    },
  ],
  ['redis.password', { en: 'Generate a strong secret (then give it to Redis)', fr: 'Générer un secret fort (puis le donner à Redis)' }],
  [
    'artemis.password',
    {
      en: 'Generate a strong secret (then give it to the Artemis broker)',
      fr: 'Générer un secret fort (puis le donner au courtier Artemis)',
    },
  ],
  ['oidc.provider.dhis2.client_secret', { en: 'Generate a strong secret', fr: 'Générer un secret fort' }],
]);

type RandomBytes = ((count: number) => Uint8Array) | undefined;

/** Without a source of randomness no secrets are generated. */
export function confRefactorings(asked: Asked, conf: ConfContext, randomBytes: RandomBytes): CodeAction[] {
  const { document, range, context, locale } = asked;
  const { only } = context;
  const action = (kind: string, title: Message, edits: readonly SpanEdit[]): CodeAction => ({
    title: render(title, locale),
    kind,
    edit: editOf(document, edits),
  });
  const actions: CodeAction[] = [];
  if (isWanted(CodeActionKind.RefactorRewrite, only)) {
    const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
    // A selection over many lines is not about one secret.
    for (const entry of entriesWithin(conf.entries, span).slice(0, 2)) {
      const rewritten = isOffered(asked, entry) ? undefined : (useVariable(conf, entry) ?? newSecret(conf, entry, randomBytes));
      if (rewritten !== undefined) actions.push(action(CodeActionKind.RefactorRewrite, rewritten.title, [rewritten.edit]));
    }
  }
  // As with "fix all": only when asked for, because editors ask at each move of the cursor.
  if (only === undefined) return actions;
  if (isWanted(sortSectionsKind, only)) {
    const sorted = sortedIntoSections(conf, locale);
    if (sorted !== undefined) {
      actions.push(action(sortSectionsKind, message(titles.sort), [{ span: { start: 0, end: conf.text.length }, newText: sorted }]));
    }
  }
  if (isWanted(addMissingKind, only)) {
    const missing = missingLines(conf, locale);
    if (missing !== undefined) {
      actions.push(action(addMissingKind, message(titles.addMissing, { count: missing.count }), [missing.edit]));
    }
  }
  return actions;
}

/** A finding about the secret offers the variable too, and the menu shows both. */
function isOffered({ findings, context }: Asked, { entry: { value } }: ConfEntry): boolean {
  return (
    isWanted(CodeActionKind.QuickFix, context.only) &&
    findings.some(
      ({ span, fixes }) =>
        value.span.start <= span.start &&
        span.end <= value.span.end &&
        fixes.some(({ edits }) => edits.some(({ newText }) => newText.startsWith('${'))),
    )
  );
}

type Rewriting = { readonly title: Message; readonly edit: SpanEdit };

/** The old secret is in none of it: neither in the title nor in the new text. */
function useVariable(conf: ConfContext, entry: ConfEntry): Rewriting | undefined {
  if (!isSecretKey(entry.key, entry.match) || entry.value === '' || isDecidedLater(entry.value) || isPlaceholder(entry)) return undefined;
  const variable = `$\{${freeVariable(conf, entry)}}`;
  return { title: message(titles.useVariable, { variable }), edit: { span: entry.entry.value.span, newText: variable } };
}

/** A name that another key uses already would give both the same value. */
function freeVariable({ entries }: ConfContext, { key }: ConfEntry): string {
  const used = new Set(
    entries.flatMap(({ value, key: other }) =>
      other === key || !value.includes('${') ? [] : readPlaceholders(value).closed.map(({ name }) => name),
    ),
  );
  const name = variableName(key);
  if (!used.has(name)) return name;
  let number = 2;
  while (used.has(`${name}_${number}`)) number++;
  return `${name}_${number}`;
}

const isPlaceholder = ({ value }: ConfEntry) => weaknessOf(value, undefined) === 'placeholder';

/** For an empty value or what stands in its place; the data behind a placeholder of `encryption.password` may be in use. */
function newSecret(conf: ConfContext, entry: ConfEntry, randomBytes: RandomBytes): Rewriting | undefined {
  const title = inventedHere.get(entry.key);
  if (title === undefined || randomBytes === undefined || (entry.value !== '' && !isPlaceholder(entry))) return undefined;
  const { key, separator, value } = entry.entry;
  const hasSign = /[=:]/.test(conf.text.slice(separator.start, separator.end));
  const span = hasSign
    ? { start: endOfSign(conf.text, separator.start), end: value.span.end }
    : { start: key.span.end, end: value.span.end };
  const secret = strongSecret(randomBytes);
  return { title: message(title), edit: { span, newText: hasSign ? ` ${secret}` : ` = ${secret}` } };
}

function endOfSign(text: string, from: number): number {
  let at = from;
  while (!'=:'.includes(text.charAt(at))) at++;
  return at + 1;
}

/** A key that stands in a comment was thought of. */
function missingLines(
  { text, file, entries, catalogue, version }: ConfContext,
  locale: Locale,
): { readonly edit: SpanEdit; readonly count: number } | undefined {
  const thoughtOf = new Set(entries.map(({ key }) => key));
  for (const { span } of file.comments) {
    const key = keyInComment(text.slice(span.start, span.end))?.key;
    if (key !== undefined) thoughtOf.add(key);
  }
  const missing = productionLines.filter(({ key }) => {
    const row = catalogue.lookup(key)?.row;
    return !thoughtOf.has(key) && row !== undefined && catalogue.availability(row, version).kind === 'available';
  });
  if (missing.length === 0) return undefined;
  const lineBreak = lineBreakOf(text);
  const blocks = missing.map(({ key, value, why, isActive }) => {
    const line = isActive ? printEntry(key, value) : `# ${printEntry(key, value)}`;
    return `# ${render(message(why), locale)}${lineBreak}${line}${lineBreak}`;
  });
  const lead = text === '' ? '' : /[\r\n]$/.test(text) ? lineBreak : lineBreak + lineBreak;
  const span = { start: text.length, end: text.length };
  return { edit: { span, newText: lead + blocks.join(lineBreak) }, count: missing.length };
}
