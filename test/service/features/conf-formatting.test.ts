import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range } from 'vscode-languageserver-types';
import { parseProperties } from '../../../server/src/service/properties/parser.ts';
import { confDocument, testService } from '../../support/service.ts';
import { fixedRuns, propertiesText } from '../properties/arbitrary-properties.ts';

function formatted(text: string, range?: Range): string {
  const document = confDocument(text);
  return TextDocument.applyEdits(document, testService().formatting(document, range));
}

describe('formatting of dhis.conf', () => {
  const cases: readonly (readonly [what: string, text: string, formatted: string])[] = [
    ['one blank on each side', 'a=1\nbb  =2\nccc: 3\n', 'a = 1\nbb = 2\nccc : 3\n'],
    ['no blank behind an empty value', 'a=\nb =   \nc\n', 'a =\nb =\nc\n'],
    ['a paragraph that is lined up stays so', 'a    = 1\nlonger=2\nbb   = 3\n\nc=4\n', 'a      = 1\nlonger = 2\nbb     = 3\n\nc = 4\n'],
    ['comments between do not part a paragraph', 'a      = 1\n# x\nlonger = 2\n', 'a      = 1\n# x\nlonger = 2\n'],
    ['blanks as the separator stay', 'a  1\nb\t2\n', 'a  1\nb\t2\n'],
    ['values and comments stay', '#  x=1 \na=  "b = c"   \n', '#  x=1 \na = "b = c"   \n'],
    ['continuations stay', 'a=1, \\\n     2\nb \\\n  = 3\nc\\\nd=4\n', 'a = 1, \\\n     2\nb \\\n  = 3\nc\\\nd=4\n'],
    ['a value that begins with a sign', 'a==1\nb:=2\n', 'a = =1\nb : =2\n'],
    ['indentation stays', '  a=1\n', '  a = 1\n'],
    ['a line without a key stays', '= 1\n', '= 1\n'],
    ['nothing to do', 'a = 1\nb : 2\n', 'a = 1\nb : 2\n'],
  ];
  for (const [what, text, expected] of cases) test(what, () => assert.equal(formatted(text), expected));

  test('only the range', () => {
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 3 } };
    assert.equal(formatted('a=1\nb=2\nc=3\n', range), 'a=1\nb = 2\nc=3\n');
  });

  test('the server reads the same, comments stay, and a second time changes nothing', () => {
    const reading = (text: string) => {
      const { entries, comments, errors } = parseProperties(text);
      return {
        entries: entries.map(({ key, value }) => [key.cooked, value.cooked, text.slice(value.span.start, value.span.end)]),
        comments: comments.map(({ span }) => text.slice(span.start, span.end)),
        errors: errors.length,
      };
    };
    fc.assert(
      fc.property(propertiesText, (text) => {
        const once = formatted(text);
        assert.deepEqual(reading(once), reading(text));
        assert.equal(formatted(once), once);
      }),
      fixedRuns,
    );
  });
});
