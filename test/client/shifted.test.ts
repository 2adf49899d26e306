import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Change, type PlainPosition, type PlainRange, shifted } from '../../client/src/vscode/secrets/shifted.ts';

const lineStarts = (text: string) => [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
function positionAt(text: string, offset: number): PlainPosition {
  const line = lineStarts(text).findLastIndex((start) => start <= offset);
  return { line, character: offset - (lineStarts(text)[line] ?? 0) };
}
const offsetAt = (text: string, { line, character }: PlainPosition) => (lineStarts(text)[line] ?? 0) + character;
const rangeOf = (text: string, start: number, end: number): PlainRange => ({ start: positionAt(text, start), end: positionAt(text, end) });

/** The text after the change, and what the shifted range covers of it. */
function after(text: string, secret: string, from: string, to: string): string {
  const start = text.indexOf(secret);
  const change: Change = { range: rangeOf(text, text.indexOf(from), text.indexOf(from) + from.length), text: to };
  const next = text.replace(from, () => to);
  const [moved] = shifted([rangeOf(text, start, start + secret.length)], [change]);
  assert.ok(moved);
  return next.slice(offsetAt(next, moved.start), offsetAt(next, moved.end));
}

describe('shifted', () => {
  const text = 'a = 1\npassword = secret\nb = 2\n';
  const cases: readonly (readonly [name: string, from: string, to: string, covers: string])[] = [
    ['a line above goes', 'a = 1\n', '', 'secret'],
    ['lines above come', 'a', 'x = 1\ny = 2\na', 'secret'],
    ['the key grows', 'password', 'connection.password', 'secret'],
    ['the line is broken before the value', 'pass', 'pass\n', 'secret'],
    ['a line below changes', 'b = 2', 'c\nd', 'secret'],
    ['typing inside', 'cre', 'cXre', 'secXret'],
    ['typing at the end', 'secret', 'secret!', 'secret!'],
    ['the value goes', 'secret', '', ''],
    ['an edit over its beginning', '= sec', '= new', '= newret'],
    ['an edit over its end', 'ret\nb', 'ret more\nb', 'secret more\nb'],
  ];
  for (const [name, from, to, covers] of cases) test(name, () => assert.equal(after(text, 'secret', from, to), covers));

  test('several changes of one step', () => {
    const changes: Change[] = [
      { range: rangeOf(text, 0, 0), text: 'new\n' },
      { range: rangeOf(text, 6, 14), text: 'p' },
    ];
    const next = 'new\na = 1\np = secret\nb = 2\n';
    const [moved] = shifted([rangeOf(text, 17, 23)], changes);
    assert.ok(moved);
    assert.equal(next.slice(offsetAt(next, moved.start), offsetAt(next, moved.end)), 'secret');
  });

  test('whatever the change, no letter of the secret that is left is outside', () => {
    const filler = fc.string({ unit: fc.constantFrom('a', '=', '\n'), maxLength: 12 });
    const secrets = fc.string({ unit: fc.constantFrom('S', 'T'), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(filler, secrets, filler, fc.nat(), fc.nat(), filler, (before, secret, behind, a, b, inserted) => {
        const whole = before + secret + behind;
        const [from, to] = [a % (whole.length + 1), b % (whole.length + 1)].sort((x, y) => x - y) as [number, number];
        const next = whole.slice(0, from) + inserted + whole.slice(to);
        const [moved] = shifted(
          [rangeOf(whole, before.length, before.length + secret.length)],
          [{ range: rangeOf(whole, from, to), text: inserted }],
        );
        assert.ok(moved);
        const [start, end] = [offsetAt(next, moved.start), offsetAt(next, moved.end)];
        assert.doesNotMatch(next.slice(0, start) + next.slice(end), /[ST]/);
      }),
    );
  });
});
