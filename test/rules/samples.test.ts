/** Runs every sample of every rule: the findings are where the carets say, the fixed text is what the fixes make, and it is clean. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type DocumentedRule, type RuleSample, documentedRules as rules } from '@dhis2-hosting/server/documented';
import { type Finding, locales, render } from '@dhis2-hosting/server/service';
import { expectedFindings, withoutCarets } from '../support/carets.ts';
import { documentsBeside, sampleDocument, testService, today } from '../support/service.ts';

function findingsOf(rule: DocumentedRule, text: string, sample: RuleSample): readonly Finding[] {
  const document = sampleDocument(rule, text, sample);
  const companions = [document, ...documentsBeside(document, sample.beside ?? {})];
  const service = testService({ dhis2Version: sample.dhis2Version ?? '' }, 'en', sample.today ?? today, sample.tracked, companions);
  return service.findings(document).filter((finding) => finding.rule === rule.id);
}

function messageIdOf(rule: DocumentedRule, finding: Finding): string {
  const entry = Object.entries(rule.messages).find(([, text]) => text === finding.message.text);
  return entry?.[0] ?? 'unknown message';
}

function applyPreferred(text: string, findings: readonly Finding[]): string {
  const edits = findings
    .flatMap((finding) => finding.fixes.find((fix) => fix.preferred)?.edits ?? [])
    .sort((a, b) => b.span.start - a.span.start);
  return edits.reduce((result, { span, newText }) => result.slice(0, span.start) + newText + result.slice(span.end), text);
}

/** JSON has no comments, so that lines of carets would be findings themselves. */
const isApart = ({ language }: DocumentedRule): boolean => language === 'tools-ng-containers';
const checkedText = (rule: DocumentedRule, { text }: RuleSample): string => (isApart(rule) ? withoutCarets(text) : text);

for (const rule of rules) {
  describe(`rule ${rule.id}`, () => {
    assert.ok(rule.bad.length > 0, `${rule.id} has no bad sample`);
    assert.ok(rule.good.length > 0, `${rule.id} has no good sample`);

    for (const [i, sample] of rule.bad.entries()) {
      test(`bad sample ${i + 1}`, () => {
        const actual = findingsOf(rule, checkedText(rule, sample), sample).map((finding) => ({
          start: finding.span.start,
          end: finding.span.end,
          messageId: messageIdOf(rule, finding),
        }));
        const expected = expectedFindings(sample.text, isApart(rule));
        assert.ok(expected.length > 0, 'a bad sample needs carets');
        assert.deepEqual(actual, expected);
      });

      if (sample.fixed !== undefined) {
        test(`bad sample ${i + 1}, fixed`, () => {
          const text = withoutCarets(sample.text);
          const fixed = applyPreferred(text, findingsOf(rule, text, sample));
          assert.equal(fixed, sample.fixed);
          assert.deepEqual(findingsOf(rule, fixed, sample), []);
        });
      }

      test(`bad sample ${i + 1}, rendered`, () => {
        for (const finding of findingsOf(rule, checkedText(rule, sample), sample)) {
          for (const locale of locales) assert.doesNotMatch(render(finding.message, locale), /(?<!\$)\{\w+\}/, 'an argument is missing');
        }
      });
    }

    for (const [i, sample] of rule.good.entries()) {
      test(`good sample ${i + 1}`, () => assert.deepEqual(findingsOf(rule, sample.text, sample), []));
    }

    test('every message is reached by a sample', () => {
      const reached = new Set(
        rule.bad.flatMap((sample) => findingsOf(rule, checkedText(rule, sample), sample).map((finding) => messageIdOf(rule, finding))),
      );
      assert.deepEqual([...reached].sort(), Object.keys(rule.messages).sort());
    });
  });
}
