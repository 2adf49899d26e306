/** The parts of a parsed file: with what lies between they are the text again, so none is lost and no two overlap. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Span } from '../../../server/src/service/findings.ts';
import type { PropertiesFile } from '../../../server/src/service/properties/ast.ts';
import { parseProperties } from '../../../server/src/service/properties/parser.ts';
import { fixedRuns, propertiesText } from './arbitrary-properties.ts';
import { javaTexts } from './java-table.ts';

/** From comments, keys, separators, values, and what lies between. */
function putTogether(text: string, file: PropertiesFile): string {
  const parts: Span[] = file.comments.map((comment) => comment.span);
  for (const { key, separator, value } of file.entries) parts.push(key.span, separator, value.span);
  parts.sort((a, b) => a.start - b.start || a.end - b.end);
  let printed = '';
  let end = 0;
  for (const part of parts) {
    printed += text.slice(end, part.start) + text.slice(part.start, part.end);
    end = part.end;
  }
  return printed + text.slice(end);
}

describe('the parts of a file put together', () => {
  test('give back every text of the table', () => {
    for (const { text } of javaTexts) assert.equal(putTogether(text, parseProperties(text)), text);
  });
  test('give back any text', () => {
    fc.assert(
      fc.property(propertiesText, (text) => assert.equal(putTogether(text, parseProperties(text)), text)),
      fixedRuns,
    );
  });
  test('do not hide parts that overlap', () => {
    const text = 'a=b';
    const wrong: PropertiesFile = { ...parseProperties(text), comments: [{ span: { start: 0, end: 2 } }] };
    assert.notEqual(putTogether(text, wrong), text);
  });
});
