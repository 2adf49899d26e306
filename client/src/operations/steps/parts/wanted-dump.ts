/** Which dump is to be restored, under which name, or why it cannot be. */
import { type Message, message, type Text } from '@dhis2-hosting/server/service';
import type { DumpPlace } from '../../facts/dump-place.ts';
import type { DumpVerdict } from '../../facts/dump-verdict.ts';
import { type DatabaseServer, databaseLogin, type Instance } from '../../hosts/parts.ts';
import { hasRoom, longestName, restoredName, roomName, stampOf } from '../../hosts/restored.ts';
import type { DumpToRestore, Problem, Target } from '../../step.ts';
import { unknownReasons } from '../../unknown-reasons.ts';

const texts = {
  which: { en: 'Which dump is to be restored is not said.', fr: 'La sauvegarde à restaurer n’est pas dite.' },
  whichTodo: {
    en: 'Write its path on the host: `--dump /var/pgbackups/…/hmis.sql.gz`. `adopt --judge` lists those that are there.',
    fr: 'Écrivez son chemin sur l’hôte : `--dump /var/pgbackups/…/hmis.sql.gz`. `adopt --judge` énumère celles qui s’y trouvent.',
  },
  elsewhere: {
    en: 'The database of {instance} is on {host}, where its dumps are restored.',
    fr: 'La base de {instance} est sur {host}, où se restaurent ses sauvegardes.',
  },
  elsewhereTodo: {
    en: 'Name that host (`--host {host}`); the dump has to lie there.',
    fr: 'Nommez cet hôte (`--host {host}`) ; la sauvegarde doit s’y trouver.',
  },
  noDatabase: { en: '{name} is not on {host}.', fr: '{name} n’est pas sur {host}.' },
  provisionTodo: { en: 'Provision {host}.', fr: 'Mettez {host} en service.' },
  noFile: { en: '{path} is no file on {host}.', fr: '{path} n’est pas un fichier de {host}.' },
  otherTodo: {
    en: 'Choose another: `adopt --judge` lists those that are whole.',
    fr: 'Choisissez-en une autre : `adopt --judge` énumère celles qui sont entières.',
  },
  unknown: { en: 'Whether {path} is whole is not known: {reason}.', fr: 'On ne sait pas si {path} est entière : {reason}.' },
  unknownTodo: {
    en: 'Nothing is restored of which that is not known. Install what is missing, or choose another.',
    fr: 'Rien n’est restauré sans qu’on le sache. Installez ce qui manque, ou choisissez-en une autre.',
  },
  cut: {
    en: '{path} is cut or damaged: it cannot be read to its end, or does not say there that it is complete.',
    fr: '{path} est tronquée ou abîmée : elle ne se lit pas jusqu’au bout, ou ne s’y dit pas complète.',
  },
  empty: { en: 'Nothing is in {path}.', fr: '{path} ne contient rien.' },
  newer: {
    en: '{path} is of a newer PostgreSQL than {host} can read.',
    fr: '{path} vient d’un PostgreSQL plus récent que ceux que {host} sait lire.',
  },
  sealed: { en: '{path} is encrypted.', fr: '{path} est chiffrée.' },
  sealedTodo: { en: 'Decrypt it into another file first.', fr: 'Déchiffrez-la d’abord dans un autre fichier.' },
  other: { en: '{path} is no dump of PostgreSQL.', fr: '{path} n’est pas une sauvegarde PostgreSQL.' },
  cluster: { en: '{path} is of a whole server.', fr: '{path} est celle d’un serveur entier.' },
  clusterTodo: {
    en: 'Restore it into a server of its own, and make a dump of the one database there.',
    fr: 'Restaurez-la dans un serveur à part, et faites-y une sauvegarde de la seule base voulue.',
  },
  part: { en: '{path} is not a whole database of DHIS2.', fr: '{path} n’est pas une base DHIS2 entière.' },
  long: { en: 'The name {name} is too long for PostgreSQL.', fr: 'Le nom {name} est trop long pour PostgreSQL.' },
  longTodo: { en: 'Restore it by hand.', fr: 'Restaurez-la à la main.' },
  there: { en: '{name} is there already, and not of this dump.', fr: '{name} existe déjà, et n’est pas de cette sauvegarde.' },
  thereTodo: { en: 'Use it, or drop it first if nobody needs it.', fr: 'Utilisez-la, ou supprimez-la d’abord si personne n’en a besoin.' },
  noRoom: {
    en: '{host} has no database {name}, in whose place what is restored is put.',
    fr: '{host} n’a pas de base {name}, à la place de laquelle est mis ce qui est restauré.',
  },
} as const satisfies Readonly<Record<string, Text>>;

