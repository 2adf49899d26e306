import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { possibleValues } from '../../client/src/vscode/secrets/possible-values.ts';

/** The text with what would be hidden as dots. */
function hidden(text: string): string {
  const lines = text.split('\n');
  for (const { line, start, end } of possibleValues(text)) {
    const content = lines[line] ?? '';
    lines[line] = `${content.slice(0, start)}${'*'.repeat(end - start)}${content.slice(end)}`;
  }
  return lines.join('\n');
}

describe('possibleValues', () => {
  const cases: readonly (readonly [text: string, hidden: string])[] = [
    ['', ''],
    ['alone', 'alone'],
    ['a=b', 'a=*'],
    ['  a.b : c', '  a.b ***'],
    ['a\tb', 'a\t*'],
    ['password s3cret=x', 'password ********'],
    ['#password=s3cret', '#password=******'],
    ['# connection.password = s3cret', '# connection.password ********'],
    ['a = b \\\n  c \\\\\nd = e', 'a *****\n******\nd ***'],
    ['a=\\\n\nb=c', 'a=*\n\nb=*'],
  ];
  for (const [text, shown] of cases) test(JSON.stringify(text), () => assert.equal(hidden(text), shown));
});
