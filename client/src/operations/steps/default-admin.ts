/** The password of the first administrator is another than every DHIS2 starts with, before the site is public. */
import { message, type Text } from '@dhis2-hosting/server/service';
import type { Fact } from '../fact.ts';
import { type DefaultAdmin, defaultAdmin as factOf } from '../facts/default-admin.ts';
import { type Instance, localAddress, pathsOf } from '../hosts/parts.ts';
import { snippet } from '../script.ts';
import { defineStep, type Step } from '../step.ts';

const texts = {
  change: {
    en: 'Give the user admin a random password instead of the well-known one, and keep it in {file}.',
    fr: 'Donner à l’utilisateur admin un mot de passe aléatoire au lieu de celui que chacun connaît, et le garder dans {file}.',
  },
  read: {
    en: 'Read it there (`sudo cat {file}`), log in, make an account of your own with two-factor authentication, and disable admin.',
    fr: 'Lisez-le là (`sudo cat {file}`), connectez-vous, créez votre propre compte avec authentification à deux facteurs, et désactivez admin.',
  },
} as const satisfies Readonly<Record<string, Text>>;

function passwordFile(instance: Instance): string {
  return `${pathsOf(instance).secrets}/admin-password`;
}

export function defaultAdminFact(instance: Instance): Fact<DefaultAdmin> {
  return factOf(localAddress(instance), passwordFile(instance));
}

export function defaultAdmin(instance: Instance): Step {
  const { name } = instance;
  const file = passwordFile(instance);
  const address = localAddress(instance);
  return defineStep({
    id: `default-admin:${name}`,
    title: { en: 'Password of the first administrator', fr: 'Mot de passe du premier administrateur' },
    why: {
      en: 'Every DHIS2 starts with the same user and password, and they are tried on every address within minutes.',
      fr: 'Chaque DHIS2 démarre avec le même utilisateur et le même mot de passe, essayés sur toute adresse en quelques minutes.',
    },
    controls: ['AP-01'],
    risk: 'data',
    after: [`start-instance:${name}`],
    needs: () => ({ now: defaultAdminFact(instance) }),
    plan: ({ now }) => {
      if (now === 'changed') return { state: 'already-so' };
      return {
        state: 'will-change',
        notes: [message(texts.read, { file })],
        changes: [{ kind: 'words', message: message(texts.change, { file }) }],
        seconds: 5,
        change: snippet('change', change, address, file),
        verify: snippet('verify', refused, address, file),
      };
    },
  });
}

/** Kept before it is set, so that it is never lost; a name of its own until it is in force. Passwords go in as files, not as words. */
const change = `
address=$1 file=$2
umask 077
body=$(mktemp)
trap 'rm -f -- "$body"' EXIT
status() { printf 'user = "admin:%s"\\n' "$1" | curl --silent --max-time 60 --config - --output /dev/null --write-out '%{http_code}' "$address/api/me" || :; }
# An earlier try may have set it and not have got further.
if [ -e "$file.part" ] && [ "$(status "$(cat "$file.part")")" = 200 ]; then
  mv -- "$file.part" "$file"
  exit 0
fi
case $(status district) in
  200) ;;
  401) echo 'The password is another one already.'; exit 0 ;;
  *) echo 'DHIS2 does not answer.' >&2; exit 1 ;;
esac
printf '%s-Aa1' "$(head -c 96 /dev/urandom | base64 -w 0 | tr -d '+/=' | cut -c 1-24)" > "$file.part"
sync -- "$file.part"
printf '{"oldPassword":"district","newPassword":"%s"}' "$(cat "$file.part")" > "$body"
code=$(printf 'user = "admin:district"\\n' | curl --silent --max-time 60 --config - --request PUT --header 'Content-Type: application/json' \\
  --data-binary "@$body" --output /dev/null --write-out '%{http_code}' "$address/api/me/changePassword")
case $code in 2??) ;; *) echo "DHIS2 refused the new password ($code)." >&2; exit 1 ;; esac
mv -- "$file.part" "$file"
`;

const refused = `
address=$1 file=$2
status() { printf 'user = "admin:%s"\\n' "$1" | curl --silent --max-time 60 --config - --output /dev/null --write-out '%{http_code}' "$address/api/me"; }
[ "$(status district)" = 401 ]
if [ -e "$file" ]; then
  [ "$(status "$(cat "$file")")" = 200 ]
  [ "$(stat -c '%a %U' -- "$file")" = '600 root' ]
fi
`;
