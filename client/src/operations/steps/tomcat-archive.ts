/** The Tomcat of Apache that the manifest names, in a folder of root's; nothing of it is used before it is checked. */
import { message, type Text } from '@dhis2-hosting/server/service';
import { folders } from '../facts/folders.ts';
import { osRelease } from '../facts/os-release.ts';
import type { Instance } from '../hosts/parts.ts';
import { snippet } from '../script.ts';
import { defineStep, type Step } from '../step.ts';
import { downloadFunctions, downloadLimit } from './parts/download.ts';
import { archiveFolder, platformFor, tomcatHome } from './parts/java-choice.ts';

const texts = {
  fetch: {
    en: 'Download {url}, compare it with the SHA-512 of the manifest, and unpack it into {folder}, without the applications that come with it.',
    fr: 'Télécharger {url}, comparer avec le SHA-512 du manifeste, et décompresser dans {folder}, sans les applications fournies avec.',
  },
  updates: {
    en: 'This Tomcat gets no security updates by itself: when Apache publishes one (tomcat.apache.org/security.html), write its `url` and `sha512` and provision again.',
    fr: 'Ce Tomcat ne reçoit pas d’actualisations de sécurité : quand Apache en publie une (tomcat.apache.org/security.html), inscrivez son `url` et son `sha512`, et remettez en service.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export function tomcatArchive(instance: Instance): Step {
  return defineStep({
    id: `tomcat-archive:${instance.name}`,
    title: { en: 'Tomcat from Apache', fr: 'Tomcat d’Apache' },
    why: {
      en: 'Where the system packages no Tomcat that the release runs in, the one of Apache is used, and only the very file that the manifest names.',
      fr: 'Quand le système ne fournit aucun Tomcat qui convienne à la version, celui d’Apache est utilisé, et seulement le fichier exact que nomme le manifeste.',
    },
    controls: ['OS-09', 'TC-04'],
    risk: 'safe',
    after: ['package-health', 'java-tomcat'],
    needs: () => ({ os: osRelease, there: folders(placeOf(instance)) }),
    plan: ({ os, there }) => {
      const choice = platformFor(instance, os);
      if ('problem' in choice) return { state: 'blocked', problems: [choice.problem] };
      const { tomcat } = choice.platform;
      if (!('archive' in tomcat)) return { state: 'already-so' };
      const { folder, url, sha512, version } = tomcat.archive;
      const notes = [message(texts.updates)];
      if (there.has(folder)) return { state: 'already-so', notes };
      return {
        state: 'will-change',
        notes,
        changes: [{ kind: 'words', message: message(texts.fetch, { url, folder }) }],
        seconds: 20,
        limit: downloadLimit,
        change: snippet('tomcat-archive', fetchAndUnpack, folder, url, sha512, version),
        verify: snippet('verify', whole, tomcatHome(choice.platform)),
        undo: snippet('undo', remove, folder),
      };
    },
  });
}

/** The folder does not depend on the system, which is asked at the same time. */
function placeOf(instance: Instance): string {
  return archiveFolder(instance) ?? '/opt/dhis2/tomcat';
}

/** The folder appears by one rename, so that it is whole when it is there. */
const fetchAndUnpack = `
folder=$1 url=$2 sha512=$3 version=$4
${downloadFunctions}
[ ! -d "$folder" ] || exit 0
umask 022
mkdir -p -- "\${folder%/*}"
work=$folder.part file=$folder.tar.gz.part
download "$url" sha512sum "$sha512" "$file"
compare sha512sum "$sha512" "$file"
rm -rf -- "$work"
mkdir -- "$work"
tar --extract --gzip --file "$file" --directory "$work" --strip-components 1 --no-same-owner --no-same-permissions
found=$(unzip -p "$work/lib/catalina.jar" org/apache/catalina/util/ServerInfo.properties | sed -n 's/^server\\.number *= *//p' | tr -d '\\r')
case $found in
  "$version" | "$version".*) ;;
  *) rm -rf -- "$work" "$file"; echo "The archive is Tomcat '$found', not $version." >&2; exit 1 ;;
esac
rm -rf -- "$work/webapps" "$work/logs" "$work/temp" "$work/work"
chown -R root:root -- "$work"
chmod -R u=rwX,go=rX -- "$work"
sync -f "$work"
mv -T -- "$work" "$folder"
rm -f -- "$file"
`;

/** Not what a unit starts: another instance may have been given it meanwhile. */
const remove = `
rm -rf -- "$1.part" "$1.tar.gz.part"
grep -rqF -- "$1/" /etc/systemd/system/dhis2@*.service.d 2> /dev/null || rm -rf -- "$1"
`;

const whole = `
cd "$1"
[ -x bin/catalina.sh ] && [ -f bin/bootstrap.jar ] && [ -f bin/tomcat-juli.jar ] && [ -f lib/catalina.jar ] && [ -f conf/web.xml ] && [ ! -e webapps ]
[ -z "$(find . ! -user root -o -perm /022 ! -type l | head -n 1)" ]
`;
