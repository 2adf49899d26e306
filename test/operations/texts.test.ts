import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { describeError, errorTexts, OperationError, operationErrorCodes } from '../../client/src/operations/index.ts';
import { reason } from '../../client/src/operations/texts.ts';

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

  test('a reason is told in the language of its text', () => {
    const error = new OperationError('jump-host-failed', 'web-1', { jump: 'bastion', detail: reason('forwardingProhibited') });
    assert.match(describeError(error, 'en'), /does not lead there \(it does not allow forwarding\)/);
    assert.match(describeError(error, 'fr'), /n’y mène pas \(il n’autorise pas la redirection\)/);
  });

  test('an error of another kind keeps its words', () => {
    assert.equal(describeError(new Error('x'), 'fr'), 'x');
  });
});
