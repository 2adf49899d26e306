/** Expectations written into a sample as comment lines of carets; the notation is described at RuleSample. */

export type Expected = { readonly start: number; readonly end: number; readonly messageId: string };

const caretLine = /^(\s*#\s*)(\^+)\s+([\w.-]+)\s*$/;

/** The findings that the caret lines of a text expect, as offsets in that same text; in the text `withoutCarets` when they stand apart from it. */
export function expectedFindings(text: string, areApart = false): readonly Expected[] {
  const expected: Expected[] = [];
  const lines = text.split('\n');
  let offset = 0;
  let target = 0;
  for (const line of lines) {
    const match = caretLine.exec(line);
    if (match === null) target = offset;
    else {
      const [, lead = '', carets = '', messageId = ''] = match;
      const fromHash = lead === '#';
      const start = fromHash ? 0 : lead.length;
      expected.push({ start: target + start, end: target + lead.length + carets.length, messageId });
    }
    if (match === null || !areApart) offset += line.length + 1;
  }
  return expected;
}

/** The text without its caret lines: what a person would have in the file. */
export function withoutCarets(text: string): string {
  return text
    .split('\n')
    .filter((line) => !caretLine.test(line))
    .join('\n');
}
