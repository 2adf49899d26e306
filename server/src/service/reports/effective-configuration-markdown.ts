/** The effective configuration as a page: a table for each chapter. */
import { groupTitle } from '../catalogue/groups.ts';
import { formatVersion } from '../catalogue/versions.ts';
import type { ValueSource } from '../conf/value-in-force.ts';
import { type Locale, type MessageArgs, message, render, type Text } from '../messages.ts';
import { codeInTable, prose, table } from '../text/markdown.ts';
import type { EffectiveConfiguration, EffectiveRow } from './effective-configuration.ts';

const texts = {
  title: { en: 'Effective configuration for DHIS2 {version}', fr: 'Configuration effective pour DHIS2 {version}' },
  summary: {
    en: '{written} of {total} keys are set in the file. Secrets are not shown. What the environment of the server process holds is not known here.',
    fr: "{written} clés sur {total} sont définies dans le fichier. Les secrets ne sont pas montrés. Ce que contient l'environnement du processus serveur n'est pas connu ici.",
  },
  about: { en: 'About the file as a whole', fr: 'À propos du fichier entier' },
  unknown: { en: 'Keys that DHIS2 does not know', fr: 'Clés que DHIS2 ne connaît pas' },
  key: { en: 'Key', fr: 'Clé' },
  value: { en: 'Value', fr: 'Valeur' },
  source: { en: 'From', fr: 'Origine' },
  findings: { en: 'Findings', fr: 'Constats' },
  empty: { en: 'empty', fr: 'vide' },
} as const satisfies Record<string, Text>;

const sources = {
  file: { en: 'file, line {line}', fr: 'fichier, ligne {line}' },
  environment: { en: 'environment ({variables}), line {line}', fr: 'environnement ({variables}), ligne {line}' },
  template: { en: 'template, line {line}', fr: 'modèle, ligne {line}' },
  default: { en: 'default', fr: 'valeur par défaut' },
  unset: { en: 'not set', fr: 'non définie' },
  ignored: { en: 'without effect in this release, line {line}', fr: 'sans effet dans cette version, ligne {line}' },
} as const satisfies { readonly [S in ValueSource]: Text };

/** Says that there is something, without its length. */
const mask = '••••••••';

export function effectiveMarkdown(configuration: EffectiveConfiguration, locale: Locale): string {
  const { version, rows, otherFindings } = configuration;
  const say = (text: Text, args: MessageArgs = {}) => render(message(text, args), locale);
  const head = [say(texts.key), say(texts.value), say(texts.source), say(texts.findings)];
  const chapters = new Map<string, string[][]>();
  for (const row of rows) {
    const title = say(row.group === undefined ? texts.unknown : groupTitle(row.group));
    const chapter = chapters.get(title);
    if (chapter === undefined) chapters.set(title, [cells(row, locale)]);
    else chapter.push(cells(row, locale));
  }
  const written = rows.filter(({ line }) => line !== undefined).length;
  return [
    `# ${say(texts.title, { version: formatVersion(version) })}`,
    say(texts.summary, { written, total: rows.length }),
    ...(otherFindings.length === 0
      ? []
      : [`## ${say(texts.about)}`, otherFindings.map((finding) => `- ${prose(render(finding.message, locale))}`).join('\n')]),
    ...[...chapters].flatMap(([title, body]) => [`## ${title}`, table(head, body)]),
  ]
    .join('\n\n')
    .concat('\n');
}

function cells(row: EffectiveRow, locale: Locale): string[] {
  const line = (row.line ?? 0) + 1;
  const source = message(sources[row.source], { line, variables: row.variables.map((name) => codeInTable(`$\{${name}}`)).join(', ') });
  return [
    row.line === undefined ? codeInTable(row.key) : `**${codeInTable(row.key)}**`,
    valueCell(row, locale),
    render(source, locale),
    row.findings.map((finding) => prose(render(finding.message, locale))).join('<br>'),
  ];
}

function valueCell({ value, masked, decoded, source }: EffectiveRow, locale: Locale): string {
  if (masked) return mask;
  if (value === '' && source !== 'default') return `*${render(message(texts.empty), locale)}*`;
  const words = decoded === undefined ? '' : ` (${prose(render(decoded, locale))})`;
  return `${codeInTable(value ?? '')}${words}`;
}
