import type { Finding } from '../findings.ts';
import type { HostLine, IniFile } from '../inventory/ini-ast.ts';

/** `web[01:50]` is one line for its author: what is wrong with all its hosts is told once, by the name of the first. */
export function oncePerRange(findings: readonly Finding[], { sections }: IniFile): readonly Finding[] {
  const ranges = sections
    .flatMap(({ lines }) => lines)
    .filter((line): line is HostLine => line.kind === 'host' && line.names.length > 1)
    .map(({ span, names }) => ({ span, names: new Set<unknown>(names) }));
  if (ranges.length === 0) return findings;
  const told = new Set<string>();
  return findings.filter(({ rule, span, message }) => {
    const range = ranges.find((one) => one.span.start <= span.start && span.start <= one.span.end);
    if (range === undefined) return true;
    const args = Object.entries(message.args).map(([name, value]) => [name, range.names.has(value) ? '' : value]);
    const key = JSON.stringify([rule, span.start, span.end, message.text.en, args]);
    return !told.has(key) && told.add(key);
  });
}
