/** Composes the features into one service. Holds the parse cache and nothing else. */
import { TextDocument } from 'vscode-languageserver-textdocument';
import { catalogue } from './catalogue/dhis-conf-catalogue.ts';
import { canBeIgnored, checkDocument, confContext } from './check-document.ts';
import type { ConfDocument } from './conf/conf-document.ts';
import { type ResolvedVersion, resolveVersion } from './conf/resolve-version.ts';
import { secretSpans } from './conf/secret-spans.ts';
import { type ConfSource, createConfFeatures, refactorings } from './conf-features.ts';
import { createDocumentCache, type Parsed } from './documents.ts';
import { allowKeyOffers } from './features/allow-key-action.ts';
import { codeActions } from './features/code-actions.ts';
import { confCompletion, resolveConfCompletion } from './features/conf-completion.ts';
import { confHover } from './features/conf-hover.ts';
import { confSymbols } from './features/conf-symbols.ts';
import { toDiagnostic } from './features/diagnostics.ts';
import { fixAll } from './features/fix-all.ts';
import { ignoreOffers } from './features/ignore-actions.ts';
import { yamlCompletion } from './features/yaml-completion.ts';
import { yamlHover } from './features/yaml-hover.ts';
import { yamlSymbols } from './features/yaml-symbols.ts';
import type { Finding } from './findings.ts';
import type { ServiceHost } from './host.ts';
import type { LanguageService } from './language-service.ts';
import { placeName } from './place-names.ts';
import { commentPlace } from './suppressions-in.ts';

/** Documents written in YAML differ in their schema, which they carry. */
function yamlOf(parsed: Exclude<Parsed, { kind: 'dhis-conf' }>) {
  switch (parsed.kind) {
    case 'hosting-manifest':
      return parsed.manifest;
    case 'lint-settings':
      return parsed.settings;
  }
}

export function createLanguageService(host: ServiceHost): LanguageService {
  const parse = createDocumentCache();

  const versionOf = (document: TextDocument, conf: ConfDocument): ResolvedVersion =>
    resolveVersion(conf.text, conf.file, host.settings(document.uri), host.namedConf?.(document.uri));

  const findings = (document: TextDocument): readonly Finding[] => {
    const parsed = parse(document);
    return parsed === undefined
      ? []
      : checkDocument(parsed, host.settings(document.uri), host.namedConf?.(document.uri), host, document.uri);
  };

  const fixed = (document: TextDocument) =>
    fixAll(document.getText(), (text) => findings(TextDocument.create(document.uri, document.languageId, 0, text)));

  const confSource: ConfSource = {
    host,
    findingsOf: findings,
    contextOf(document) {
      const parsed = parse(document);
      return parsed?.kind === 'dhis-conf'
        ? confContext(parsed.conf, host.settings(document.uri), host.namedConf?.(document.uri))
        : undefined;
    },
  };

  return {
    ...createConfFeatures(confSource),
    findings,
    fixAll: fixed,
    diagnostics: (document) => findings(document).map((finding) => toDiagnostic(document, finding, host)),

    completion(document, position) {
      const parsed = parse(document);
      const offset = document.offsetAt(position);
      if (parsed === undefined) return { isIncomplete: false, items: [] };
      if (parsed.kind !== 'dhis-conf') return yamlCompletion(document, yamlOf(parsed), offset, host.locale);
      return confCompletion(document, parsed.conf, versionOf(document, parsed.conf).version, offset, host.locale);
    },

    resolveCompletion: (item) => resolveConfCompletion(item, host.locale),

    hover(document, position) {
      const parsed = parse(document);
      const offset = document.offsetAt(position);
      if (parsed === undefined) return undefined;
      if (parsed.kind !== 'dhis-conf') return yamlHover(document, yamlOf(parsed), offset, host.locale);
      return confHover(document, parsed.conf, versionOf(document, parsed.conf).version, offset, host.locale);
    },

    documentSymbols(document) {
      const parsed = parse(document);
      if (parsed === undefined) return [];
      return parsed.kind === 'dhis-conf' ? confSymbols(document, parsed.conf) : yamlSymbols(document, yamlOf(parsed));
    },

    codeActions(document, range, context) {
      const asked = { document, range, context, findings: findings(document), locale: host.locale };
      const offers = (finding: Finding) => [
        ...allowKeyOffers(finding, host.settingsFile?.(document.uri)),
        ...(canBeIgnored(finding) ? ignoreOffers(document.getText(), (offset) => commentPlace(parse(document), offset), finding) : []),
      ];
      return [...codeActions(asked, offers, () => fixed(document)), ...refactorings(confSource, asked)];
    },

    placeName: (document, offset) => placeName(parse(document), offset),

    secretSpans(document) {
      const parsed = parse(document);
      return parsed?.kind === 'dhis-conf' ? secretSpans(parsed.conf, catalogue) : [];
    },

    checkedVersion(document) {
      const parsed = parse(document);
      return parsed?.kind === 'dhis-conf' ? versionOf(document, parsed.conf) : undefined;
    },
  };
}
