/** A manifest as text: sections apart, one field a line, short lists on one line. */
import { scalarText } from '../yaml/scalar-text.ts';
import type { SoundPlan } from './plan-draft.ts';

/** The comments stand above all, without their `#`. */
export function planText(plan: SoundPlan, comments: readonly string[]): string {
  const sections = Object.entries(plan).map(([name, value]) => fieldLines(name, value, '').join('\n'));
  const [version = '', ...others] = sections;
  const head = [...comments.map((line) => `# ${line}`), version].join('\n');
  return `${[head, ...others].join('\n\n')}\n`;
}

function fieldLines(name: string, value: unknown, indent: string): readonly string[] {
  if (Array.isArray(value)) {
    const isPlain = value.every((item) => typeof item !== 'object');
    if (isPlain) return [`${indent}${name}: [${value.map(scalarText).join(', ')}]`];
    return [`${indent}${name}:`, ...value.flatMap((item) => itemLines(item, `${indent}  `))];
  }
  if (typeof value === 'object' && value !== null && Object.keys(value).length > 0) {
    return [`${indent}${name}:`, ...Object.entries(value).flatMap(([field, inner]) => fieldLines(field, inner, `${indent}  `))];
  }
  return [`${indent}${name}: ${scalarText(value)}`];
}

function itemLines(item: unknown, indent: string): readonly string[] {
  const lines = Object.entries(item as object).flatMap(([field, value]) => fieldLines(field, value, `${indent}  `));
  return lines.map((line, i) => (i === 0 ? `${indent}- ${line.slice(indent.length + 2)}` : line));
}
