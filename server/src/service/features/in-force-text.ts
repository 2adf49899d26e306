/** One line on what a key amounts to in the release: the value, where it comes from, and what it means. */
import { formatVersion } from '../catalogue/versions.ts';
import { withoutVariables } from '../conf/placeholders.ts';
import { absentValue, isAvailable, type ValueInForce, writtenValue } from '../conf/value-in-force.ts';
import { type Locale, type Message, message, render, type Text } from '../messages.ts';
import type { ConfContext } from '../rules/context.ts';
import { code } from '../text/markdown.ts';

const texts = {
  here: {
    en: '**In force in DHIS2 {version}** (from this line): {value}',
    fr: '**En vigueur dans DHIS2 {version}** (par cette ligne) : {value}',
  },
  elsewhere: {
    en: '**In force in DHIS2 {version}** (from line {line}, which comes last): {value}',
    fr: '**En vigueur dans DHIS2 {version}** (par la ligne {line}, qui vient en dernier) : {value}',
  },
  default: {
    en: '**In force in DHIS2 {version}** (by default): {value}',
    fr: '**En vigueur dans DHIS2 {version}** (valeur par défaut) : {value}',
  },
  ignored: {
    en: '**Not in force in DHIS2 {version}**: this release makes nothing of the key.',
    fr: '**Pas en vigueur dans DHIS2 {version}** : cette version ne fait rien de la clé.',
  },
  unset: {
    en: '**Not in force in DHIS2 {version}**: the file does not set it, and there is no default.',
    fr: "**Pas en vigueur dans DHIS2 {version}** : le fichier ne la définit pas, et il n'y a pas de valeur par défaut.",
  },
  environment: {
    en: '{value}, with {variables} from the environment of the server; where that is not set: {otherwise}',
    fr: "{value}, avec {variables} de l'environnement du serveur ; là où rien n'est défini : {otherwise}",
  },
  environmentAlone: {
    en: '{value}, with {variables} from the environment of the server; where that is not set, the text stays as it is',
    fr: "{value}, avec {variables} de l'environnement du serveur ; là où rien n'est défini, le texte reste tel quel",
  },
  secretOfEnvironment: {
    en: 'a secret that is not shown, with {variables} from the environment of the server',
    fr: "un secret qui n'est pas montré, avec {variables} de l'environnement du serveur",
  },
  secret: { en: 'a secret that is not shown', fr: "un secret qui n'est pas montré" },
  template: { en: '{value}, once the template is filled in', fr: '{value}, une fois le modèle rempli' },
  empty: { en: 'an empty text', fr: 'un texte vide' },
  emptyNotDefault: {
    en: 'an empty text, in place of the default {usual}',
    fr: 'un texte vide, à la place de la valeur par défaut {usual}',
  },
  inWords: { en: '{value} ({words})', fr: '{value} ({words})' },
} as const satisfies Record<string, Text>;

/** Values are shown up to here; an editor cuts a hover off anyway. */
const longest = 300;
const mostVariables = 10;

/** `offset`: where the question is asked, so that another line that wins is named. */
export function inForceText(conf: ConfContext, key: string, offset: number, locale: Locale): string {
  return render(inForce(conf, key, offset), locale);
}

function inForce(conf: ConfContext, key: string, offset: number): Message {
  const version = formatVersion(conf.version);
  const winner = conf.winners().get(key);
  if (winner === undefined) return unwritten(conf, key);
  const found = writtenValue(conf, winner);
  if (found.source === 'ignored') return message(texts.ignored, { version });
  const value = written(conf, found, key);
  const { start, end } = winner.entry.span;
  if (start <= offset && offset <= end) return message(texts.here, { version, value });
  return message(texts.elsewhere, { version, value, line: conf.lines.lineAt(start) + 1 });
}

function unwritten(conf: ConfContext, key: string): Message {
  const version = formatVersion(conf.version);
  const row = conf.catalogue.lookup(key)?.row;
  if (row === undefined || !isAvailable(conf, row)) return message(texts.ignored, { version });
  const found = absentValue(conf, row);
  return found.source === 'unset' ? message(texts.unset, { version }) : message(texts.default, { version, value: shown(found) });
}

/** A part of a sentence. */
type Part = string | Message;

function written(conf: ConfContext, found: ValueInForce, key: string): Part {
  const { source, value, masked } = found;
  const variables = found.variables
    .slice(0, mostVariables)
    .map((name) => code(short(`\${${name}}`)))
    .join(', ');
  if (masked) return source === 'environment' ? message(texts.secretOfEnvironment, { variables }) : message(texts.secret);
  if (value === undefined || value === '') return emptied(conf, key);
  if (source === 'template') return message(texts.template, { value: code(short(value)) });
  if (source !== 'environment') return shown(found);
  const args = { value: code(short(value)), variables };
  const otherwise = withoutVariables(value);
  if (otherwise === value) return message(texts.environmentAlone, args);
  return message(texts.environment, { ...args, otherwise: otherwise === '' ? message(texts.empty) : code(short(otherwise)) });
}

function emptied(conf: ConfContext, key: string): Message {
  const row = conf.catalogue.lookup(key)?.row;
  const usual = row && absentValue(conf, row);
  if (usual?.source !== 'default' || usual.value === undefined) return message(texts.empty);
  return message(texts.emptyNotDefault, { usual: code(usual.value) });
}

function shown({ value, masked, decoded }: ValueInForce): Part {
  if (masked || value === undefined) return message(texts.secret);
  return decoded === undefined ? code(short(value)) : message(texts.inWords, { value: code(short(value)), words: decoded });
}

function short(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
