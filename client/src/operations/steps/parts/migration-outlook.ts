/** What a release will do to the database of an instance, as far as it can be told before: a plan says it, and the run sees to it. */
import { type Message, message, type Text } from '@dhis2-hosting/server/service';
import type { DatabaseSize } from '../../facts/database-size.ts';
import type { ReleaseMigrations } from '../../facts/release-migrations.ts';
import type { SchemaHistory } from '../../facts/schema-history.ts';
import type { Change, Problem } from '../../step.ts';

const mebibyte = 1024 ** 2;

const texts = {
  empty: {
    en: 'The first start of an empty database makes all its tables and takes some minutes.',
    fr: 'Le premier démarrage sur une base vide crée toutes ses tables et prend quelques minutes.',
  },
  none: {
    en: 'It brings no migration: the database stays as it is (at {last}).',
    fr: 'Elle n’apporte aucune migration : la base reste en l’état (à {last}).',
  },
  some: {
    en: 'It migrates the database from {last} to {newest}, {count} migrations. There is no way back from them but a copy from before.',
    fr: 'Elle migre la base de {last} à {newest}, {count} migrations. Seule une copie d’avant permet d’en revenir.',
  },
  maybe: {
    en: 'It may migrate the database; which migrations it brings is known once it is on the host. There is no way back from them but a copy from before.',
    fr: 'Elle migrera peut-être la base ; ses migrations ne seront connues qu’une fois la version sur l’hôte. Seule une copie d’avant permet d’en revenir.',
  },
  copy: {
    en: 'Copy the database ({size} MiB) into {folder} while nobody works with it, and decode the copy whole before the release starts.',
    fr: 'Copier la base ({size} Mio) dans {folder} pendant que personne n’y travaille, et décoder la copie entière avant le démarrage de la version.',
  },
  copyUnknown: {
    en: 'Copy the database into {folder} while nobody works with it, and decode the copy whole before the release starts.',
    fr: 'Copier la base dans {folder} pendant que personne n’y travaille, et décoder la copie entière avant le démarrage de la version.',
  },
  back: {
    en: 'If it does not start and no migration has run, DHIS2 {from} comes back by itself.',
    fr: 'Si elle ne démarre pas et qu’aucune migration n’a été exécutée, DHIS2 {from} revient de lui-même.',
  },
  stuck: {
    en: 'If it fails after a migration, it stays stopped and the run is stuck: its output says how to put the copy back.',
    fr: 'Si elle échoue après une migration, elle reste arrêtée et l’exécution est bloquée : sa sortie dit comment remettre la copie.',
  },
  offSite: {
    en: 'The copy is on the same disk as the database. A backup that has left the host is what protects from a broken disk: see that the last one is of today.',
    fr: 'La copie est sur le même disque que la base. Seule une sauvegarde sortie de l’hôte protège d’une panne de disque : vérifiez que la dernière est du jour.',
  },
  failed: {
    en: 'The migration to {list} has failed before, and DHIS2 refuses to start until that is put right.',
    fr: 'La migration vers {list} a échoué auparavant, et DHIS2 refuse de démarrer tant que ce n’est pas réglé.',
  },
  failedTodo: {
    en: 'Restore the copy that was made before it, or ask the community with the log of that start.',
    fr: 'Restaurez la copie faite avant, ou consultez la communauté avec le journal de ce démarrage.',
  },
  newer: {
    en: 'The database is at {last}; DHIS2 {to} knows it up to {newest} only.',
    fr: 'La base est à {last} ; DHIS2 {to} ne la connaît que jusqu’à {newest}.',
  },
  older: {
    en: 'DHIS2 {to} is an older release than {from}, whose migrations it does not know.',
    fr: 'DHIS2 {to} est une version plus ancienne que {from}, dont elle ne connaît pas les migrations.',
  },
  newerTodo: {
    en: 'Deploy a newer release, or restore a backup that was made under an older one.',
    fr: 'Déployez une version plus récente, ou restaurez une sauvegarde faite sous une version plus ancienne.',
  },
  room: {
    en: '{folder} has {free} MiB left; a copy of the database ({size} MiB) may need half of its size.',
    fr: '{folder} n’a plus que {free} Mio ; une copie de la base ({size} Mio) peut en prendre la moitié.',
  },
  roomTodo: { en: 'Make room there, or mount a larger disk at it.', fr: 'Libérez de la place, ou montez-y un disque plus grand.' },
} as const satisfies Readonly<Record<string, Text>>;

