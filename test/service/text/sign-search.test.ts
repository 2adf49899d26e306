import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createSignSearch } from '../../../server/src/service/text/sign-search.ts';

describe('signs in a text that is edited', () => {
  const holds = createSignSearch(['SECRET', 'xox']);

  test('each text is answered as if it were the first', () => {
    const filler = 'a line of no interest\n'.repeat(500);
    const line = {};
    const texts = [
      filler,
      `${filler}SECRE`,
      `${filler}SECRET`,
      `${filler}SECRE`,
      `SECRE${filler}T`,
      `SECRET${filler}`,
      filler,
      '',
      'xo',
      'xox',
      'xo',
    ];
    for (const text of texts) assert.equal(holds(line, text), text.includes('SECRET') || text.includes('xox'), text.slice(-10));
  });

  test('a sign that an edit joins from both sides', () => {
    const line = {};
    assert.equal(holds(line, 'SEC--RET'), false);
    assert.equal(holds(line, 'SECRET'), true);
  });

  test('lines do not know of each other', () => {
    assert.equal(holds({}, 'nothing'), false);
    assert.equal(holds({}, 'a SECRET'), true);
  });
});
