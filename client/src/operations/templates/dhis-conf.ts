/** The keys of dhis.conf that the plan of an installation decides, and how they are put into a file that has others too. */

export type ConfEntry = { readonly key: string; readonly value: string; readonly comment: string };

const header =
  '# Written by DHIS2 Hosting. What you add stays; the keys below follow the manifest.\n# What is secret is a variable of the environment, which systemd reads from a file of root.\n';

export function newDhisConf(entries: readonly ConfEntry[]): string {
  return [header, ...entries.map(({ key, value, comment }) => `# ${comment}\n${key} = ${value}\n`)].join('\n');
}

/** The same as `mergeDhisConf` of steps/dhis-conf.ts does on the host; a test compares them. */
export function mergedDhisConf(content: string, entries: readonly ConfEntry[]): string {
  const wanted = new Map(entries.map(({ key, value }) => [key, value]));
  const done = new Set<string>();
  const lines: string[] = [];
  let skipping = false;
  for (const line of content.replace(/\n$/, '').split('\n')) {
    if (skipping) {
      skipping = line.endsWith('\\');
      continue;
    }
    const key = line.replace(/^[ \t]+/, '').replace(/[ \t=:].*$/, '');
    const value = wanted.get(key);
    if (value === undefined) lines.push(line);
    else {
      if (!done.has(key)) lines.push(`${key} = ${value}`);
      done.add(key);
      skipping = line.endsWith('\\');
    }
  }
  const missing = entries.filter(({ key }) => !done.has(key)).map(({ key, value }) => `${key} = ${value}`);
  return [...lines, ...missing, ''].join('\n');
}
