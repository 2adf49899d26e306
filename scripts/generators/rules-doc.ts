/** docs/rules/<id>.md and <id>.fr.md with the samples that the tests run, and the table of all rules in both languages. */
import { type DocumentedRule, type RuleSample, documentedRules as rules } from '@dhis2-hosting/server/documented';
import { type Locale, locales, type Text } from '@dhis2-hosting/server/service';
import type { GeneratedFile } from '../generate.ts';

const words = {
  generated: {
    en: '<!-- Generated from server/src/service/rules/{id}.ts. Do not edit: run `npm run generate`. -->',
    fr: '<!-- Produit à partir de server/src/service/rules/{id}.ts. Ne pas modifier : lancez `npm run generate`. -->',
  },
  severity: { en: 'Severity', fr: 'Gravité' },
  category: { en: 'Category', fr: 'Catégorie' },
  file: { en: 'File', fr: 'Fichier' },
  since: { en: 'Since', fr: 'Depuis' },
  fix: { en: 'Quick fix', fr: 'Correction rapide' },
  yes: { en: 'yes', fr: 'oui' },
  no: { en: 'no', fr: 'non' },
  what: { en: 'What it finds', fr: 'Ce que la règle trouve' },
  why: { en: 'Why it matters', fr: "Pourquoi c'est important" },
  todo: { en: 'What to do', fr: 'Que faire' },
  bad: { en: 'Found', fr: 'Trouvé' },
  fixed: { en: 'After the quick fix', fr: 'Après la correction rapide' },
  good: { en: 'Not found', fr: 'Non trouvé' },
  tracked: { en: 'under version control', fr: 'sous gestion de versions' },
  beside: { en: 'beside it', fr: 'à côté,' },
  checkedFor: { en: 'checked for DHIS2 {version}', fr: 'vérifié pour DHIS2 {version}' },
  settings: { en: 'Settings', fr: 'Réglage' },
  source: { en: 'Source', fr: 'Source' },
  controls: { en: 'Controls', fr: 'Contrôles' },
  rules: { en: 'Rules', fr: 'Règles' },
  rule: { en: 'Rule', fr: 'Règle' },
  levels: {
    en: 'Values: `error`, `warning`, `info`, `hint`, `off`.',
    fr: 'Valeurs : `error`, `warning`, `info`, `hint`, `off`.',
  },
} as const satisfies Record<string, Text>;

const files: { readonly [L in DocumentedRule['language']]: string } = {
  'dhis-conf': 'dhis.conf',
  'hosting-manifest': 'dhis2-hosting.yaml',
  'server-tools-inventory': 'inventory/hosts, host_vars, group_vars',
  'tools-ng-containers': 'containers.json',
  'lint-settings': '.dhis2-lint.yaml',
  every: 'dhis.conf, dhis2-hosting.yaml, inventory/hosts',
};
const fileOf = (rule: DocumentedRule) => files[rule.language];
const isFixable = (rule: DocumentedRule) => rule.bad.some((sample) => sample.fixed !== undefined);
const suffix = (locale: Locale) => (locale === 'en' ? '' : `.${locale}`);

/** What the page colours the text as. */
function languageOf(rule: DocumentedRule, file = 'inventory/hosts'): string {
  switch (rule.language) {
    case 'hosting-manifest':
    case 'lint-settings':
      return 'yaml';
    case 'server-tools-inventory':
      return file.includes('_vars/') ? 'yaml' : 'ini';
    case 'tools-ng-containers':
      return 'json';
    case 'dhis-conf':
    case 'every':
      return 'properties';
  }
}

function codeBlock(language: string, text: string): readonly string[] {
  return [`\`\`\`${language}`, text.replace(/\n$/, ''), '```', ''];
}

function sampleBlock(rule: DocumentedRule, sample: RuleSample, text: string, locale: Locale): readonly string[] {
  const notes = [
    ...(sample.file === undefined ? [] : [`\`${sample.file}\``]),
    ...(sample.dhis2Version === undefined ? [] : [words.checkedFor[locale].replace('{version}', sample.dhis2Version)]),
    ...(sample.tracked === true ? [words.tracked[locale]] : []),
  ];
  const note = notes.length === 0 ? [] : [`*${notes.join(', ')}*`, ''];
  const beside = Object.entries(sample.beside ?? {}).flatMap(([file, other]) => [
    `*${words.beside[locale]} \`${file}\`*`,
    '',
    ...codeBlock(/\.conf$/.test(file) ? 'properties' : /\.yaml$|_vars\//.test(file) ? 'yaml' : 'ini', other),
  ]);
  return [...note, ...codeBlock(languageOf(rule, sample.file), text), ...beside];
}

function page(rule: DocumentedRule, locale: Locale): string {
  const section = (title: Text, body: readonly string[]) => (body.length === 0 ? [] : [`## ${title[locale]}`, '', ...body]);
  const fixed = rule.bad.filter((sample) => sample.fixed !== undefined && sample.fixed !== '');
  return [
    words.generated[locale].replace('{id}', rule.id),
    '',
    `# ${rule.id}`,
    '',
    `${rule.title[locale]}.`,
    '',
    `| ${words.file[locale]} | ${words.category[locale]} | ${words.severity[locale]} | ${words.fix[locale]} | ${words.since[locale]} |`,
    '| --- | --- | --- | --- | --- |',
    `| ${fileOf(rule)} | ${rule.category} | ${rule.severity} | ${words[isFixable(rule) ? 'yes' : 'no'][locale]} | ${rule.since} |`,
    '',
    ...section(words.what, [rule.what[locale], '']),
    ...section(words.why, [rule.why[locale], '']),
    ...section(words.todo, [rule.todo[locale], '']),
    ...section(
      words.bad,
      rule.bad.flatMap((sample) => sampleBlock(rule, sample, sample.text, locale)),
    ),
    ...section(
      words.fixed,
      fixed.flatMap((sample) => sampleBlock(rule, sample, sample.fixed ?? '', locale)),
    ),
    ...section(
      words.good,
      rule.good.flatMap((sample) => sampleBlock(rule, sample, sample.text, locale)),
    ),
    ...section(words.settings, [
      '```json',
      `"dhis2Hosting.rules": { "${rule.id}": "${rule.severity}" }`,
      '```',
      '',
      words.levels[locale],
      '',
    ]),
    ...section(words.source, [rule.source, '']),
    ...section(words.controls, rule.controls === undefined ? [] : [rule.controls.join(', '), '']),
  ].join('\n');
}

function index(locale: Locale): string {
  return [
    words.generated[locale].replace('/{id}.ts', ''),
    '',
    `# ${words.rules[locale]}`,
    '',
    `| ${words.rule[locale]} | ${words.file[locale]} | ${words.severity[locale]} | ${words.fix[locale]} | |`,
    '| --- | --- | --- | --- | --- |',
    ...rules.map(
      (rule) =>
        `| [${rule.id}](${rule.id}${suffix(locale)}.md) | ${fileOf(rule)} | ${rule.severity} | ${words[isFixable(rule) ? 'yes' : 'no'][locale]} | ${rule.title[locale]} |`,
    ),
    '',
  ].join('\n');
}

export async function generate(): Promise<readonly GeneratedFile[]> {
  return locales.flatMap((locale) => [
    ...rules.map((rule) => ({ path: `docs/rules/${rule.id}${suffix(locale)}.md`, content: page(rule, locale) })),
    { path: `docs/rules/README${suffix(locale)}.md`, content: index(locale) },
  ]);
}
