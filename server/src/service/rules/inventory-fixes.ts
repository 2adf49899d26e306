/** Fixes of rules about inventories. */
import type { Fix, Span } from '../findings.ts';
import type { HostLine, IniFile } from '../inventory/ini-ast.ts';
import { message } from '../messages.ts';

/** Adds a variable to the line of a host, before a comment. */
export function addToHostFix({ span }: HostLine, variable: string, preferred: boolean): Fix {
  return { title: addTitle(variable), edits: [{ span: { start: span.end, end: span.end }, newText: ` ${variable}` }], preferred };
}

/** Adds a line at the end of a section, which is made when it is not there. */
export function addToSectionFix({ text, sections }: IniFile, section: string, line: string, preferred: boolean): Fix {
  const found = sections.findLast(
    ({ header }) => header !== undefined && text.slice(header.span.start + 1, header.span.end - 1) === section,
  );
  const at = found?.span.end ?? text.length;
  const newLine = text.includes('\r\n') ? '\r\n' : '\n';
  const lead = found === undefined ? `${text === '' || /[\r\n]$/.test(text) ? '' : newLine}${newLine}[${section}]${newLine}` : newLine;
  // A comment may follow on the last line of the section.
  const end = found === undefined ? at : endOfLine(text, at);
  return {
    title: addTitle(line),
    edits: [{ span: { start: end, end }, newText: `${lead}${line}${found === undefined ? newLine : ''}` }],
    preferred,
  };
}

export function replaceFix(span: Span, value: string, preferred: boolean): Fix {
  return {
    title: message({ en: 'Change to `{value}`', fr: 'Remplacer par `{value}`' }, { value }),
    edits: [{ span, newText: value }],
    preferred,
  };
}

const addTitle = (line: string) => message({ en: 'Add `{line}`', fr: 'Ajouter `{line}`' }, { line });

function endOfLine(text: string, offset: number): number {
  const end = text.slice(offset).search(/[\r\n]/);
  return end < 0 ? text.length : offset + end;
}
