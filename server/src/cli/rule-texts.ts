/** What a rule is about, for terminals and for services that show it beside a finding. */
import type { DocumentedRule, RuleSample } from '#service/documented.ts';
import type { Locale, Text } from '#service/index.ts';

const words = {
  what: { en: 'What it finds', fr: 'Ce que la règle trouve' },
  why: { en: 'Why it matters', fr: "Pourquoi c'est important" },
  todo: { en: 'What to do', fr: 'Que faire' },
  found: { en: 'Found', fr: 'Trouvé' },
  fixed: { en: 'After the fix', fr: 'Après la correction' },
  notFound: { en: 'Not found', fr: 'Non trouvé' },
  source: { en: 'Source', fr: 'Source' },
  controls: { en: 'Controls', fr: 'Contrôles' },
} as const satisfies { readonly [id: string]: Text };

type Part = { readonly title: Text; readonly prose: string } | { readonly title: Text; readonly samples: readonly string[] };

export function isFixable(rule: DocumentedRule): boolean {
  return rule.bad.some(({ fixed }) => fixed !== undefined);
}

/** Everything, for who asks about the rule. */
export function rulePlain(rule: DocumentedRule, locale: Locale): string {
  return plain(partsOf(rule, locale), locale);
}

/** What a page colours samples as; `properties` where it is not said. */
const languages: { readonly [L in DocumentedRule['language']]?: string } = {
  'hosting-manifest': 'yaml',
  'lint-settings': 'yaml',
  'tools-ng-containers': 'json',
};

/** What helps with a finding: of the samples only the first that is wrong, and what becomes of it. */
export function ruleHelp(rule: DocumentedRule, locale: Locale): { readonly text: string; readonly markdown: string } {
  const [first] = rule.bad;
  const parts = partsOf({ ...rule, bad: first === undefined ? [] : [first], good: [] }, locale);
  const language = languages[rule.language] ?? 'properties';
  const block = (sample: string) => `\`\`\`${language}\n${sample}\n\`\`\``;
  const markdown = parts.map(
    (part) => `**${part.title[locale]}**\n\n${'prose' in part ? part.prose : part.samples.map(block).join('\n\n')}`,
  );
  return { text: plain(parts, locale), markdown: markdown.join('\n\n') };
}

function plain(parts: readonly Part[], locale: Locale): string {
  return parts
    .map((part) => `${part.title[locale]}\n${'prose' in part ? part.prose : part.samples.map(indented).join('\n\n')}`)
    .join('\n\n');
}

/** In the order a reader needs them. */
function partsOf(rule: DocumentedRule, locale: Locale): readonly Part[] {
  const samples = (title: Text, texts: readonly string[]) => (texts.length === 0 ? [] : [{ title, samples: texts }]);
  const fixed = rule.bad.flatMap((sample) => (sample.fixed === undefined || sample.fixed.trim() === '' ? [] : [sample.fixed]));
  return [
    { title: words.what, prose: rule.what[locale] },
    { title: words.why, prose: rule.why[locale] },
    { title: words.todo, prose: rule.todo[locale] },
    ...samples(words.found, rule.bad.map(sampleText)),
    ...samples(words.fixed, fixed.map(trimmed)),
    ...samples(words.notFound, rule.good.map(sampleText)),
    { title: words.source, prose: rule.source },
    ...(rule.controls === undefined ? [] : [{ title: words.controls, prose: rule.controls.join(', ') }]),
  ];
}

/** The tests read off them what is to be found. */
const caretLine = /^\s*#\s*\^.*$/;

function sampleText({ text }: RuleSample): string {
  const lines = text.split('\n').filter((line) => !caretLine.test(line));
  return trimmed(lines.join('\n'));
}

const trimmed = (text: string) => text.replace(/\s+$/, '');

const indented = (text: string) => text.replace(/^(?=.)/gm, '    ');
