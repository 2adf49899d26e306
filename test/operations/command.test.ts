import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { commandLine, quoteWord, shellScript } from '../../client/src/operations/command.ts';

/** What /bin/sh makes of a command line: the words, one NUL after each. */
function wordsBySh(line: string): readonly string[] {
  const output = execFileSync('/bin/sh', ['-c', `show() { for w; do printf '%s\\0' "$w"; done; }; show ${line}`]);
  return output.toString('utf8').split('\0').slice(0, -1);
}

const nasty = [
  '',
  ' ',
  "'",
  "''",
  '"',
  '$(id)',
  '`id`',
  '\\',
  '\n',
  '*',
  '~',
  '!x',
  '#',
  '-n',
  '--',
  'é',
  '\t',
  ';',
  '&',
  '$HOME',
  "it's",
  '\x01',
];

describe('quoting for a remote shell', () => {
  test('the shell reads back every word', () => {
    assert.deepEqual(wordsBySh(commandLine(nasty)), nasty);
  });

  test('any words, as a property against /bin/sh', () => {
    const word = fc.oneof(
      fc.constantFrom(...nasty),
      fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', '')),
    );
    const property = fc.property(fc.array(word, { minLength: 1, maxLength: 30 }), (words) => {
      assert.deepEqual(wordsBySh(commandLine(words)), words);
    });
    fc.assert(property, { numRuns: 60 });
  });

  test('plain words stay readable', () => {
    assert.equal(commandLine(['tail', '-n', '200', '/var/log/tomcat9/catalina.out']), 'tail -n 200 /var/log/tomcat9/catalina.out');
  });

  test('a NUL is refused', () => {
    assert.throws(() => quoteWord('a\0b'), RangeError);
  });

  test('a script runs with its arguments', () => {
    const line = shellScript('n=$#;\n  echo "$0 $n $1";', 'sample', ["it's", 'b']);
    assert.equal(execFileSync('/bin/sh', ['-c', line], { encoding: 'utf8' }), "sample 2 it's\n");
  });

  test('a script that csh or fish would read differently is refused', () => {
    assert.throws(() => shellScript("echo 'x'", 'sample', []), RangeError);
    assert.throws(() => shellScript('echo "\\n"', 'sample', []), RangeError);
  });
});
