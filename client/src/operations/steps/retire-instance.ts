/** Unit, folders and backup timers of an instance that goes are put aside, where only root finds them. */
import { type Message, message, type Text } from '@dhis2-hosting/server/service';
import { folders } from '../facts/folders.ts';
import { type Instance, pathsOf } from '../hosts/parts.ts';
import { removedFolder } from '../hosts/removed.ts';
import { snippet } from '../script.ts';
import { type Change, defineStep, type Step } from '../step.ts';

const texts = {
  aside: { en: 'Put {path} aside.', fr: 'Mettre {path} de côté.' },
  timers: { en: 'Stop the timers of its backups. The sets stay.', fr: 'Arrêter les minuteries de ses sauvegardes. Les jeux restent.' },
  stays: {
    en: 'Nothing is deleted: its files, its secrets and its uploads are kept for root only, until *Drop What Was Removed* deletes them.',
    fr: 'Rien n’est supprimé : ses fichiers, ses secrets et ses envois sont gardés pour root seulement, jusqu’à ce que *Supprimer ce qui a été retiré* les efface.',
  },
  key: {
    en: 'Its encryption password is among them. A backup is worth little without it: keep a copy outside of the host.',
    fr: 'Son mot de passe de chiffrement en fait partie. Une sauvegarde vaut peu sans lui : gardez-en une copie hors de l’hôte.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export function retireInstance(instance: Instance): Step {
  const { name } = instance;
  const { unit, home, secrets, base } = pathsOf(instance);
  const own = [home, base, secrets, `/etc/systemd/system/${unit}.d`, `/var/log/dhis2/${name}`, `/var/cache/dhis2/${name}`];
  return defineStep({
    id: `retire-instance:${name}`,
    title: { en: 'Unit and folders that go', fr: 'Unité et dossiers qui s’en vont' },
    why: {
      en: 'Secrets and programs that nobody looks after any more are what intruders look for.',
      fr: 'Des secrets et des programmes dont plus personne ne s’occupe sont ce que cherche un intrus.',
    },
    controls: ['OS-13', 'TC-01'],
    risk: 'restart',
    after: [`last-backup:${name}`, `stop-instance:${name}`, `retire-database:${name}`],
    needs: () => ({ there: folders(...own) }),
    plan: ({ there }) => {
      const paths = own.filter((path) => there.has(path));
      if (paths.length === 0) return { state: 'already-so' };
      const words: readonly Message[] = [...paths.map((path) => message(texts.aside, { path })), message(texts.timers)];
      return {
        state: 'will-change',
        notes: [message(texts.stays), message(texts.key)],
        changes: words.map((each): Change => ({ kind: 'words', message: each })),
        seconds: 5,
        change: snippet('aside', putAside, name, removedFolder(name), ...own),
        verify: snippet('verify', isAside, unit, name, ...own),
        undo: snippet('undo', putBack, name, removedFolder(name)),
      };
    },
  });
}

/**
 * Each folder is renamed where it is, because it may be on a disk of its own, and what it is called then is written down
 * before. Its owner may be an account that is gone one day, so root takes the folder itself.
 */
const putAside = `
name=$1 folder=$2; shift 2
umask 077
mkdir -p -- "$DHIS2_HOSTING_KEPT" "$folder"
stamp=$(date -u +%Y%m%d%H%M%S)
for unit in /etc/systemd/system/dhis2-hosting-*."$name".timer; do
  [ -e "$unit" ] || continue
  systemctl disable --now --quiet "\${unit##*/}"
  printf '%s\\n' "\${unit##*/}" >> "$DHIS2_HOSTING_KEPT/timers"
done
for path in /etc/systemd/system/dhis2-hosting-*."$name".timer /etc/systemd/system/dhis2-hosting-*."$name".service \\
  /etc/dhis2-hosting/backup/*."$name".json; do
  [ ! -e "$path" ] || set -- "$@" "$path"
done
for path; do
  [ -e "$path" ] || continue
  aside=\${path%/*}/.removed-$stamp-\${path##*/}
  mode=$(stat -c '%a %u:%g' -- "$path")
  printf '%s\\n' "$aside" >> "$folder/folders"
  printf '%s\\n%s\\n%s\\n' "$mode" "$aside" "$path" >> "$DHIS2_HOSTING_KEPT/moves"
  mv -T -- "$path" "$aside"
  chown root:root -- "$aside"
  chmod go= -- "$aside"
done
systemctl daemon-reload
`;

const isAside = `
unit=$1 name=$2; shift 2
for path; do [ ! -e "$path" ]; done
if systemctl is-active --quiet "$unit"; then exit 1; fi
[ -z "$(find /etc/systemd/system /etc/dhis2-hosting/backup -maxdepth 1 -name "dhis2-hosting-*.$name.*" 2> /dev/null)" ]
`;

const putBack = `
name=$1 folder=$2
[ -e "$DHIS2_HOSTING_KEPT/moves" ] || exit 0
while read -r mode owner && read -r aside && read -r path; do
  [ -e "$aside" ] || continue
  mv -T -- "$aside" "$path"
  chown "$owner" -- "$path"
  chmod "$mode" -- "$path"
  grep -vxF -- "$aside" "$folder/folders" > "$folder/folders.part" || :
  mv -- "$folder/folders.part" "$folder/folders"
done < "$DHIS2_HOSTING_KEPT/moves"
systemctl daemon-reload
if [ -e "$DHIS2_HOSTING_KEPT/timers" ]; then while read -r timer; do systemctl enable --now --quiet "$timer"; done < "$DHIS2_HOSTING_KEPT/timers"; fi
`;
