/** What is left of an instance that was removed is deleted for good. */
import { type Message, message, type Text } from '@dhis2-hosting/server/service';
import { removedInstance } from '../facts/removed-instance.ts';
import { removedFolder } from '../hosts/removed.ts';
import { sqlFunction } from '../postgres.ts';
import { snippet } from '../script.ts';
import { type Change, defineStep, type Step } from '../step.ts';
import { removeAccountFunction } from './parts/remove-account.ts';

const mebibyte = 1024 ** 2;

const texts = {
  database: { en: 'Drop the database {name} ({size} MiB).', fr: 'Supprimer la base {name} ({size} Mio).' },
  folder: { en: 'Delete {path} ({size} MiB).', fr: 'Supprimer {path} ({size} Mio).' },
  gone: {
    en: 'After that only a backup brings it back, and one that is sealed with its encryption password only together with that password.',
    fr: 'Ensuite, seule une sauvegarde permet de la retrouver, et son mot de passe de chiffrement est nécessaire pour ce que DHIS2 a chiffré.',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** Not of an instance of the manifest: it is no longer there. */
export function dropRemoved(name: string): Step {
  return defineStep({
    id: `drop-removed:${name}`,
    title: { en: 'What is left of a removed instance', fr: 'Ce qui reste d’une instance retirée' },
    why: {
      en: 'Data of persons must not be kept longer than they are needed, and a forgotten copy is one that nobody protects.',
      fr: 'Des données de personnes ne doivent pas être gardées plus que nécessaire, et une copie oubliée n’est protégée par personne.',
    },
    controls: ['DB-04', 'OS-13'],
    risk: 'data',
    needs: () => ({ left: removedInstance(name) }),
    plan: ({ left }) => {
      const { databases, folders } = left;
      const size = (bytes: number): number => Math.ceil(bytes / mebibyte);
      const words: readonly Message[] = [
        ...databases.map((each) => message(texts.database, { name: each.name, size: size(each.bytes) })),
        ...folders.map(({ path, bytes }) => message(texts.folder, { path, size: size(bytes) })),
      ];
      if (words.length === 0) return { state: 'already-so' };
      return {
        state: 'will-change',
        notes: [message(texts.gone)],
        changes: words.map((each): Change => ({ kind: 'words', message: each })),
        seconds: 30,
        change: snippet(
          'drop',
          drop,
          removedFolder(name),
          `dhis2-${name}`,
          `/etc/dhis2/${name}`,
          ...databases.map((each) => each.name),
          '--',
          ...folders.map(({ path }) => path),
        ),
        verify: snippet('verify', gone, ...folders.map(({ path }) => path)),
      };
    },
  });
}

/**
 * Exactly what the plan named. The role goes with its database unless somebody uses it again, the account of the host
 * unless the instance is there again.
 */
const drop = `
folder=$1 user=$2 secrets=$3; shift 3
${sqlFunction}
${removeAccountFunction}
while [ "$1" != -- ]; do
  name=$1; shift
  grep -F -- " $name " "$folder/databases" | while read -r at name role; do
    echo 'drop database :"name"' | sql "$at" postgres --set name="$name"
    [ "$role" = - ] || [ "$(echo "select count(*) from pg_roles where rolname = :'role' and not rolcanlogin" | sql "$at" postgres --set role="$role")" = 0 ] ||
      echo 'drop role :"role"' | sql "$at" postgres --set role="$role" || echo "The role $role is still used and stays."
  done
  grep -vF -- " $name " "$folder/databases" > "$folder/databases.part" || :
  mv -- "$folder/databases.part" "$folder/databases"
done
shift
for path; do
  case $path in */.removed-[0-9]*) ;; *) echo "$path was not put aside by us." >&2; exit 1 ;; esac
  rm -rf --one-file-system -- "$path"
  grep -vxF -- "$path" "$folder/folders" > "$folder/folders.part" || :
  mv -- "$folder/folders.part" "$folder/folders"
done
[ -e "$secrets" ] || remove_account "$user"
[ -s "$folder/databases" ] || [ -s "$folder/folders" ] || rm -rf -- "$folder"
`;

const gone = `
for path; do [ ! -e "$path" ]; done
`;
