/** `dhis2-hosting explain`: what a rule is about. */
import { type DocumentedRule, documentedRules as rules } from '#service/documented.ts';
import { type Locale, type Message, message, near, render } from '#service/index.ts';
import { type ExitCode, exitCodes, type Io } from '../io.ts';
import type { ParsedArguments } from '../parse-arguments.ts';
import { rulePlain } from '../rule-texts.ts';
import { ruleTexts, severityNames } from '../texts.ts';

export async function explain({ operands }: ParsedArguments, io: Io, locale: Locale): Promise<ExitCode> {
  const refuse = (problem: Message): ExitCode => {
    io.stderr.write(`${render(problem, locale)}\n`);
    return exitCodes.cannotRun;
  };
  if (operands.length === 0) return refuse(message(ruleTexts.noRule));
  const found: DocumentedRule[] = [];
  for (const id of operands) {
    const rule = rules.find((candidate) => candidate.id === id);
    if (rule === undefined) return refuse(unknown(id));
    found.push(rule);
  }
  io.stdout.write(`${found.map((rule) => explanation(rule, locale)).join('\n\n')}\n`);
  return exitCodes.fine;
}

function unknown(rule: string): Message {
  const candidates = near(
    rule,
    rules.map(({ id }) => id),
  );
  if (candidates.length === 0) return message(ruleTexts.unknownRule, { rule });
  return message(ruleTexts.unknownRuleNear, { rule, near: candidates.map((id) => `\`${id}\``).join(', ') });
}

function explanation(rule: DocumentedRule, locale: Locale): string {
  return `${rule.id} (${severityNames[rule.severity][locale]}, ${rule.category})\n${rule.title[locale]}.\n\n${rulePlain(rule, locale)}`;
}
