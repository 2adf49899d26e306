/** The preview of an upgrade as a page. */
import { formatVersion } from '../catalogue/versions.ts';
import { type Locale, type MessageArgs, message, render, type Text } from '../messages.ts';
import { code, codeInTable, prose, table } from '../text/markdown.ts';
import type { DefaultChange, FindingInLine, KeyChange, UpgradePreview } from './upgrade-preview.ts';

const texts = {
  title: { en: 'This file under DHIS2 {to} instead of {from}', fr: 'Ce fichier sous DHIS2 {to} au lieu de {from}' },
  nothing: { en: 'Nothing changes.', fr: 'Rien ne change.' },
  fixes: {
    en: 'Certain fixes that can be applied at once: {count}. Findings left then: {left}.',
    fr: "Corrections certaines applicables d'un coup : {count}. Constats restants ensuite : {left}.",
  },
  keys: { en: 'Keys of the file', fr: 'Clés du fichier' },
  defaults: {
    en: 'Defaults that change because the file does not set the key',
    fr: 'Valeurs par défaut qui changent, la clé étant absente du fichier',
  },
  key: { en: 'Key', fr: 'Clé' },
  none: { en: 'none', fr: 'aucune' },
  notShown: { en: 'changes (a secret, not shown)', fr: 'change (un secret, non montré)' },
  appearing: { en: 'Findings that appear', fr: 'Constats qui apparaissent' },
  vanishing: { en: 'Findings that go away', fr: 'Constats qui disparaissent' },
  newKeys: { en: 'New keys', fr: 'Nouvelles clés' },
  inLine: { en: 'line {line}: {what}', fr: 'ligne {line} : {what}' },
  newKey: { en: '{key}: {what}', fr: '{key} : {what}' },
} as const satisfies Record<string, Text>;

const changes = {
  vanishes: { en: 'is not read any more', fr: "n'est plus lue" },
  renamed: { en: 'is now called {to}', fr: "s'appelle désormais {to}" },
  'still-unknown': { en: 'is not known there yet, but since {since}', fr: "n'y est pas encore connue, mais seulement depuis {since}" },
  'takes-effect': { en: 'takes effect: so far it was ignored', fr: "prend effet : elle était ignorée jusqu'ici" },
  'loses-effect': { en: 'has no effect any more: {why}', fr: "n'a plus d'effet : {why}" },
  deprecated: { en: 'is deprecated', fr: 'devient obsolète' },
} as const satisfies { readonly [K in KeyChange['kind']]: Text };

/** What the list of keys says already. */
const toldWithKeys: ReadonlySet<string> = new Set([
  'removed-key',
  'renamed-key',
  'key-from-later-release',
  'deprecated-key',
  'ineffective-key',
]);

export function upgradeMarkdown(preview: UpgradePreview, locale: Locale): string {
  const say = (text: Text, args: MessageArgs = {}) => render(message(text, args), locale);
  const [from, to] = [formatVersion(preview.from), formatVersion(preview.to)];
  const section = (title: Text, body: readonly string[]) => (body.length === 0 ? [] : [`## ${say(title)}`, body.join('\n')]);
  const findings = (list: readonly FindingInLine[]) =>
    list
      .filter(({ finding }) => !toldWithKeys.has(finding.rule))
      .map(
        ({ finding, line }) =>
          `- ${say(texts.inLine, { line: line + 1, what: `${prose(render(finding.message, locale))} (${code(finding.rule)})` })}`,
      );
  const defaults = preview.defaults.map((change) => defaultRow(change, say));
  const body = [
    ...section(
      texts.keys,
      preview.keys.map((change) => keyLine(change, say)),
    ),
    ...section(texts.defaults, defaults.length === 0 ? [] : [table([say(texts.key), from, to], defaults)]),
    ...section(texts.appearing, findings(preview.appearing)),
    ...section(texts.vanishing, findings(preview.vanishing)),
  ];
  return [
    `# ${say(texts.title, { from, to })}`,
    ...(body.length === 0 ? [say(texts.nothing)] : []),
    ...(preview.fixed.count === 0 ? [] : [say(texts.fixes, { count: preview.fixed.count, left: preview.left })]),
    ...body,
    ...section(
      texts.newKeys,
      preview.newKeys.map(({ key, description }) => `- ${say(texts.newKey, { key: code(key), what: prose(say(description)) })}`),
    ),
  ]
    .join('\n\n')
    .concat('\n');
}

type Say = (text: Text, args?: MessageArgs) => string;

function keyLine(change: KeyChange, say: Say): string {
  return `- ${say(texts.inLine, { line: change.line + 1, what: `${code(change.key)} ${prose(say(changes[change.kind], argsOf(change)))}` })}`;
}

function argsOf(change: KeyChange): MessageArgs {
  switch (change.kind) {
    case 'renamed':
      return { to: `\`${change.to}\`` };
    case 'still-unknown':
      return { since: change.since };
    case 'loses-effect':
      return { why: message(change.why) };
    case 'vanishes':
    case 'takes-effect':
    case 'deprecated':
      return {};
  }
}

function defaultRow({ key, from, to, secret }: DefaultChange, say: Say): readonly string[] {
  if (secret) return [codeInTable(key), say(texts.notShown), ''];
  const shown = (value: string | undefined) => (value === undefined ? say(texts.none) : codeInTable(value));
  return [codeInTable(key), shown(from), shown(to)];
}
