/** docs/live/<code>.md in both languages: what a finding from the live state of a host means, and what to do. */
import { type Locale, locales, type Text } from '@dhis2-hosting/server/service';
import { troubleTexts } from '../../client/src/operations/backup-trouble-texts.ts';
import { commandRows } from '../../client/src/vscode/contributions.ts';
import type { GeneratedFile } from '../generate.ts';

const words = {
  generated: {
    en: '<!-- Generated from client/src/operations/backup-trouble-texts.ts. Do not edit: run `npm run generate`. -->',
    fr: '<!-- Produit à partir de client/src/operations/backup-trouble-texts.ts. Ne pas modifier : lancez `npm run generate`. -->',
  },
  what: { en: 'What it says', fr: 'Ce que cela dit' },
  why: { en: 'Why it matters', fr: 'Pourquoi c’est important' },
  todo: { en: 'What to do', fr: 'Que faire' },
  live: {
    en: 'A host told this when it was asked (*Show Backups*); nothing of it is in the text of the manifest, so no comment silences it. It goes when the host is asked again and all is well, a day after it was asked, and when the plan is changed: then nothing is known. Its quick action: *{command}*.',
    fr: 'Un hôte l’a dit quand il a été interrogé (*Afficher les sauvegardes*) ; rien n’en est dans le texte du manifeste, donc aucun commentaire ne le fait taire. Il disparaît quand l’hôte est interrogé de nouveau et que tout va bien, un jour après l’interrogation, et quand le plan est modifié : alors rien n’est connu. Son action rapide : *{command}*.',
  },
  guide: { en: '[Guide on backups](../guides/backups.md)', fr: '[Guide des sauvegardes](../guides/backups.fr.md)' },
} as const satisfies Readonly<Record<string, Text>>;

type TroubleText = (typeof troubleTexts)[keyof typeof troubleTexts];

function page(code: string, { title, found, why, todo, mend }: TroubleText, locale: Locale): string {
  const command = commandRows.find(({ id }) => id === `dhis2Hosting.${mend}`)?.title[locale];
  if (command === undefined) throw new Error(`No command ${mend}`);
  return `${[
    words.generated[locale],
    `# ${code}`,
    `${title[locale]}.`,
    `## ${words.what[locale]}`,
    // Names in braces stand for what the host told.
    found[locale].replace(/\{(\w+)\}/g, '`$1`'),
    words.live[locale].replace('{command}', command),
    `## ${words.why[locale]}`,
    why[locale],
    `## ${words.todo[locale]}`,
    todo[locale],
    words.guide[locale],
  ].join('\n\n')}\n`;
}

export async function generate(): Promise<readonly GeneratedFile[]> {
  return Object.entries(troubleTexts).flatMap(([code, text]) =>
    locales.map((locale) => ({ path: `docs/live/${code}${locale === 'en' ? '' : `.${locale}`}.md`, content: page(code, text, locale) })),
  );
}
