/** The public face of the language service: the only module other layers may import. */

export { TextDocument } from 'vscode-languageserver-textdocument';
export type { KeyRow } from './catalogue/catalogue.ts';
export { catalogue } from './catalogue/dhis-conf-catalogue.ts';
export { compareVersions, formatVersion, knownReleases, newestRelease, parseVersion, releaseOf } from './catalogue/versions.ts';
export type { VersionOrigin } from './conf/resolve-version.ts';
export { createLanguageService } from './create-language-service.ts';
export { type DocumentKind, kindOf, kindOfFile } from './documents.ts';
export { fixAllKind } from './features/code-actions.ts';
export { addMissingKind, sortSectionsKind } from './features/conf-refactorings.ts';
export { semanticTokenModifiers, semanticTokenTypes } from './features/conf-semantic-tokens.ts';
export type { FixedText } from './features/fix-all.ts';
export { type Finding, type Fix, type Severity, type Span, severities } from './findings.ts';
export type { HostingManifest } from './generated/hosting-manifest.types.ts';
export { productVersion } from './generated/product.ts';
export { rules } from './generated/rule-list.ts';
export { localDay, type ServiceHost, type SettingsFilePlace } from './host.ts';
export type { LanguageService } from './language-service.ts';
export { type LintSettingsFile, lintSettingsName, readLintSettings, withLintSettings } from './lint-settings/lint-settings.ts';
export * from './manifest/manifest-model.ts';
export { type ManifestText, type NamedConf, namedConfs, namedFor, sameFileKey } from './manifest/named-confs.ts';
export { type Locale, localeOf, locales, type Message, type MessageArgs, message, render, type Text } from './messages.ts';
export { effectiveMarkdown } from './reports/effective-configuration-markdown.ts';
export { upgradeMarkdown } from './reports/upgrade-preview-markdown.ts';
export type { Rule, RuleSample } from './rules/define-rule.ts';
export { defaultSettings, readSettings, type SettingRow, type Settings, settingRows } from './settings.ts';
