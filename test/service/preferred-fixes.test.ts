/** A fix that is applied without asking must do away with what it was offered for; what comes to light then is another finding. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Finding } from '@dhis2-hosting/server/service';
import { mutate } from '../../scripts/fuzz/mutate.ts';
import { createRandom } from '../../scripts/fuzz/random.ts';
import { knownTexts } from '../../scripts/fuzz/run-fuzz.ts';
import { applyEdits, inOrder } from '../../server/src/service/text/edits.ts';
import { confDocument, testService } from '../support/service.ts';

const versions = ['', '2.35', '2.37.3', '2.40.12', '2.41.2', '2.42.4', '2.43'];
/** What counts as the same finding, wherever the lines have moved to. */
const nameOf = ({ rule, message }: Finding) => JSON.stringify([rule, message.text.en, message.args]);

/** The first fix of a text after which its finding is still there as often as before. */
function uselessFix(text: string, dhis2Version: string): string | undefined {
  const service = testService({ dhis2Version });
  const findings = service.findings(confDocument(text));
  // Without the line that counts the one before it counts, which may hold the same mistake.
  if (findings.some(({ rule }) => rule === 'duplicate-key' || rule === 'template-file')) return undefined;
  const timesIn = (list: readonly Finding[], name: string) => list.filter((finding) => nameOf(finding) === name).length;
  for (const finding of findings) {
    const fix = finding.fixes.find(({ preferred }) => preferred);
    if (fix === undefined) continue;
    const fixed = applyEdits(text, inOrder(fix.edits));
    const name = nameOf(finding);
    if (timesIn(service.findings(confDocument(fixed)), name) >= timesIn(findings, name)) {
      return `${name} in version ${dhis2Version || 'newest'}\nbefore ${JSON.stringify(text)}\nafter  ${JSON.stringify(fixed)}`;
    }
  }
  return undefined;
}

/** A fix that is still offered when all of them were applied. */
function fixLeft(text: string, dhis2Version: string): string | undefined {
  const service = testService({ dhis2Version });
  const fixed = service.fixAll(confDocument(text)).text;
  const left = service.findings(confDocument(fixed)).find(({ fixes }) => fixes.some(({ preferred }) => preferred));
  return left && `${nameOf(left)} in version ${dhis2Version || 'newest'}\nbefore ${JSON.stringify(text)}\nafter  ${JSON.stringify(fixed)}`;
}

describe('a preferred fix does away with its finding', () => {
  test('in all samples and files, with and without a last line end', () => {
    for (const text of knownTexts('dhis-conf')) {
      for (const variant of [text, text.trimEnd(), `${text.trimEnd()}\\`, text.replaceAll('\n', '\r\n')]) {
        for (const version of ['', '2.37.3', '2.41.2']) assert.equal(uselessFix(variant, version), undefined);
      }
    }
  });

  test('in files made by chance', () => {
    const texts = knownTexts('dhis-conf').filter(({ length }) => length < 1500);
    const random = createRandom(4711);
    for (let file = 0; file < 1000; file++) {
      const text = mutate(texts, random).slice(0, 3000);
      const version = random.of(versions);
      assert.equal(uselessFix(text, version), undefined);
      assert.equal(fixLeft(text, version), undefined);
    }
  });
});