type Known = {
  /** Version that runs; empty when there is none. */
  readonly from: string;
  readonly to: string;
  readonly history: SchemaHistory;
  readonly brings: ReleaseMigrations;
};

export type Outlook =
  | { readonly kind: 'empty' }
  /** It is decided on the host, before anything is stopped. */
  | { readonly kind: 'maybe'; readonly isOlder: boolean }
  | { readonly kind: 'failed'; readonly versions: readonly string[] }
  | { readonly kind: 'newer'; readonly last: string; readonly newest: string }
  | { readonly kind: 'known'; readonly last: string; readonly newest: string; readonly count: number };

export function foresee({ from, to, history, brings }: Known): Outlook {
  if (history.kind === 'empty') return { kind: 'empty' };
  if (history.kind === 'there' && history.failed.length > 0) return { kind: 'failed', versions: history.failed };
  if (history.kind === 'no-client' || brings.versions === undefined) {
    // Patches of one release rarely bring migrations, another release always does.
    return { kind: 'maybe', isOlder: from !== '' && compared(releaseOf(to), releaseOf(from)) < 0 };
  }
  const applied = new Set(history.versions);
  const sorted = history.versions.toSorted(compared);
  const [first = '', last = ''] = [sorted[0], sorted.at(-1)];
  const newest = brings.versions.toSorted(compared).at(-1) ?? '';
  if (compared(last, newest) > 0) return { kind: 'newer', last, newest };
  // Versions before the first row are what the database was made of.
  const pending = brings.versions.filter((version) => !applied.has(version) && compared(version, first) > 0);
  return { kind: 'known', last, newest, count: pending.length };
}

type Words = { readonly from: string; readonly to: string; readonly room: DatabaseSize; readonly folder: string };

export function outlookProblems(outlook: Outlook, { from, to, room, folder }: Words): readonly Problem[] {
  const problem = (why: Text, todo: Text, args: Message['args']): Problem => ({ why: message(why, args), todo: message(todo) });
  if (outlook.kind === 'failed') return [problem(texts.failed, texts.failedTodo, { list: outlook.versions.join(', ') })];
  if (outlook.kind === 'newer') return [problem(texts.newer, texts.newerTodo, { ...outlook, to })];
  if (outlook.kind === 'maybe' && outlook.isOlder) return [problem(texts.older, texts.newerTodo, { from, to })];
  if (!isCopied(outlook) || room.size === undefined || room.free >= room.size / 2) return [];
  const args = { folder, free: Math.floor(room.free / mebibyte), size: Math.ceil(room.size / mebibyte) };
  return [problem(texts.room, texts.roomTodo, args)];
}

/** What is done to the database, and before. */
export function outlookChanges(outlook: Outlook, { size }: DatabaseSize, folder: string): readonly Change[] {
  const copy =
    size === undefined ? message(texts.copyUnknown, { folder }) : message(texts.copy, { folder, size: Math.ceil(size / mebibyte) });
  const words = [...(isCopied(outlook) ? [copy] : []), ...saidOf(outlook)];
  return words.map((each): Change => ({ kind: 'words', message: each }));
}

export function outlookNotes(outlook: Outlook, from: string): readonly Message[] {
  return [
    ...(from === '' ? [] : [message(texts.back, { from })]),
    ...(isCopied(outlook) ? [message(texts.stuck), message(texts.offSite)] : []),
  ];
}

function saidOf(outlook: Outlook): readonly Message[] {
  switch (outlook.kind) {
    case 'empty':
      return [message(texts.empty)];
    case 'maybe':
      return [message(texts.maybe)];
    case 'known':
      return [outlook.count === 0 ? message(texts.none, { last: outlook.last }) : message(texts.some, { ...outlook })];
    case 'failed':
    case 'newer':
      return [];
  }
}

function isCopied(outlook: Outlook): boolean {
  return outlook.kind === 'maybe' || (outlook.kind === 'known' && outlook.count > 0);
}

/** `2.42.5` is of 2.42, and so is `42.5`. */
function releaseOf(version: string): string {
  return version.replace(/^2\./, '').replace(/[.-].*$/, '');
}

/** As Flyway sorts versions: number by number, what is missing is 0. */
function compared(one: string, other: string): number {
  const [mine, theirs] = [one, other].map((version) => version.split('.').map(Number)) as [number[], number[]];
  for (let at = 0; at < Math.max(mine.length, theirs.length); at++) {
    const difference = (mine[at] ?? 0) - (theirs[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
