/** Composes the features into one service. Holds the parse cache and nothing else. */
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CompletionItem, Position, Range } from 'vscode-languageserver-types';
import { type Dhis2Version, formatVersion } from './catalogue/versions.ts';
import { canBeIgnored, checkDocument } from './check-document.ts';
import type { ConfDocument } from './conf/conf-document.ts';
import { resolveVersion } from './conf/resolve-version.ts';
import { createDocumentCache, type DocumentCache, kindByName, type Parsed } from './documents.ts';
import { exportSoundInventory } from './exchange/export-inventory.ts';
import { importFile } from './exchange/import-file.ts';
import { codeActions } from './features/code-actions.ts';
import { resolveConfCompletion } from './features/conf-completion.ts';
import { toDiagnostic } from './features/diagnostics.ts';
import { fixAll } from './features/fix-all.ts';
import { ignoreOffers } from './features/ignore-actions.ts';
import { resolveVariable } from './features/inventory-completion.ts';
import type { Finding, Span } from './findings.ts';
import type { ServiceHost } from './host.ts';
import type { LanguageService } from './language-service.ts';
import { confContext, readConfFile } from './languages/conf-file.ts';
import type { AtOffset, Beside, InEditor, Surroundings } from './languages/language-file.ts';
import { sameFileKey } from './manifest/conf-addresses.ts';
import { namedIn } from './manifest/named-confs.ts';
import type { Locale } from './messages.ts';
import { once } from './once.ts';
import type { ProjectManifest } from './project/project.ts';
import { onItsOwn, rehearse } from './rehearse.ts';
import { effectiveConfiguration } from './reports/effective-configuration.ts';
import { installationMap } from './reports/installation-map.ts';
import { planningSheet } from './reports/planning-sheet.ts';
import { type OtherRelease, upgradePreview } from './reports/upgrade-preview.ts';
import type { ConfContext } from './rules/context.ts';

