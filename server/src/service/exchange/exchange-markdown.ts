/** What could not be carried over, as a page to read beside what was made. */
import { type Locale, message, render, type Text } from '../messages.ts';
import { code, prose } from '../text/markdown.ts';
import type { Exchanged } from './exchange.ts';

const words = {
  imported: { en: 'Imported from {file}', fr: 'Importé de {file}' },
  exported: { en: 'Exported from {file}', fr: 'Exporté de {file}' },
  nothing: { en: 'All of it was carried over.', fr: 'Tout a été repris.' },
  look: {
    en: 'These points need a look: what could not be carried over, and what you have to complete.',
    fr: "Ces points demandent votre attention : ce qui n'a pas pu être repris, et ce que vous devez compléter.",
  },
} as const satisfies { readonly [id: string]: Text };

export function exchangeMarkdown({ notes }: Exchanged, way: 'imported' | 'exported', file: string, locale: Locale): string {
  const title = render(message(words[way], { file: code(file) }), locale);
  const points = notes.map((note) => `- ${code(note.about)}: ${prose(render(note.message, locale))}`);
  return [
    `# ${title}`,
    render(message(notes.length === 0 ? words.nothing : words.look), locale),
    ...(points.length === 0 ? [] : [points.join('\n')]),
    '',
  ].join('\n\n');
}
