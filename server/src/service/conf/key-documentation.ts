/** What hover and completion say of a key, as Markdown in the user's language. */
import type { KeyRow } from '../catalogue/catalogue.ts';
import { catalogue } from '../catalogue/dhis-conf-catalogue.ts';
import { groupTitle } from '../catalogue/groups.ts';
import { unitText } from '../catalogue/units.ts';
import { type Dhis2Version, formatVersion } from '../catalogue/versions.ts';
import { type Locale, message, render, type Text } from '../messages.ts';

const words = {
  type: { en: 'Type', fr: 'Type' },
  default: { en: 'Default in {version}', fr: 'Valeur par défaut en {version}' },
  noDefault: { en: 'none', fr: 'aucune' },
  empty: { en: 'empty', fr: 'vide' },
  values: { en: 'Values', fr: 'Valeurs' },
  range: { en: 'Range', fr: 'Plage' },
  from: { en: 'from {min}', fr: 'à partir de {min}' },
  upTo: { en: 'up to {max}', fr: "jusqu'à {max}" },
  between: { en: '{min} to {max}', fr: 'de {min} à {max}' },
  since: { en: 'since {since}', fr: 'depuis {since}' },
  sinceUntil: { en: '{since} until {removedIn}, where it is gone', fr: "de {since} jusqu'à {removedIn}, où elle disparaît" },
  renamed: { en: 'now `{key}`', fr: 'désormais `{key}`' },
  deprecated: { en: 'deprecated since {since}', fr: 'obsolète depuis {since}' },
  secret: {
    en: 'A secret: write `${NAME}` and give the value as an environment variable.',
    fr: "Un secret : écrivez `${NAME}` et donnez la valeur par une variable d'environnement.",
  },
  onAbsent: { en: 'When absent', fr: 'En son absence' },
  invalidValue: { en: 'Wrong value', fr: 'Valeur erronée' },
  zeroMeans: { en: 'Zero', fr: 'Zéro' },
  interplay: { en: 'Goes with', fr: 'À voir avec' },
  note: { en: 'Note', fr: 'Remarque' },
  ineffective: { en: 'No effect', fr: 'Sans effet' },
  inVersions: { en: 'DHIS2 {since} up to before {until}', fr: 'DHIS2 {since} jusque avant {until}' },
  fromVersion: { en: 'DHIS2 {since} and later', fr: 'DHIS2 {since} et plus' },
  source: { en: 'Source', fr: 'Source' },
} as const satisfies Record<string, Text>;

const typeNames = {
  boolean: { en: 'switch', fr: 'commutateur' },
  integer: { en: 'whole number', fr: 'nombre entier' },
  number: { en: 'number', fr: 'nombre' },
  string: { en: 'text', fr: 'texte' },
  secret: { en: 'secret', fr: 'secret' },
  duration: { en: 'duration', fr: 'durée' },
  size: { en: 'size', fr: 'taille' },
  url: { en: 'URL', fr: 'URL' },
  'jdbc-url': { en: 'JDBC URL', fr: 'URL JDBC' },
  path: { en: 'path', fr: 'chemin' },
  enum: { en: 'one of a list', fr: 'une valeur de la liste' },
  list: { en: 'list', fr: 'liste' },
  host: { en: 'host', fr: 'hôte' },
  port: { en: 'port', fr: 'port' },
  class: { en: 'Java class', fr: 'classe Java' },
} as const satisfies { readonly [type in KeyRow['type']]: Text };

/** Type with its unit, such as `whole number (connections)`. */
export function shortType(row: KeyRow, locale: Locale): string {
  const say = (text: Text) => render(message(text), locale);
  const name = say(typeNames[row.type]);
  return row.unit === undefined ? name : `${name} (${say(unitText(row.unit))})`;
}

export function keyDocumentation(row: KeyRow, version: Dhis2Version, locale: Locale): string {
  const say = (text: Text, args = {}) => render(message(text, args), locale);
  const line = (title: string, body: string | undefined) => (body === undefined ? [] : [`- **${title}**: ${body}`]);
  const prose = (title: Text, body: Text | undefined) => line(say(title), body === undefined ? undefined : say(body));
  const facts = [
    ...line(say(words.type), shortType(row, locale)),
    ...line(say(words.default, { version: formatVersion(version) }), defaultText(row, version, locale)),
    ...line(
      say(words.values),
      catalogue
        .valuesOf(row, version)
        ?.map((value) => `\`${value}\``)
        .join(', '),
    ),
    ...line(say(words.range), rangeText(row, say)),
    ...line('DHIS2', lifeText(row, say)),
    ...prose(words.onAbsent, row.onAbsent),
    ...prose(words.invalidValue, row.invalidValue),
    ...prose(words.zeroMeans, row.zeroMeans),
    ...prose(words.interplay, row.interplay),
    ...prose(words.note, row.note),
    ...(row.ineffective ?? []).flatMap(({ since, until, why }) =>
      line(
        say(words.ineffective),
        `${say(until === undefined ? words.fromVersion : words.inVersions, { since, until: until ?? '' })}: ${say(why)}`,
      ),
    ),
  ];
  return [
    say(row.description),
    ...(row.secret === true ? [say(words.secret)] : []),
    facts.join('\n'),
    `*${say(groupTitle(row.group))} · ${say(words.source)}: ${sourceLink(row)}*`,
  ].join('\n\n');
}

/** `<path> @ <tag>`, or `@ 2.44-SNAPSHOT <commit>`: where the fact can be read. */
function sourceLink({ source }: KeyRow): string {
  const [, path = '', place = ''] = /^(\S+) @ (?:\S+ )?(\S+)$/.exec(source) ?? [];
  if (path === '') return source;
  return `[${path.slice(path.lastIndexOf('/') + 1)}](https://github.com/dhis2/dhis2-core/blob/${place}/${path}) @ ${place}`;
}

function defaultText(row: KeyRow, version: Dhis2Version, locale: Locale): string {
  const value = catalogue.defaultOf(row, version);
  if (value === undefined) return render(message(words.noDefault), locale);
  return value === '' ? render(message(words.empty), locale) : `\`${value}\``;
}

function rangeText({ min, max }: KeyRow, say: (text: Text, args?: Record<string, number>) => string): string | undefined {
  if (min !== undefined && max !== undefined) return say(words.between, { min, max });
  if (min !== undefined) return say(words.from, { min });
  return max === undefined ? undefined : say(words.upTo, { max });
}

function lifeText(row: KeyRow, say: (text: Text, args?: Record<string, string>) => string): string {
  const { since, removedIn, renamedTo, deprecatedSince } = row;
  return [
    removedIn === undefined ? say(words.since, { since }) : say(words.sinceUntil, { since, removedIn }),
    ...(deprecatedSince === undefined ? [] : [say(words.deprecated, { since: deprecatedSince })]),
    ...(renamedTo === undefined ? [] : [say(words.renamed, { key: renamedTo })]),
  ].join(', ');
}
