/** What the rules on plans offer to add: the text stays a sound manifest, and the finding is gone. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type DocumentedRule, documentedRules as rules } from '@dhis2-hosting/server/documented';
import type { Finding } from '@dhis2-hosting/server/service';
import { withoutCarets } from '../support/carets.ts';
import { documentsBeside, manifestDocument, testService, today } from '../support/service.ts';

const planning = rules.filter(({ category }) => category === 'planning');

function findingsIn(sample: DocumentedRule['bad'][number], text: string): readonly Finding[] {
  const document = manifestDocument(text);
  const beside = documentsBeside(document, sample.beside ?? {});
  return testService({}, 'en', sample.today ?? today, false, beside).findings(document);
}

function applied(text: string, { edits }: Finding['fixes'][number]): string {
  const sorted = edits.toSorted((a, b) => b.span.start - a.span.start);
  return sorted.reduce((result, { span, newText }) => result.slice(0, span.start) + newText + result.slice(span.end), text);
}

const breaks: readonly (readonly [name: string, change: (text: string) => string])[] = [
  ['LF', (text) => text],
  ['CRLF', (text) => text.replaceAll('\n', '\r\n')],
  ['no line end at the end', (text) => text.trimEnd()],
  ['comments and another document behind', (text) => `${text}# the end\n---\nversion: 1\n`],
];

let tried = 0;
for (const rule of planning) {
  describe(rule.id, () => {
    for (const [i, sample] of rule.bad.entries()) {
      for (const [name, change] of breaks) {
        const text = change(withoutCarets(sample.text));
        const before = findingsIn(sample, text).filter((finding) => finding.rule === rule.id);
        for (const finding of before) {
          for (const fix of finding.fixes) {
            tried++;
            test(`bad sample ${i + 1}, ${name}: ${fix.title.text.en}`, () => {
              assert.equal(fix.preferred, false, 'what is written is for people to decide');
              const after = findingsIn(sample, applied(text, fix));
              assert.deepEqual(
                after.filter(({ rule: id }) => id.startsWith('manifest-')).map(({ rule: id }) => id),
                [],
              );
              // Another sentence of the rule may follow: what was added is not done yet.
              const same = (other: Finding) => other.rule === rule.id && other.message.text === finding.message.text;
              assert.equal(after.filter(same).length, before.filter(same).length - 1, applied(text, fix));
            });
          }
        }
      }
    }
  });
}

test('some rules offer fixes', () => assert.ok(tried > 0));
