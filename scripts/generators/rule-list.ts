/** The list of rules from the files of server/src/service/rules: every file there that exports `rule`. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type GeneratedFile, generatedHead, root } from '../generate.ts';

const folder = 'server/src/service/rules';

export async function ruleIds(): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const name of (await readdir(path.join(root, folder))).sort()) {
    if (!name.endsWith('.ts')) continue;
    const source = await readFile(path.join(root, folder, name), 'utf8');
    if (/^export const rule = /m.test(source)) ids.push(name.slice(0, -'.ts'.length));
  }
  return ids;
}

const camelCase = (id: string) => id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

export async function generate(): Promise<readonly GeneratedFile[]> {
  const ids = await ruleIds();
  const lines = [
    generatedHead('rule-list.ts'),
    "import type { Rule } from '../rules/define-rule.ts';",
    ...ids.map((id) => `import { rule as ${camelCase(id)} } from '../rules/${id}.ts';`),
    '',
    'export const rules: readonly Rule[] = [',
    ...ids.map((id) => `  ${camelCase(id)},`),
    '];',
    '',
  ];
  return [{ path: 'server/src/service/generated/rule-list.ts', content: lines.join('\n') }];
}
