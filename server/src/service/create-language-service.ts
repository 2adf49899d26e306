/** Composes the features into one service. Holds the parse cache and nothing else. */
import { TextDocument } from 'vscode-languageserver-textdocument';
import { catalogue } from './catalogue/dhis-conf-catalogue.ts';
import type { ConfDocument } from './conf/conf-document.ts';
import { type ResolvedVersion, resolveVersion } from './conf/resolve-version.ts';
import { createDocumentCache, type Parsed } from './documents.ts';
import { codeActions } from './features/code-actions.ts';
import { confCompletion, resolveConfCompletion } from './features/conf-completion.ts';
import { confHover } from './features/conf-hover.ts';
import { confSymbols } from './features/conf-symbols.ts';
import { toDiagnostic } from './features/diagnostics.ts';
import { fixAll } from './features/fix-all.ts';
import { type IgnoreContext, ignoreOffers } from './features/ignore-actions.ts';
import { yamlCompletion } from './features/yaml-completion.ts';
import { yamlHover } from './features/yaml-hover.ts';
import { yamlSymbols } from './features/yaml-symbols.ts';
import type { Finding } from './findings.ts';
import { rules } from './generated/rule-list.ts';
import type { ServiceHost } from './host.ts';
import type { LanguageService } from './language-service.ts';
import type { ConfRule, ManifestRule, SuppressionRule } from './rules/define-rule.ts';
import { inTextOrder, type OnRuleError, runRules } from './rules/run-rules.ts';
import type { Settings } from './settings.ts';
import { isReadable, placeIn, suppressionsIn } from './suppressions-in.ts';
import { silence } from './text/suppressions.ts';

const confRules = rules.filter((rule): rule is ConfRule => rule.language === 'dhis-conf');
const manifestRules = rules.filter((rule): rule is ManifestRule => rule.language === 'hosting-manifest');
const suppressionRules = rules.filter((rule): rule is SuppressionRule => rule.language === 'every');
const ruleIds = rules.map(({ id }) => id);
const canBeIgnored = ({ rule }: Finding): boolean => !suppressionRules.some(({ id }) => id === rule);

export function createLanguageService(host: ServiceHost): LanguageService {
  const parse = createDocumentCache();

  const versionOf = (document: TextDocument, conf: ConfDocument): ResolvedVersion =>
    resolveVersion(conf.text, conf.file, host.settings(document.uri).dhis2Version);

  const rawFindings = (document: TextDocument, parsed: Parsed, settings: Settings, onError: OnRuleError): readonly Finding[] => {
    if (parsed.kind === 'hosting-manifest') {
      const context = { text: document.getText(), document: parsed.manifest };
      return runRules(manifestRules, settings, (rule, report) => rule.check(context, report), onError);
    }
    const { version, line } = versionOf(document, parsed.conf);
    const context = { ...parsed.conf, version, versionLine: line, catalogue };
    return runRules(confRules, settings, (rule, report) => rule.check(context, report), onError);
  };

  const findings = (document: TextDocument): readonly Finding[] => {
    const parsed = parse(document);
    if (parsed === undefined) return [];
    const settings = host.settings(document.uri);
    const failed = new Set<string>();
    const onError: OnRuleError = (rule, error) => {
      failed.add(rule);
      host.onInternalError(rule, error);
    };
    const found = rawFindings(document, parsed, settings, onError);
    const suppressions = suppressionsIn(parsed);
    if (suppressions.length === 0) return found;
    const today = host.today();
    const { kept, used } = silence(found, suppressions, today);
    const readable = isReadable(parsed);
    const isTold = (rule: string) => readable && ruleIds.includes(rule) && settings.rules[rule] !== 'off' && !failed.has(rule);
    const context = { text: document.getText(), suppressions, used, isTold, ruleIds, today };
    const about = runRules(suppressionRules, settings, (rule, report) => rule.check(context, report), onError);
    return inTextOrder([...kept, ...about]);
  };

  const fixed = (document: TextDocument) =>
    fixAll(document.getText(), (text) => findings(TextDocument.create(document.uri, document.languageId, 0, text)));

  const ignoring = (document: TextDocument): IgnoreContext => {
    const read = (text: string) => parse(TextDocument.create(document.uri, document.languageId, 0, text));
    return {
      text: document.getText(),
      placeOf: (offset) => placeIn(parse(document), offset),
      readSuppressions: (text) => suppressionsIn(read(text)),
    };
  };

  return {
    findings,
    fixAll: fixed,
    diagnostics: (document) => findings(document).map((finding) => toDiagnostic(document, finding, host)),

    completion(document, position) {
      const parsed = parse(document);
      const offset = document.offsetAt(position);
      switch (parsed?.kind) {
        case 'dhis-conf':
          return confCompletion(document, parsed.conf, versionOf(document, parsed.conf).version, offset, host.locale);
        case 'hosting-manifest':
          return yamlCompletion(document, parsed.manifest, offset, host.locale);
        case undefined:
          return { isIncomplete: false, items: [] };
      }
    },

    resolveCompletion: (item) => resolveConfCompletion(item, host.locale),

    hover(document, position) {
      const parsed = parse(document);
      const offset = document.offsetAt(position);
      switch (parsed?.kind) {
        case 'dhis-conf':
          return confHover(document, parsed.conf, versionOf(document, parsed.conf).version, offset, host.locale);
        case 'hosting-manifest':
          return yamlHover(document, parsed.manifest, offset, host.locale);
        case undefined:
          return undefined;
      }
    },

    documentSymbols(document) {
      const parsed = parse(document);
      switch (parsed?.kind) {
        case 'dhis-conf':
          return confSymbols(document, parsed.conf);
        case 'hosting-manifest':
          return yamlSymbols(document, parsed.manifest);
        case undefined:
          return [];
      }
    },

    codeActions(document, range, context) {
      const asked = { document, range, context, findings: findings(document), locale: host.locale };
      return codeActions(
        asked,
        (finding) => (canBeIgnored(finding) ? ignoreOffers(ignoring(document), finding) : []),
        () => fixed(document),
      );
    },

    checkedVersion(document) {
      const parsed = parse(document);
      return parsed?.kind === 'dhis-conf' ? versionOf(document, parsed.conf) : undefined;
    },
  };
}