export function createLanguageService(host: ServiceHost): LanguageService {
  const companionsOf = host.companions;
  const parse = createDocumentCache((uri) => companionsOf?.(uri) ?? []);

  const besides = (companions: readonly TextDocument[] | undefined, uri: string): readonly Beside[] | undefined =>
    companions?.flatMap((document) => {
      const file = document.uri === uri ? undefined : parse(document);
      return file === undefined ? [] : [{ uri: document.uri, document, file }];
    });
  const surroundings = (document: TextDocument): Surroundings => {
    const { uri } = document;
    // Of a text that is mended on trial, what it would be counts.
    const companions = once(() => companionsOf?.(uri)?.map((other) => (other.uri === uri ? document : other)));
    const byKey = once(() => new Map((companions() ?? []).map((other) => [sameFileKey(other.uri), other])));
    return {
      uri,
      host,
      settings: host.settings(uri),
      named: host.namedConf?.(uri),
      manifests: once(() => manifestsAmong(companions() ?? [], parse)),
      confAt: (wanted) => confOf(byKey().get(wanted), parse),
      beside: once(() => besides(companions(), uri)),
    };
  };

  const findings = (document: TextDocument): readonly Finding[] => {
    const file = parse(document);
    return file === undefined ? [] : checkDocument(file, surroundings(document));
  };

  const findingsIn = (document: TextDocument | undefined) => (document === undefined ? [] : findings(document));
  const installationOf = (document: TextDocument, around: Surroundings) => {
    const file = parse(document);
    return file?.kind === 'hosting-manifest' ? file.installation(around) : undefined;
  };

  /** Of the document, and of those that are seen together with it. */
  const findingsBeside = (document: TextDocument, around: Surroundings) => (uri: string) =>
    findingsIn(uri === document.uri ? document : around.beside()?.find((other) => other.uri === uri)?.document);

  const fixed = (document: TextDocument) =>
    fixAll(document.getText(), (text) => findings(TextDocument.create(document.uri, document.languageId, 0, text)));

  /** The answer of the document, or `empty` when it is not ours or has none. */
  const ask = <Answer>(document: TextDocument, empty: Answer, answer: (file: Parsed, asked: InEditor) => Answer | undefined): Answer => {
    const file = parse(document);
    return (file && answer(file, { document, around: surroundings(document) })) ?? empty;
  };
  const askAt = <Answer>(
    document: TextDocument,
    position: Position,
    empty: Answer,
    answer: (file: Parsed, at: AtOffset) => Answer | undefined,
  ): Answer => ask(document, empty, (file, asked) => answer(file, { ...asked, offset: document.offsetAt(position) }));
  const askConf = <Answer>(document: TextDocument, answer: (conf: ConfContext, around: Surroundings) => Answer) =>
    ask<Answer | undefined>(document, undefined, (file, { around }) =>
      file.kind === 'dhis-conf' ? answer(confContext(file.conf, around), around) : undefined,
    );

  return {
    kind: (document) => parse(document)?.kind,
    readAhead: (kind) => rehearse(kind, createLanguageService(onItsOwn(host))),
    findings,
    fixAll: fixed,
    diagnostics: (document) => findings(document).map((finding) => toDiagnostic(document, finding, host)),
    completion: (document, position) => askAt(document, position, { isIncomplete: false, items: [] }, (file, at) => file.completion?.(at)),
    resolveCompletion: (item) => resolved(item, host.locale),
    hover: (document, position) => askAt(document, position, undefined, (file, at) => file.hover?.(at)),
    documentSymbols: (document) => ask(document, [], (file, asked) => file.documentSymbols?.(asked)),
    inlayHints: (document, range) => ask(document, [], (file, asked) => file.inlayHints?.(asked, spanOf(document, range))),
    codeLenses: (document) => ask(document, [], (file, asked) => file.codeLenses?.(asked)),
    semanticTokens: (document, range) =>
      ask(document, undefined, (file, asked) => file.semanticTokens?.(asked, range && spanOf(document, range))),
    foldingRanges: (document) => ask(document, [], (file, asked) => file.foldingRanges?.(asked)),
    documentLinks: (document) => ask(document, [], (file, asked) => file.documentLinks?.(asked)),
    documentHighlights: (document, position) => askAt(document, position, [], (file, at) => file.documentHighlights?.(at)),
    definition: (document, position) => askAt(document, position, [], (file, at) => file.definition?.(at)),
    references: (document, position, withDeclaration) =>
      askAt(document, position, [], (file, at) => file.references?.(at, withDeclaration)),
    prepareRename: (document, position) => askAt(document, position, undefined, (file, at) => file.prepareRename?.(at)),
    rename: (document, position, newName) => askAt(document, position, undefined, (file, at) => file.rename?.(at, newName)),
    formatting: (document, range) =>
      ask(document, [], (file, asked) =>
        file
          .formatting?.(asked, range && spanOf(document, range))
          .map(({ span, newText }) => ({ range: rangeOf(document, span), newText })),
      ),

    codeActions: (document, range, context) =>
      ask(document, [], (file, { around }) => {
        const asked = { document, range, context, findings: findings(document), locale: host.locale };
        const offers = (finding: Finding) => [
          ...(file.offers?.(finding, around) ?? []),
          ...(canBeIgnored(finding) ? ignoreOffers(document.getText(), file.commentPlace, finding) : []),
        ];
        return [...codeActions(asked, offers, () => fixed(document)), ...(file.refactorings?.(asked, around) ?? [])];
      }),

    installationMap(document) {
      const around = surroundings(document);
      const installation = installationOf(document, around);
      return installation && installationMap(installation, findingsBeside(document, around));
    },
    planningSheet(document) {
      const around = surroundings(document);
      const installation = installationOf(document, around);
      const own = installation?.manifests.find(({ uri }) => uri === document.uri);
      return (
        installation &&
        own &&
        planningSheet(installation.projectOf(own), { day: host.today(), minute: host.minuteOfDay() }, findingsBeside(document, around))
      );
    },
    namedConfs(document) {
      const file = parse(document);
      return file?.kind === 'hosting-manifest' && file.naming !== undefined ? namedIn(document.uri, file.naming) : [];
    },
    placeName: (document, offset) => ask(document, '', (file) => file.placeName(offset)),
    secretSpans: (document) => ask<readonly Span[]>(document, [], (file) => file.secretSpans?.()),

    imported(document) {
      const others = (companionsOf?.(document.uri) ?? []).filter(({ uri }) => uri !== document.uri);
      return importFile(textOf(document), others.map(textOf));
    },
    exported(document) {
      if (parse(document)?.kind !== 'hosting-manifest') return undefined;
      const others = surroundings(document)
        .manifests()
        .filter(({ uri }) => uri !== document.uri);
      return exportSoundInventory([textOf(document), ...others.map(({ uri, document: { text } }) => ({ uri, text }))]);
    },
    checkedVersion: (document) => askConf(document, (conf, { settings, named }) => resolveVersion(conf, settings, named)),
    upgradePreview: (document, target) =>
      askConf(document, (conf, around) => upgradePreview(conf, target, findings(document), otherRelease(around, target))),
    effectiveConfiguration: (document) => askConf(document, (conf) => effectiveConfiguration(conf, findings(document))),
  };
}

/** The settings of the file, but for the version. */
function otherRelease(around: Surroundings, version: Dhis2Version): OtherRelease {
  const settings = { ...around.settings, dhis2Version: formatVersion(version), versionFrom: 'setting' } as const;
  const findings = (text: string) => checkDocument(readConfFile(text), { ...around, settings, named: undefined });
  return { findings, fixAll: (text) => fixAll(text, findings) };
}

/** The data of an item says which completion made it. */
function resolved(item: CompletionItem, locale: Locale): CompletionItem {
  const data: unknown = item.data;
  if (typeof data !== 'object' || data === null) return item;
  if ('variable' in data) return resolveVariable(item, locale);
  return 'key' in data ? resolveConfCompletion(item, locale) : item;
}

const textOf = (document: TextDocument) => ({ uri: document.uri, text: document.getText() });

const spanOf = (document: TextDocument, { start, end }: Range): Span => ({ start: document.offsetAt(start), end: document.offsetAt(end) });

const rangeOf = (document: TextDocument, { start, end }: Span): Range => ({
  start: document.positionAt(start),
  end: document.positionAt(end),
});

function manifestsAmong(documents: readonly TextDocument[], parse: DocumentCache): readonly ProjectManifest[] {
  return documents.flatMap((document) => {
    const file = kindByName(document.uri) === 'hosting-manifest' ? parse(document) : undefined;
    return file?.kind === 'hosting-manifest' ? [{ uri: document.uri, document: file.manifest }] : [];
  });
}

function confOf(document: TextDocument | undefined, parse: DocumentCache): ConfDocument | undefined {
  const file = document && parse(document);
  return file?.kind === 'dhis-conf' ? file.conf : undefined;
}
