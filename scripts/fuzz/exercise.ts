/** Asks the service for everything about one text and checks what every answer must hold to. Throws at the first that does not. */
import assert from 'node:assert/strict';
import {
  createLanguageService,
  defaultSettings,
  type Finding,
  type FixedText,
  type LanguageService,
  locales,
  parseVersion,
  render,
  type Span,
  TextDocument,
} from '@dhis2-hosting/server/service';
import type { CodeAction, DocumentSymbol, Position, Range, TextEdit } from 'vscode-languageserver-types';

export type FuzzKind = 'dhis-conf' | 'hosting-manifest';

export type Case = {
  readonly kind: FuzzKind;
  /** The document had this text before it had the other one. */
  readonly before: string;
  readonly text: string;
  readonly version: string;
  readonly place: number;
};

/** Milliseconds by what was asked. */
export type Timings = ReadonlyMap<string, number>;

/** As long as anybody may wait for an answer about a file, in milliseconds. A broken manifest is read by the YAML package, which takes its time. */
export const limits: { readonly [K in FuzzKind]: number } = { 'dhis-conf': 50, 'hosting-manifest': 500 };

/** Answers that read the file more than once: the preview as it is, under the other release, and with its fixes. */
const readings: { readonly [what: string]: number } = { 'upgrade preview': 3 };

/** Of the answers, each by a reading of the file. */
export const slowest = (timings: Timings): number => Math.max(...[...timings].map(([what, time]) => time / (readings[what] ?? 1)));

const create = (kind: FuzzKind, text: string): TextDocument =>
  kind === 'dhis-conf'
    ? TextDocument.create('file:///opt/dhis2/dhis.conf', 'dhis-conf', 1, text)
    : TextDocument.create('file:///plan/dhis2-hosting.yaml', 'yaml', 1, text);

export function exercise({ kind, before, text, version, place }: Case): Timings {
  const service = serviceFor(version);
  const document = create(kind, before);
  service.findings(document);
  TextDocument.update(document, [{ text }], 2);
  const position = document.positionAt(place);
  const range = { start: document.positionAt(Math.min(place, text.length / 2)), end: document.positionAt(text.length) };
  const timings = new Map<string, number>();
  const timed = <Answer>(what: string, ask: () => Answer): Answer => {
    // The less of both clocks: on a busy machine the one on the wall counts waiting too.
    const start = performance.now();
    const cpu = process.cpuUsage();
    const answer = ask();
    const { user, system } = process.cpuUsage(cpu);
    timings.set(what, Math.min(performance.now() - start, (user + system) / 1000));
    return answer;
  };
  const check = checks(document);

  const findings = timed('findings', () => service.findings(document));
  const diagnostics = timed('diagnostics', () => service.diagnostics(document));
  const actions = timed('code actions', () => service.codeActions(document, range, { diagnostics }));
  const fixed = timed('fix all', () => service.fixAll(document));
  const completion = timed('completion', () => service.completion(document, position));
  const hover = timed('hover', () => service.hover(document, position));
  const symbols = timed('symbols', () => service.documentSymbols(document));
  const tokens = timed('semantic tokens', () => service.semanticTokens(document));
  const folding = timed('folding', () => service.foldingRanges(document));
  const hints = timed('inlay hints', () => service.inlayHints(document, range));
  const links = timed('links', () => service.documentLinks(document));
  const highlights = timed('highlights', () => service.documentHighlights(document, position));
  const renamePlace = timed('prepare rename', () => service.prepareRename(document, position));
  const renamed = timed('rename', () => service.rename(document, position, 'other'));
  const formatting = timed('formatting', () => service.formatting(document));
  timed('effective configuration', () => service.effectiveConfiguration(document));
  const newest = parseVersion('2.43');
  if (newest !== undefined) timed('upgrade preview', () => service.upgradePreview(document, newest));
  const secrets = timed('secrets', () => service.secretSpans(document));
  const definitions = timed('definition', () => service.definition(document, position));
  const references = timed('references', () => service.references(document, position, true));
  const lenses = timed('code lenses', () => service.codeLenses(document));
  timed('map', () => service.installationMap(document));

  assert.deepEqual(findings, service.findings(create(kind, text)), 'what was known of the text before changes what is found');

  for (const finding of findings) checkFinding(check, finding);
  for (const { range: place } of diagnostics) check.range(place);
  for (const action of actions) check.textEdits(editsIn(action, document.uri));
  checkFixed(service, check, kind, text, fixed);
  for (const item of completion.items) if (item.textEdit !== undefined) check.range(rangeOf(item.textEdit));
  const [item] = completion.items;
  if (item !== undefined) service.resolveCompletion(item);
  if (hover?.range !== undefined) check.range(hover.range);
  for (const symbol of symbols) checkSymbol(check, symbol);
  if (tokens !== undefined) check.tokens(tokens.data);
  for (const { startLine, endLine } of folding) assert.ok(startLine <= endLine && endLine < document.lineCount, 'folding');
  for (const { position: place, textEdits } of hints) {
    check.position(place);
    check.textEdits(textEdits ?? []);
  }
  for (const { range: place } of [...links, ...highlights, ...definitions, ...references, ...lenses]) check.range(place);
  if (renamePlace !== undefined) check.range(renamePlace.range);
  if (renamed !== undefined && 'edit' in renamed) check.textEdits(editsIn(renamed, document.uri));
  check.textEdits(formatting);
  for (const span of secrets) check.span(span);
  return timings;
}

