/** Plain data as text: YAML as people write it, JSON as editors format it. */

export function jsonText(data: unknown): string {
  return `${JSON.stringify(data, undefined, 2)}\n`;
}

/** Lists and maps in blocks, short ones on one line; a comment above each tenth item of a list. */
export function yamlText(plan: { readonly [field: string]: unknown }): string {
  return `# Plan of the ministry\n${Object.entries(plan)
    .flatMap(([name, value]) => field(name, value, ''))
    .join('\n')}\n`;
}

function field(name: string, value: unknown, margin: string): readonly string[] {
  if (isShort(value)) return [`${margin}${name}: ${inLine(value)}`];
  if (Array.isArray(value)) {
    const items = value.flatMap((item, i) => [...(i % 10 === 5 ? [`${margin}  # from ${i} on`] : []), ...listed(item, `${margin}  `)]);
    return [`${margin}${name}:`, ...items];
  }
  return [`${margin}${name}:`, ...Object.entries(value as object).flatMap(([key, child]) => field(key, child, `${margin}  `))];
}

function listed(item: unknown, margin: string): readonly string[] {
  if (isShort(item) && typeof item !== 'object') return [`${margin}- ${inLine(item)}`];
  const lines = Object.entries(item as object).flatMap(([key, child]) => field(key, child, `${margin}  `));
  return lines.map((line, i) => (i === 0 ? `${margin}- ${line.slice(margin.length + 2)}` : line));
}

/** Few words, none of them nested. */
function isShort(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  const parts = Object.values(value);
  return parts.length < 3 && parts.every((part) => typeof part !== 'object');
}

function inLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inLine).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{ ${Object.entries(value)
      .map(([name, part]) => `${name}: ${inLine(part)}`)
      .join(', ')} }`;
  }
  return typeof value === 'string' && !/^[A-Za-z/][\w./@-]*(?: [\w./@-]+)*$/.test(value) ? JSON.stringify(value) : String(value);
}
