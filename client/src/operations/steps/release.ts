/** A release of DHIS2 in a folder of root's, named after version and checksum; nothing is used before it is checked. */
import { message, type Text } from '@dhis2-hosting/server/service';
import type { Fact } from '../fact.ts';
import { release as releaseFact } from '../facts/release.ts';
import { type ReleaseMigrations, releaseMigrations } from '../facts/release-migrations.ts';
import { type Instance, releasesFolder } from '../hosts/parts.ts';
import { snippet } from '../script.ts';
import { defineStep, type Problem, type Step } from '../step.ts';
import { uploadsFolder } from '../uploads.ts';
import { downloadFunctions, downloadLimit } from './parts/download.ts';

const texts = {
  fetch: {
    en: 'Download {url}, compare it with the published checksum, and unpack it into {folder}.',
    fr: 'Télécharger {url}, comparer avec la somme de contrôle publiée, et décompresser dans {folder}.',
  },
  send: {
    en: 'Send {file} from here, compare it with the published checksum, and unpack it into {folder}.',
    fr: 'Envoyer {file} d’ici, comparer avec la somme de contrôle publiée, et décompresser dans {folder}.',
  },
  noWar: {
    en: 'The manifest does not say where the release of {instance} comes from.',
    fr: 'Le manifeste ne dit pas d’où vient la version de {instance}.',
  },
  noWarTodo: {
    en: 'Write its `war` with `url` (or `file`) and the `sha256` that is published with the release.',
    fr: 'Écrivez son `war` avec `url` (ou `file`) et le `sha256` publié avec la version.',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** Undefined when the manifest does not say which release it is. */
export function releaseFolder({ dhis2Version, war }: Instance): string | undefined {
  return dhis2Version === undefined || war === undefined ? undefined : `${releasesFolder}/${dhis2Version}-${war.sha256.slice(0, 16)}`;
}

/** Of the release that the manifest names, on the host once it is unpacked. */
export function migrationsOf(instance: Instance): Fact<ReleaseMigrations> {
  return releaseMigrations(releaseFolder(instance) ?? `${releasesFolder}/-`);
}

export function release(instance: Instance): Step {
  const { war, name } = instance;
  const folder = releaseFolder(instance) ?? '';
  return defineStep({
    id: `release:${name}`,
    title: { en: 'Release of DHIS2', fr: 'Version de DHIS2' },
    why: {
      en: 'A file that is cut, or another one than was published, must never run; and the instance must not be able to change what it runs.',
      fr: 'Un fichier tronqué, ou autre que celui publié, ne doit jamais s’exécuter ; et l’instance ne doit pas pouvoir modifier ce qu’elle exécute.',
    },
    controls: ['TC-04'],
    risk: 'safe',
    after: ['package-health', `instance-account:${name}`],
    touches: () => [migrationsOf(instance)],
    needs: () => ({ now: releaseFact(folder === '' ? releasesFolder : folder) }),
    plan: ({ now }) => {
      const problems = problemsOf(instance);
      if (problems.length > 0 || war === undefined) return { state: 'blocked', problems };
      if (now.unpacked) return { state: 'already-so' };
      const { url, sha256, file = '' } = war;
      const words = url === undefined ? message(texts.send, { folder, file }) : message(texts.fetch, { folder, url });
      return {
        state: 'will-change',
        changes: [{ kind: 'words', message: words }],
        ...(url === undefined ? { sends: [{ file, sha256 }] } : {}),
        seconds: url === undefined ? 30 : 120,
        limit: downloadLimit,
        change: snippet('release', fetchAndUnpack, folder, sha256, instance.dhis2Version ?? '', url ?? '', `${uploadsFolder}/${sha256}`),
        verify: snippet('verify', whole, folder),
        undo: snippet('undo', remove, folder),
      };
    },
  });
}

function problemsOf(instance: Instance): readonly Problem[] {
  const { war, name } = instance;
  if (war === undefined || releaseFolder(instance) === undefined || (war.url === undefined && war.file === undefined)) {
    return [{ why: message(texts.noWar, { instance: name }), todo: message(texts.noWarTodo) }];
  }
  return [];
}

/**
 * The version is looked up where the server itself reads it
 * (dhis-support-system, build.properties). The folder appears by one rename, so that it is whole when it is there.
 */
const fetchAndUnpack = `
${downloadFunctions}
folder=$1 sha256=$2 version=$3 url=$4 sent=$5
[ ! -d "$folder" ] || exit 0
umask 022
work=$folder.part file=$folder.war.part
if [ -z "$url" ]; then file=$sent; else download "$url" sha256sum "$sha256" "$file"; fi
compare sha256sum "$sha256" "$file"
unzip -tqq "$file" || { echo 'The file is no whole ZIP archive.' >&2; exit 1; }
system=$(unzip -Z1 "$file" 'WEB-INF/lib/dhis-support-system-*.jar' | head -n 1)
inner=$(mktemp)
trap 'rm -f -- "$inner"' EXIT
unzip -p "$file" "$system" > "$inner"
found=$(unzip -p "$inner" build.properties | sed -n 's/^build\\.version[ =:]*//p' | tr -d '\\r')
case $found in
  "$version" | "$version".*) ;;
  *) echo "The file is DHIS2 '$found', not $version." >&2; exit 1 ;;
esac
rm -rf -- "$work"
mkdir -- "$work"
unzip -q "$file" -d "$work" || { rm -rf -- "$work"; df -h -- "\${folder%/*}" >&2; exit 1; }
chown -R root:root -- "$work"
chmod -R u=rwX,go=rX -- "$work"
(cd "$work" && find . -type f -print0 | sort -z | xargs -0 sha256sum) > "$folder.files.part"
mv -f -- "$folder.files.part" "$folder.files"
sync -f "$work"
mv -- "$work" "$folder"
rm -f -- "$file"
`;

/** Not what an instance runs. A part of the download stays, to be gone on with. */
const remove = `
rm -rf -- "$1.part"
[ -n "$(find /opt/dhis2/instances -mindepth 3 -maxdepth 3 -type l -lname "$1")" ] || rm -rf -- "$1" "$1.files"
`;

/** Each file is as it was packed. */
const whole = `
folder=$1
cd "$folder"
sha256sum --check --quiet --strict "$folder.files"
[ -z "$(find . ! -user root -o -perm /022 ! -type l | head -n 1)" ]
[ -f WEB-INF/web.xml ]
`;
