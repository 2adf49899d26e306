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
  const list = [
    generatedHead('rule-list.ts'),
    "import type { Rule } from '../rules/define-rule.ts';",
    ...ids.map((id) => `import { rule as ${camelCase(id)} } from '../rules/${id}.ts';`),
    '',
    'export const rules: readonly Rule[] = [',
    ...ids.map((id) => `  ${camelCase(id)},`),
    '];',
    '',
  ];
  const pages = [
    generatedHead('rule-list.ts'),
    "import type { DocumentedRule } from '../rules/define-rule.ts';",
    ...ids.map((id) => `import { page as ${camelCase(id)}Page, rule as ${camelCase(id)} } from '../rules/${id}.ts';`),
    '',
    '/** Apart from the list of rules: whoever does not import this does not carry the prose and the samples. */',
    'export const documentedRules: readonly DocumentedRule[] = [',
    ...ids.map((id) => `  { ...${camelCase(id)}, ...${camelCase(id)}Page },`),
    '];',
    '',
  ];
  return [
    { path: 'server/src/service/generated/rule-list.ts', content: list.join('\n') },
    { path: 'server/src/service/generated/rule-pages.ts', content: pages.join('\n') },
  ];
}