const services = new Map<string, LanguageService>();

function serviceFor(dhis2Version: string): LanguageService {
  const known = services.get(dhis2Version);
  if (known !== undefined) return known;
  const service = createLanguageService({
    locale: 'fr',
    settings: () => ({ ...defaultSettings, dhis2Version }),
    rulePage: (rule) => rule,
    today: () => '2026-11-23',
    minuteOfDay: () => 0,
    settingsFile: () => ({ uri: 'file:///opt/dhis2/.dhis2-lint.yaml', text: undefined }),
    randomBytes: (count) => new Uint8Array(count),
    onInternalError(where, error) {
      throw new Error(`internal error in ${where}`, { cause: error });
    },
  });
  services.set(dhis2Version, service);
  return service;
}

type Checks = {
  span(span: Span): void;
  position(position: Position): void;
  range(range: Range): void;
  /** Inside the text, and none overlaps another. */
  spanEdits(edits: readonly { readonly span: Span }[]): void;
  textEdits(edits: readonly TextEdit[]): void;
  tokens(data: readonly number[]): void;
};

function checks(document: TextDocument): Checks {
  const { length } = document.getText();
  const check: Checks = {
    span: ({ start, end }) => assert.ok(0 <= start && start <= end && end <= length, `span ${start} to ${end} of ${length}`),
    position: (position) =>
      assert.deepEqual(document.positionAt(document.offsetAt(position)), { ...position }, 'position outside the text'),
    range({ start, end }) {
      check.position(start);
      check.position(end);
      assert.ok(document.offsetAt(start) <= document.offsetAt(end), 'range that ends before its start');
    },
    spanEdits(edits) {
      for (const { span } of edits) check.span(span);
      const spans = edits.map(({ span }) => span).toSorted((a, b) => a.start - b.start || a.end - b.end);
      for (const [i, span] of spans.entries()) assert.ok(i === 0 || (spans[i - 1]?.end ?? 0) <= span.start, 'edits overlap');
    },
    textEdits(edits) {
      for (const { range } of edits) check.range(range);
      check.spanEdits(edits.map(({ range }) => ({ span: { start: document.offsetAt(range.start), end: document.offsetAt(range.end) } })));
    },
    tokens(data) {
      assert.equal(data.length % 5, 0);
      let line = 0;
      let character = 0;
      for (let i = 0; i < data.length; i += 5) {
        const [lines = 0, characters = 0, count = 0] = data.slice(i, i + 3);
        assert.ok(lines >= 0 && characters >= 0 && count > 0, 'tokens out of order');
        line += lines;
        character = lines === 0 ? character + characters : characters;
        check.range({ start: { line, character }, end: { line, character: character + count } });
      }
    },
  };
  return check;
}

function checkFinding(check: Checks, { span, related, fixes, message }: Finding): void {
  check.span(span);
  for (const place of related) check.span(place.span);
  for (const { edits, title } of fixes) {
    check.spanEdits(edits);
    for (const locale of locales) render(title, locale);
  }
  for (const locale of locales) assert.notEqual(render(message, locale), '');
}

/** The edits lead from the text to what is said to be fixed. */
function checkFixed(service: LanguageService, check: Checks, kind: FuzzKind, text: string, { text: fixed, edits }: FixedText): void {
  check.spanEdits(edits);
  let result = '';
  let from = 0;
  for (const { span, newText } of edits) {
    result += text.slice(from, span.start) + newText;
    from = span.end;
  }
  assert.equal(result + text.slice(from), fixed);
  service.findings(create(kind, fixed));
}

function checkSymbol(check: Checks, { range, selectionRange, children = [] }: DocumentSymbol): void {
  check.range(range);
  check.range(selectionRange);
  for (const child of children) checkSymbol(check, child);
}

function editsIn({ edit }: Pick<CodeAction, 'edit'>, uri: string): readonly TextEdit[] {
  return edit?.changes?.[uri] ?? [];
}

function rangeOf(edit: NonNullable<ReturnType<LanguageService['completion']>['items'][number]['textEdit']>): Range {
  return 'range' in edit ? edit.range : edit.insert;
}
