/** Actions for the findings that touch a range: repair one, repair all of a kind, repair all, say nothing more. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type Diagnostic,
  type Position,
  type Range,
  type WorkspaceEdit,
} from 'vscode-languageserver-types';
import { fixAllKind } from '../announced.ts';
import type { Finding, SpanEdit } from '../findings.ts';
import { type Locale, type Message, message, render } from '../messages.ts';
import { inOrder } from '../text/edits.ts';
import { type FixedText, preferredFixes } from './fix-all.ts';

export type Asked = {
  readonly document: TextDocument;
  readonly range: Range;
  readonly context: CodeActionContext;
  readonly findings: readonly Finding[];
  readonly locale: Locale;
};

/** What can be done about one finding besides its fixes. */
export type Offer = {
  readonly title: Message;
  /** Of the same document, or of others. */
  readonly edit: readonly SpanEdit[] | WorkspaceEdit;
};

/** Kinds are hierarchical: `source` asks for `source.fixAll.dhis2` as well, and the empty kind for all. */
export function isWanted(kind: string, only: readonly string[] | undefined): boolean {
  return only === undefined || only.some((wanted) => wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`));
}

/** Each offer is tried out on the text; a selection of the whole file must not try thousands. */
const mostOffered = 20;

/** Nobody reads a longer menu; all problems of a kind are one entry of it, however many there are. */
const mostFixed = 100;

/** `offers` makes what is offered for a finding besides its fixes; `fixed` repairs the whole text. */
export function codeActions(asked: Asked, offers: (finding: Finding) => readonly Offer[], fixed: () => FixedText): CodeAction[] {
  const { document, range, context } = asked;
  const actions: CodeAction[] = [];
  if (isWanted(CodeActionKind.QuickFix, context.only)) {
    const start = document.offsetAt(range.start);
    const end = document.offsetAt(range.end);
    const here = asked.findings.filter(({ span }) => span.start <= end && start <= span.end);
    const single = here.slice(0, mostFixed);
    const shown = shownAt(context.diagnostics, new Set(single.map(({ span }) => document.positionAt(span.start).line)));
    actions.push(
      ...single.flatMap((finding) => fixActions(asked, finding, shown)),
      ...[...new Set(here.map(({ rule }) => rule))].flatMap((rule) => fixKindActions(asked, rule)),
      ...onePerTitle(
        single.slice(0, mostOffered).flatMap((finding) => offers(finding).map((offer) => offerAction(asked, finding, offer, shown))),
      ),
    );
  }
  // Not unasked: it reads the text several times over, and editors ask at each move of the cursor.
  if (context.only !== undefined && isWanted(fixAllKind, context.only)) actions.push(...fixAllActions(asked, fixed()));
  return actions;
}

function fixActions(asked: Asked, finding: Finding, shown: ShownAt): readonly CodeAction[] {
  return finding.fixes.map((fix) => ({
    title: render(fix.title, asked.locale),
    kind: CodeActionKind.QuickFix,
    isPreferred: fix.preferred,
    ...solved(asked.document, finding, shown),
    edit: editOf(asked.document, fix.edits),
  }));
}

function fixKindActions({ document, findings, locale, context }: Asked, rule: string): readonly CodeAction[] {
  const fixes = preferredFixes(findings.filter((finding) => finding.rule === rule));
  if (fixes.length < 2) return [];
  const title = message(
    { en: 'Fix all {count} problems `{rule}`', fr: 'Corriger les {count} problèmes `{rule}`' },
    { count: fixes.length, rule },
  );
  const diagnostics = context.diagnostics.filter(({ code }) => code === rule);
  return [
    {
      title: render(title, locale),
      kind: CodeActionKind.QuickFix,
      ...(diagnostics.length === 0 ? {} : { diagnostics }),
      edit: editOf(document, inOrder(fixes.flatMap(({ edits }) => edits))),
    },
  ];
}

function offerAction(asked: Asked, finding: Finding, { title, edit }: Offer, shown: ShownAt): CodeAction {
  return {
    title: render(title, asked.locale),
    kind: CodeActionKind.QuickFix,
    ...solved(asked.document, finding, shown),
    edit: 'length' in edit ? editOf(asked.document, edit) : edit,
  };
}

/** Two findings of one rule in one line are ignored together. */
function onePerTitle(actions: readonly CodeAction[]): readonly CodeAction[] {
  return actions.filter(({ title }, i) => actions.findIndex((other) => other.title === title) === i);
}

function fixAllActions({ document, locale }: Asked, { edits, count }: FixedText): readonly CodeAction[] {
  if (edits.length === 0) return [];
  const title = message(
    { en: 'Fix all that is certain (DHIS2 Hosting): {count}', fr: 'Corriger tout ce qui est certain (DHIS2 Hosting) : {count}' },
    { count },
  );
  return [{ title: render(title, locale), kind: fixAllKind, edit: editOf(document, edits) }];
}

type ShownAt = (rule: string, place: Position) => readonly Diagnostic[];

/** Indexed once: with a whole file selected there are as many findings as diagnostics. */
function shownAt(diagnostics: readonly Diagnostic[], lines: ReadonlySet<number>): ShownAt {
  const keyOf = (rule: unknown, { line, character }: Position): string => `${line}:${character} ${String(rule)}`;
  const byPlace = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    if (!lines.has(diagnostic.range.start.line)) continue;
    const key = keyOf(diagnostic.code, diagnostic.range.start);
    const there = byPlace.get(key);
    if (there === undefined) byPlace.set(key, [diagnostic]);
    else there.push(diagnostic);
  }
  return (rule, place) => byPlace.get(keyOf(rule, place)) ?? [];
}

/** The diagnostics that the editor shows for the finding, if it said so. */
function solved(document: TextDocument, { rule, span }: Finding, shown: ShownAt): Pick<CodeAction, 'diagnostics'> {
  const diagnostics = shown(rule, document.positionAt(span.start));
  return diagnostics.length === 0 ? {} : { diagnostics: [...diagnostics] };
}

export function editOf(document: TextDocument, edits: readonly SpanEdit[]): WorkspaceEdit {
  return {
    changes: {
      [document.uri]: edits.map(({ span, newText }) => ({
        range: { start: document.positionAt(span.start), end: document.positionAt(span.end) },
        newText,
      })),
    },
  };
}
