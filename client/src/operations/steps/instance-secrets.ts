/** The secrets of an instance, made on its host and never leaving it: of the database, and of what DHIS2 encrypts. */
import { message, type Text } from '@dhis2-hosting/server/service';
import { aptGet } from '../apt.ts';
import { instanceSecrets as secretsFact } from '../facts/instance-secrets.ts';
import { packages } from '../facts/packages.ts';
import { told } from '../facts/told.ts';
import { type Instance, pathsOf } from '../hosts/parts.ts';
import { all, snippet } from '../script.ts';
import { type Change, defineStep, type Step } from '../step.ts';

const texts = {
  database: { en: 'Make the password of the database.', fr: 'Créer le mot de passe de la base.' },
  encryption: {
    en: 'Make the encryption password. It must never change: what DHIS2 encrypted with it is lost without it.',
    fr: 'Créer le mot de passe de chiffrement. Il ne doit jamais changer : sans lui, ce que DHIS2 a chiffré est perdu.',
  },
  mode: { en: 'Give {file} to root, mode 0600.', fr: 'Donner {file} à root, mode 0600.' },
  record: { en: 'Write down the fingerprint of the encryption password.', fr: 'Noter l’empreinte du mot de passe de chiffrement.' },
  python: { en: 'Install python3, which computes the verifier.', fr: 'Installer python3, qui calcule le vérificateur.' },
  escrow: {
    en: 'Keep a copy of ENCRYPTION_PASSWORD in {file} outside of this host (fingerprint {fingerprint}): backups are worth little without it.',
    fr: 'Gardez hors de cet hôte une copie d’ENCRYPTION_PASSWORD de {file} (empreinte {fingerprint}) : sans elle, les sauvegardes valent peu.',
  },
  changed: {
    en: 'The encryption password in {file} is another one than was made: {now} instead of {made}.',
    fr: 'Le mot de passe de chiffrement de {file} n’est plus celui d’origine : {now} au lieu de {made}.',
  },
  changedTodo: {
    en: 'Put the old one back from your copy. If DHIS2 never ran with the old one, delete {folder}/encryption.fingerprint.',
    fr: 'Remettez l’ancien depuis votre copie. Si DHIS2 n’a jamais tourné avec l’ancien, supprimez {folder}/encryption.fingerprint.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export function instanceSecrets(instance: Instance): Step {
  const { secrets: folder } = pathsOf(instance);
  const file = `${folder}/secrets.env`;
  return defineStep({
    id: `instance-secrets:${instance.name}`,
    title: { en: 'Secrets of the instance', fr: 'Secrets de l’instance' },
    why: {
      en: 'A password that a person chose or sent is known to others; these are random, are read by systemd alone and stand in no configuration file.',
      fr: 'Un mot de passe choisi ou envoyé par quelqu’un est connu d’autres ; ceux-ci sont aléatoires, lus par systemd seul, et absents de tout fichier de configuration.',
    },
    controls: ['OS-13', 'DB-04'],
    risk: 'data',
    after: [`instance-account:${instance.name}`],
    needs: () => ({ now: secretsFact(folder), python: packages('python3') }),
    touches: ({ manifest, host }) => [told(manifest, host)],
    plan: ({ now, python }) => {
      const there = now.kind === 'there' ? now : undefined;
      const { encryption } = there ?? { encryption: { now: '', made: '' } };
      if (encryption.made !== '' && encryption.now !== '' && encryption.made !== encryption.now) {
        const args = { file, folder, ...encryption };
        return { state: 'blocked', problems: [{ why: message(texts.changed, args), todo: message(texts.changedTodo, args) }] };
      }
      // One that was made once and is gone now is never made anew.
      if (encryption.made !== '' && encryption.now === '') {
        const args = { file, folder, made: encryption.made, now: '-' };
        return { state: 'blocked', problems: [{ why: message(texts.changed, args), todo: message(texts.changedTodo, args) }] };
      }
      const hasDatabase = there?.names.has('DATABASE_PASSWORD') === true && there.verifier !== '';
      const isClosed = there === undefined || (there.mode === '600' && there.owner === 'root:root');
      const words = [
        ...(python.has('python3') ? [] : [message(texts.python)]),
        ...(hasDatabase ? [] : [message(texts.database)]),
        ...(encryption.now === '' ? [message(texts.encryption)] : []),
        ...(encryption.now !== '' && encryption.made === '' ? [message(texts.record)] : []),
        ...(isClosed ? [] : [message(texts.mode, { file })]),
      ];
      const escrow = encryption.now === '' ? [] : [message(texts.escrow, { file, fingerprint: encryption.now })];
      if (words.length === 0) return { state: 'already-so', notes: escrow };
      return {
        state: 'will-change',
        notes: escrow,
        changes: words.map((each): Change => ({ kind: 'words', message: each })),
        seconds: 1,
        change: all(
          ...(python.has('python3') ? [] : [aptGet('install', '--no-install-recommends', 'python3')]),
          snippet('secrets', make, folder),
        ),
        verify: snippet('verify', complete, folder),
      };
    },
  });
}

/** Keeps what is there: an encryption password is made once, a database password with its verifier. */
const make = `
folder=$1 file=$1/secrets.env
umask 077
random() { head -c 128 /dev/urandom | base64 -w 0 | tr -d '+/=' | cut -c 1-44; }
new=$(mktemp -- "$folder/.secrets.XXXXXXXX")
trap 'rm -f -- "$new"' EXIT
[ ! -e "$file" ] || cat -- "$file" > "$new"
if ! grep -q '^ENCRYPTION_PASSWORD=.' "$new"; then
  sed -i '/^ENCRYPTION_PASSWORD=/d' "$new"
  printf 'ENCRYPTION_PASSWORD=%s\\n' "$(random)" >> "$new"
fi
if ! grep -q '^DATABASE_PASSWORD=.' "$new"; then
  sed -i '/^DATABASE_PASSWORD=/d' "$new"
  printf 'DATABASE_PASSWORD=%s\\n' "$(random)" >> "$new"
  rm -f -- "$folder/database.verifier"
fi
if [ ! -e "$folder/database.verifier" ]; then
  sed -n 's/^DATABASE_PASSWORD=//p' "$new" | python3 -c '
import base64, hashlib, hmac, os, sys
password, salt, rounds = sys.stdin.read().strip().encode(), os.urandom(16), 4096
key = hashlib.pbkdf2_hmac("sha256", password, salt, rounds)
sign = lambda what: hmac.new(key, what, "sha256").digest()
text = lambda value: base64.b64encode(value).decode()
stored, server = text(hashlib.sha256(sign(b"Client Key")).digest()), text(sign(b"Server Key"))
sys.stdout.write("SCRAM-SHA-256$%d:%s$%s:%s" % (rounds, text(salt), stored, server))
' > "$folder/.verifier.part"
  mv -- "$folder/.verifier.part" "$folder/database.verifier"
fi
[ -e "$folder/encryption.fingerprint" ] ||
  sed -n 's/^ENCRYPTION_PASSWORD=//p' "$new" | tr -d '\\n' | sha256sum | cut -c 1-16 > "$folder/encryption.fingerprint"
chown root:root "$new"
sync -- "$new"
mv -f -- "$new" "$file"
sync -- "$folder"
`;

/** Nobody but root reads them, and they are what DHIS2 takes: at least 24 characters (EncryptionStatus of dhis2-core). */
const complete = `
folder=$1 file=$1/secrets.env
[ "$(stat -c '%a %U' -- "$file")" = '600 root' ]
[ "$(stat -c '%a %U' -- "$folder")" = '700 root' ]
grep -qE '^ENCRYPTION_PASSWORD=[A-Za-z0-9]{24,}$' "$file"
grep -qE '^DATABASE_PASSWORD=[A-Za-z0-9]{24,}$' "$file"
grep -qE '^SCRAM-SHA-256\\$4096:[A-Za-z0-9+/=]+\\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$' "$folder/database.verifier"
[ "$(sed -n 's/^ENCRYPTION_PASSWORD=//p' "$file" | tr -d '\\n' | sha256sum | cut -c 1-16)" = "$(cat "$folder/encryption.fingerprint")" ]
`;
