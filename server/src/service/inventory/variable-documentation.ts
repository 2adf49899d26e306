/** What hover and completion say of a variable, as Markdown in the user's language. */
import { type Locale, message, render, type Text } from '../messages.ts';
import { code } from '../text/markdown.ts';
import { variableStatusTexts, variableTypeTexts } from './variable-types.ts';
import type { Variable } from './variables.ts';

const words = {
  type: { en: 'Type', fr: 'Type' },
  secret: { en: 'secret; keep it in a vault', fr: 'secret ; gardez-le dans un coffre (vault)' },
  values: { en: 'Values', fr: 'Valeurs' },
  default: { en: 'Default', fr: 'Par défaut' },
  absent: { en: 'When not set', fr: 'En son absence' },
  required: { en: 'the run fails', fr: "l'exécution échoue" },
  places: { en: 'Set for', fr: 'À fixer pour' },
  hosts: { en: 'Read for', fr: 'Lue pour' },
  all: { en: 'all hosts', fr: 'tous les hôtes' },
  group: { en: 'a group', fr: 'un groupe' },
  host: { en: 'a host', fr: 'un hôte' },
  replaced: { en: 'Use {name} instead.', fr: 'Employez plutôt {name}.' },
} as const satisfies Record<string, Text>;

export function variableDocumentation(row: Variable, locale: Locale): string {
  const say = (text: Text, args = {}) => render(message(text, args), locale);
  const line = (title: Text, body: string) => (body === '' ? [] : [`- **${say(title)}**: ${body}`]);
  const status = variableStatusTexts[row.status];
  const absent = row.required === true ? say(words.required) : row.absent === undefined ? '' : say(row.absent);
  return [
    [
      ...(status === undefined ? [] : [`**${say(status)}**`]),
      say(row.description),
      ...(row.replacedBy === undefined ? [] : [say(words.replaced, { name: code(row.replacedBy) })]),
    ].join(' '),
    [
      ...line(words.type, say(row.secret === true ? words.secret : variableTypeTexts[row.type])),
      ...line(words.values, (row.values ?? []).map(code).join(', ')),
      ...line(words.default, row.default === undefined ? '' : code(row.default)),
      ...line(words.absent, absent),
      ...line(words.places, row.places.map((place) => say(words[place])).join(', ')),
      ...line(words.hosts, row.hosts.map((host) => hostsText(host, say)).join(', ')),
    ].join('\n'),
    ...(row.pitfall === undefined ? [] : [say(row.pitfall)]),
  ].join('\n\n');
}

function hostsText(host: string, say: (text: Text) => string): string {
  if (host === 'all') return say(words.all);
  return host === 'controller' ? '`127.0.0.1`' : `\`[${host}]\``;
}

/** Beside the name in a list. */
export function shortVariable(row: Variable, locale: Locale): string {
  const type = variableTypeTexts[row.type][locale].replaceAll('`', '');
  return row.default === undefined ? type : `${type} = ${row.default}`;
}