const verdictTexts: { readonly [V in Exclude<DumpVerdict['verdict'], 'whole'>]: readonly [why: Text, todo: Text] } = {
  cut: [texts.cut, texts.otherTodo],
  empty: [texts.empty, texts.otherTodo],
  newer: [texts.newer, texts.otherTodo],
  sealed: [texts.sealed, texts.sealedTodo],
  other: [texts.other, texts.otherTodo],
};

export type WantedDump = {
  readonly path: string;
  readonly verdict: DumpVerdict & { readonly migration: string };
  /** Seconds since 1970. */
  readonly written: number;
  /** As the id of a set. */
  readonly stamp: string;
  /** What it is called in the end. */
  readonly name: string;
  /** Of an instance on another host; the same as `name` then, and empty otherwise. */
  readonly room: string;
  /** By which it is known again. */
  readonly comment: string;
  /** It is there. */
  readonly isRestored: boolean;
};

type Given = { readonly instance: Instance; readonly server: DatabaseServer; readonly target: Target; readonly place: DumpPlace };

/** A word of an argument and of the name of a fact. */
export function isDumpPath(path: string | undefined): path is string {
  return path !== undefined && /^\/[^\x00-\x1f"\\]+$/.test(path);
}

export function wantedDump({ instance, server, target, place }: Given): WantedDump | { readonly problem: Problem } {
  const { dump, host } = target;
  const { name: live } = databaseLogin(instance);
  const args = { instance: instance.name, host: server.host, path: dump?.path ?? '-' };
  if (server.host !== host) return problem(texts.elsewhere, texts.elsewhereTodo, args);
  if (!isDumpPath(dump?.path)) return problem(texts.which, texts.whichTodo);
  if (place.databases?.has(live) !== true) return problem(texts.noDatabase, texts.provisionTodo, { ...args, name: live });
  if (place.dump === undefined) return problem(texts.noFile, texts.otherTodo, args);
  const judged = judgedWhole(dump, args);
  if ('problem' in judged) return judged;
  const stamp = stampOf(place.dump.written);
  const isElsewhere = hasRoom(target.manifest, instance, server);
  const name = isElsewhere ? roomName(live) : restoredName(live, stamp);
  if (Buffer.byteLength(restoredName(live, stamp)) > longestName) return problem(texts.long, texts.longTodo, { name });
  // In a room the host of the instance looks for the stamp and nothing else.
  const comment = isElsewhere ? stamp : `DHIS2 Hosting: ${dump.path}`;
  const there = place.databases.get(name);
  const isRestored = there === comment;
  if (isElsewhere && there === undefined) return problem(texts.noRoom, texts.provisionTodo, { ...args, name });
  if (!isRestored && there !== undefined && !(isElsewhere && there === '')) return problem(texts.there, texts.thereTodo, { name });
  const { written } = place.dump;
  return { path: dump.path, verdict: judged, written, stamp, name, room: isElsewhere ? name : '', comment, isRestored };
}

function judgedWhole({ verdict }: DumpToRestore, args: Message['args']): WantedDump['verdict'] | { readonly problem: Problem } {
  if (verdict?.known !== true) {
    return problem(texts.unknown, texts.unknownTodo, { ...args, reason: message(unknownReasons[verdict?.reason ?? 'not-asked']) });
  }
  const { value } = verdict;
  if (value.verdict !== 'whole') return problem(...verdictTexts[value.verdict], args);
  if (value.cluster === true) return problem(texts.cluster, texts.clusterTodo, args);
  const { migration } = value;
  return migration === undefined ? problem(texts.part, texts.otherTodo, args) : { ...value, migration };
}

function problem(why: Text, todo: Text, args: Message['args'] = {}): { readonly problem: Problem } {
  return { problem: { why: message(why, args), todo: message(todo, args) } };
}
