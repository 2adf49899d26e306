/** What reading the dumps of a host to their end told, as a table. */
import { codeInTable, diskInWords, type Locale, type Message, message, render, type Text, table } from '@dhis2-hosting/server/service';
import type { DumpVerdict } from '../facts/dump-verdict.ts';
import { printable } from '../logs/printable.ts';
import { unknownReasons } from '../unknown-reasons.ts';
import { ageInWords } from './drift.ts';
import type { JudgedDump } from './judge.ts';

const texts = {
  title: { en: 'Dumps that were read to their end', fr: 'Sauvegardes lues jusqu’au bout' },
  none: { en: 'There is no dump to read.', fr: 'Il n’y a aucune sauvegarde à lire.' },
  caution: {
    en: 'The newest of each name. One that is whole can be decoded and says that it is complete; that it can be restored is shown by a restore only, into a database of its own and never over the live one. It holds no uploads, no `dhis.conf` and no `encryption.password`.',
    fr: 'La plus récente de chaque nom. Une sauvegarde entière se décode et se dit complète ; seule une restauration montre qu’elle se restaure, dans une base à part et jamais par-dessus l’actuelle. Elle ne contient ni fichiers déposés, ni `dhis.conf`, ni `encryption.password`.',
  },
  file: { en: 'File', fr: 'Fichier' },
  place: { en: 'On', fr: 'Sur' },
  judged: { en: 'Judged', fr: 'Jugement' },
  content: { en: 'What is in it', fr: 'Contenu' },
  age: { en: 'Written', fr: 'Écrite' },
  size: { en: 'Size', fr: 'Taille' },
  ago: { en: '{age} ago', fr: 'il y a {age}' },
  unknown: { en: 'not known: {reason}', fr: 'inconnu : {reason}' },
  rows: { en: '{tables} tables, {rows} rows', fr: '{tables} tables, {rows} lignes' },
  database: { en: 'database {name}', fr: 'base {name}' },
  migration: { en: 'last migration {migration}', fr: 'dernière migration {migration}' },
  noDhis2: { en: 'not a whole database of DHIS2', fr: 'pas une base DHIS2 entière' },
  cluster: { en: 'of a whole server', fr: 'd’un serveur entier' },
  noUser: { en: 'no user in it', fr: 'aucun utilisateur' },
  newest: { en: 'newest change {moment}', fr: 'dernière modification {moment}' },
  server: { en: 'of PostgreSQL {version}', fr: 'de PostgreSQL {version}' },
} as const satisfies Readonly<Record<string, Text>>;

const verdicts: { readonly [V in DumpVerdict['verdict']]: Text } = {
  whole: { en: 'whole', fr: 'entière' },
  cut: { en: '**cut or damaged**', fr: '**tronquée ou abîmée**' },
  empty: { en: '**nothing is in it**', fr: '**rien dedans**' },
  newer: { en: '**of a newer PostgreSQL than this host can read**', fr: '**d’un PostgreSQL plus récent que cet hôte ne sait lire**' },
  sealed: { en: 'encrypted, so not judged', fr: 'chiffrée, donc non jugée' },
  other: { en: '**no dump of PostgreSQL**', fr: '**pas une sauvegarde PostgreSQL**' },
};

export function judgedParts(judged: readonly JudgedDump[], locale: Locale): readonly string[] {
  const say = (text: Text, args: Message['args'] = {}) => render(message(text, args), locale);
  const title = `## ${say(texts.title)}`;
  if (judged.length === 0) return [title, say(texts.none)];
  const rows = judged.map(({ path, place, bytes, written, now, verdict }) => [
    codeInTable(printable(path)),
    codeInTable(printable(place)),
    say(texts.ago, { age: ageInWords(Math.max(0, Math.round((now - written) / 60))) }),
    render(diskInWords(bytes), locale),
    verdict.known ? say(verdicts[verdict.value.verdict]) : say(texts.unknown, { reason: message(unknownReasons[verdict.reason]) }),
    verdict.known ? contentOf(verdict.value, say) : '',
  ]);
  const head = [texts.file, texts.place, texts.age, texts.size, texts.judged, texts.content].map((text) => say(text));
  return [title, table(head, rows), say(texts.caution)];
}

/** For a list of them to choose from, where nothing is set off. */
export function dumpWords({ verdict, written, now }: JudgedDump, locale: Locale): { readonly judged: string; readonly content: string } {
  const say = (text: Text, args: Message['args'] = {}) => render(message(text, args), locale);
  const age = say(texts.ago, { age: ageInWords(Math.max(0, Math.round((now - written) / 60))) });
  if (!verdict.known) return { judged: `${say(texts.unknown, { reason: message(unknownReasons[verdict.reason]) })} · ${age}`, content: '' };
  const judged = `${say(verdicts[verdict.value.verdict])} · ${age}`;
  return { judged: judged.replaceAll('**', ''), content: contentOf(verdict.value, say).replaceAll('`', '') };
}

function contentOf({ verdict, ...known }: DumpVerdict, say: (text: Text, args?: Message['args']) => string): string {
  if (verdict !== 'whole' && verdict !== 'cut') return '';
  const { tables, rows, database, migration, users, newest, postgresql } = known;
  const shown = (text: string): string => codeInTable(printable(text));
  return [
    say(texts.rows, { tables, rows }),
    ...(known.cluster === true ? [say(texts.cluster)] : []),
    ...(database === undefined ? [] : [say(texts.database, { name: shown(database) })]),
    migration === undefined ? say(texts.noDhis2) : say(texts.migration, { migration: shown(migration) }),
    ...(migration !== undefined && users === 0 ? [say(texts.noUser)] : []),
    ...(newest === undefined ? [] : [say(texts.newest, { moment: shown(newest.slice(0, 19)) })]),
    ...(postgresql === undefined ? [] : [say(texts.server, { version: shown(postgresql) })]),
  ].join(', ');
}
