/** `dhis2-hosting rules`: the list of all rules. */
import { type DocumentedRule, documentedRules as rules } from '#service/documented.ts';
import { type Locale, message, render } from '#service/index.ts';
import { rulePage } from '../host.ts';
import { type ExitCode, exitCodes, type Io } from '../io.ts';
import type { ParsedArguments } from '../parse-arguments.ts';
import { isFixable } from '../rule-texts.ts';
import { keyTexts, ruleTexts, severityNames } from '../texts.ts';

export async function listRules({ values, operands }: ParsedArguments, io: Io, locale: Locale): Promise<ExitCode> {
  if (operands.length > 0) {
    io.stderr.write(`${render(message(keyTexts.takesNothing, { command: 'rules' }), locale)}\n`);
    return exitCodes.cannotRun;
  }
  io.stdout.write(values.get('format') === 'json' ? json(locale) : text(locale));
  return exitCodes.fine;
}

function json(locale: Locale): string {
  const rows = rules.map((rule) => ({
    id: rule.id,
    language: rule.language,
    category: rule.category,
    severity: rule.severity,
    since: rule.since,
    title: rule.title[locale],
    fixable: isFixable(rule),
    docs: rulePage(rule.id, locale),
    controls: rule.controls ?? [],
    source: rule.source,
  }));
  return `${JSON.stringify(rows, undefined, 2)}\n`;
}

function text(locale: Locale): string {
  const name = (rule: DocumentedRule) => severityNames[rule.severity][locale];
  const idWidth = Math.max(...rules.map(({ id }) => id.length));
  const severityWidth = Math.max(...rules.map((rule) => name(rule).length));
  return rules
    .map((rule) => {
      const fix = isFixable(rule) ? ` (${ruleTexts.fixable[locale]})` : '';
      return `${rule.id.padEnd(idWidth)}  ${name(rule).padEnd(severityWidth)}  ${rule.title[locale]}${fix}\n`;
    })
    .join('');
}
