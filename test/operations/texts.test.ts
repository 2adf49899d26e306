import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { describeError, errorTexts, OperationError, operationErrorCodes } from '../../client/src/operations/index.ts';

const placeholders = (text: string): readonly string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

describe('texts of the engine', () => {
  for (const code of operationErrorCodes) {
    test(code, () => {
      const { en, fr } = errorTexts[code];
      assert.notEqual(en, fr);
      assert.deepEqual(placeholders(en), placeholders(fr), 'the same arguments in both languages');
      assert.ok(en.startsWith('{host}: ') && fr.startsWith('{host} : '));
    });
  }

  test('arguments and host are filled in', () => {
    const error = new OperationError('host-not-found', 'web-1', { address: 'web.example' });
    assert.match(describeError(error, 'en'), /^web-1: the name web\.example was not found/);
    assert.match(describeError(error, 'fr'), /^web-1 : le nom web\.example est introuvable/);
  });

  test('an error of another kind keeps its words', () => {
    assert.equal(describeError(new Error('x'), 'fr'), 'x');
  });
});
