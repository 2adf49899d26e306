/** All findings of a document: its rules, then the comments that silence some of them, then the rules about those. */
import { catalogue } from './catalogue/dhis-conf-catalogue.ts';
import type { ConfDocument } from './conf/conf-document.ts';
import { resolveVersion } from './conf/resolve-version.ts';
import type { Parsed } from './documents.ts';
import type { Finding } from './findings.ts';
import { rules } from './generated/rule-list.ts';
import type { ServiceHost } from './host.ts';
import type { NamedConf } from './manifest/named-confs.ts';
import type { ConfContext } from './rules/context.ts';
import type { ConfRule, LintSettingsRule, ManifestRule, SuppressionRule } from './rules/define-rule.ts';
import { inTextOrder, type OnRuleError, runRules } from './rules/run-rules.ts';
import type { Settings } from './settings.ts';
import { isReadable, suppressionsIn, textOf } from './suppressions-in.ts';
import { silence } from './text/suppressions.ts';
import { fits } from './text/wildcard.ts';

const confRules = rules.filter((rule): rule is ConfRule => rule.language === 'dhis-conf');
const manifestRules = rules.filter((rule): rule is ManifestRule => rule.language === 'hosting-manifest');
const lintSettingsRules = rules.filter((rule): rule is LintSettingsRule => rule.language === 'lint-settings');
const suppressionRules = rules.filter((rule): rule is SuppressionRule => rule.language === 'every');
const ruleIds = rules.map(({ id }) => id);

/** Rules about the comments that silence others are not silenced themselves. */
export function canBeIgnored({ rule }: Finding): boolean {
  return !suppressionRules.some(({ id }) => id === rule);
}

export function checkDocument(
  parsed: Parsed,
  settings: Settings,
  named: NamedConf | undefined,
  host: Pick<ServiceHost, 'today' | 'onInternalError' | 'isTracked'>,
  uri: string,
): readonly Finding[] {
  const failed = new Set<string>();
  const onError: OnRuleError = (rule, error) => {
    failed.add(rule);
    host.onInternalError(rule, error);
  };
  const isTracked = () => host.isTracked?.(uri) ?? false;
  const found = ownFindings(parsed, settings, named, onError, isTracked);
  const suppressions = suppressionsIn(parsed);
  if (suppressions.length === 0) return found;

  const today = host.today();
  const { kept, used } = silence(found, suppressions, today);
  const readable = isReadable(parsed);
  const isTold = (rule: string) => readable && ruleIds.includes(rule) && settings.rules[rule] !== 'off' && !failed.has(rule);
  const context = { text: textOf(parsed), suppressions, used, isTold, ruleIds, today };
  return inTextOrder([...kept, ...runRules(suppressionRules, settings, (rule, report) => rule.check(context, report), onError)]);
}

/** What rules and features see of a `dhis.conf`. */
export function confContext(
  conf: ConfDocument,
  settings: Settings,
  named: NamedConf | undefined,
  isTracked: () => boolean = () => false,
): ConfContext {
  const { version, line } = resolveVersion(conf.text, conf.file, settings, named);
  const isAllowedKey = (key: string) => settings.allowedKeys.some((pattern) => fits(key, pattern));
  return { ...conf, version, versionLine: line, catalogue, isAllowedKey, isTracked };
}

function ownFindings(
  parsed: Parsed,
  settings: Settings,
  named: NamedConf | undefined,
  onError: OnRuleError,
  isTracked: () => boolean,
): readonly Finding[] {
  switch (parsed.kind) {
    case 'dhis-conf': {
      const context = confContext(parsed.conf, settings, named, isTracked);
      return runRules(confRules, settings, (rule, report) => rule.check(context, report), onError);
    }
    case 'hosting-manifest': {
      const context = { text: parsed.manifest.text, document: parsed.manifest };
      return runRules(manifestRules, settings, (rule, report) => rule.check(context, report), onError);
    }
    case 'lint-settings': {
      const context = { text: parsed.settings.text, document: parsed.settings };
      return runRules(lintSettingsRules, settings, (rule, report) => rule.check(context, report), onError);
    }
  }
}
