/** Texts of a file in Markdown: whatever stands in a `dhis.conf` shows as it is and formats nothing. */

const controlNames: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r', '\f': '\\f' };

/** As code in a table, where a bar would begin the next cell. */
export function codeInTable(text: string): string {
  return code(text).replaceAll('|', '\\|');
}

export function code(text: string): string {
  const shown = text.replace(/[\u0000-\u001f\u007f\u2028\u2029]/g, (control) => controlNames[control] ?? '\ufffd');
  if (shown === '') return '';
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `\`${shown}\`` : `${fence} ${shown} ${fence}`;
}

/** A message, whose parts in backticks stay code. */
export function prose(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part.replaceAll('|', '\\|') : part.replace(/[\\*_[\]<>|~#`]/g, '\\$&')))
    .join('');
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
