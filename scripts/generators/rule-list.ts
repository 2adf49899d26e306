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

/** The lists by language, named by what they hold; `define<key>Rule` in a rule's file says which it belongs to. */
const languages = {
  Conf: 'conf-rules',
  Manifest: 'manifest-rules',
  Inventory: 'inventory-rules',
  Containers: 'containers-rules',
  LintSettings: 'lint-settings-rules',
  Suppression: 'suppression-rules',
} as const;
type Language = keyof typeof languages;

async function languageOf(id: string): Promise<Language> {
  const source = await readFile(path.join(root, folder, `${id}.ts`), 'utf8');
  const name = /^export const rule = define(\w+)Rule\b/m.exec(source)?.[1];
  if (name === undefined || !(name in languages)) throw new Error(`${folder}/${id}.ts: no language`);
  return name as Language;
}

const camelCase = (id: string) => id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

const importOf = (id: string) => `import { rule as ${camelCase(id)} } from '../rules/${id}.ts';`;

/** A list of its own for each kind of document, so that whoever checks one kind need not carry the rules of the others. */
async function listsByLanguage(ids: readonly string[]): Promise<readonly GeneratedFile[]> {
  const languageById = new Map(await Promise.all(ids.map(async (id) => [id, await languageOf(id)] as const)));
  return Object.entries(languages).map(([language, name]) => {
    const own = ids.filter((id) => languageById.get(id) === language);
    const lines = [
      generatedHead('rule-list.ts'),
      `import type { ${language}Rule } from '../rules/define-rule.ts';`,
      ...own.map(importOf),
      '',
      `export const ${camelCase(name)}: readonly ${language}Rule[] = [`,
      ...own.map((id) => `  ${camelCase(id)},`),
      '];',
      '',
    ];
    return { path: `server/src/service/generated/${name}.ts`, content: lines.join('\n') };
  });
}

export async function generate(): Promise<readonly GeneratedFile[]> {
  const ids = await ruleIds();
  const list = [
    generatedHead('rule-list.ts'),
    "import type { Rule } from '../rules/define-rule.ts';",
    ...ids.map(importOf),
    '',
    'export const rules: readonly Rule[] = [',
    ...ids.map((id) => `  ${camelCase(id)},`),
    '];',
    '',
  ];
  const names = [
    generatedHead('rule-list.ts'),
    '',
    '/** Of all rules: for those who only ask whether there is one of that name. */',
    '// As one text: a quarter less to read at each start than with a quotation mark at each end.',
    'export const ruleIds: readonly string[] = `',
    ...ids,
    "`.trim().split('\\n');",
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
    { path: 'server/src/service/generated/rule-ids.ts', content: names.join('\n') },
    { path: 'server/src/service/generated/rule-pages.ts', content: pages.join('\n') },
    ...(await listsByLanguage(ids)),
  ];
}
