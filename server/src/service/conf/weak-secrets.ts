/**
 * Secrets that anybody could guess: what documentation and examples put where a secret belongs, and the words that every
 * list of passwords begins with. Sources: dhis2-docs `src/sysadmin/reference/dhis.conf.md` and `oauth.md`, the built-in
 * account `admin` / `district` of dhis2-core, the first start of MinIO, Redis and PostgreSQL images.
 */
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Dhis2Version } from '../catalogue/versions.ts';
import type { ConfEntry } from '../rules/context.ts';
import type { ConfDocument } from './conf-document.ts';
import { isDecidedLater, isWholeConfiguration, knownValue, setEntry } from './effective.ts';
import { secretEntries } from './live-entries.ts';
import { isEncryptionPassword } from './secrets.ts';
import { isOff } from './switches.ts';

type Conf = ConfDocument & { readonly version: Dhis2Version; readonly catalogue: Catalogue };

export type SecretWeakness = 'placeholder' | 'well-known' | 'user-name' | 'short';

/** What NIST SP 800-63B asks of a password that people choose, and EncryptionStatus of dhis2-core of the encryption password. */
export const shortestFor = (entry: ConfEntry) => (isEncryptionPassword(entry) ? 24 : 8);

export type WrittenSecret = { readonly entry: ConfEntry; readonly weakness: SecretWeakness | undefined };

const remembered = new WeakMap<readonly ConfEntry[], { readonly version: Dhis2Version; readonly secrets: readonly WrittenSecret[] }>();

/** The secrets that stand in the file itself and are in use, with what is wrong with each. One pass for all rules. */
export function writtenSecrets(conf: Conf): readonly WrittenSecret[] {
  const known = remembered.get(conf.entries);
  if (known !== undefined && known.version === conf.version) return known.secrets;
  const secrets = openSecrets(conf)
    .filter((entry) => !isJudgedElsewhere(conf, entry))
    .map((entry) => ({ entry, weakness: weaknessOf(entry.value, userNameFor(conf, entry), shortestFor(entry)) }));
  remembered.set(conf.entries, { version: conf.version, secrets });
  return secrets;
}

/** Not those that are known only when the server starts. */
const openSecrets = secretEntries.where(({ value }) => value !== '' && !isDecidedLater(value) && !isVariable.test(value));

/** Variables in the style of other programs; that they are not replaced is for `unexpanded-placeholder` to say. */
const isVariable = /^\$|^%.*%$/;

/** Read by nobody, or with a rule of its own because the server's default is public. */
function isJudgedElsewhere(conf: Conf, { key, value }: ConfEntry): boolean {
  if (isOfUnusedFeature(conf, key)) return true;
  if (key === 'artemis.password') return value === 'guest';
  return key === 'oidc.provider.dhis2.client_secret' && value === 'secret';
}

/** Left over from an example, such as the password of a Redis that is off; `missing-companion-key` speaks of most of them. */
function isOfUnusedFeature(conf: Conf, key: string): boolean {
  if (key.endsWith('.client_secret') && signsWithKey(conf, key)) return true;
  if (key === 'artemis.password') return knownValue(conf, 'artemis.mode')?.toUpperCase() === 'EMBEDDED';
  if (!isWholeConfiguration(conf)) return false;
  if (key === 'redis.password') return isOff(conf, 'redis.enabled') && isOff(conf, 'redis.cache.invalidation.enabled');
  if (key === 'filestore.secret') return /^(?:filesystem|transient)$/.test(knownValue(conf, 'filestore.provider') ?? '');
  if (key === 'ldap.manager.password') return setEntry(conf, 'ldap.url') === undefined;
  return key === 'system.monitoring.password' && setEntry(conf, 'system.monitoring.url') === undefined;
}

/** The parser of a provider asks for a secret all the same; whatever stands there is sent to nobody. */
function signsWithKey(conf: Conf, key: string): boolean {
  return knownValue(conf, key.replace(/client_secret$/, 'client_authentication_method')) === 'private_key_jwt';
}

/** The most specific reproach first. An empty secret has none: whether one is needed depends on its key. */
export function weaknessOf(secret: string, userName: string | undefined, shortest = 8): SecretWeakness | undefined {
  const written = withoutQuotes(secret);
  if (written === '' || written.length > 100) return undefined;
  if (isPlaceholder(written)) return 'placeholder';
  if (userName !== undefined && written.toLowerCase() === userName.toLowerCase()) return 'user-name';
  if (isWellKnown(written)) return 'well-known';
  return written.length < shortest ? 'short' : undefined;
}

const withoutQuotes = (text: string) => /^(["'])(.*)\1$/.exec(text)?.[2] ?? text;

/** `xxxx`, `****`, `...`, `<your password>`, `[password]`; a real secret has no reason to look like these. The last is from the guide to clusters. */
const placeholderShapes: readonly RegExp[] = [
  /^x{3,}$/i,
  /^[*.\u2026_?-]+$/,
  /^<[^<>]*>$/,
  /^\[[\p{L} _.-]+\]$/u,
  /^\{[\p{L} _.-]+\}$/u,
  /^password \(optional\b/i,
  // Whatever they go on with: `CHANGE_ME_BEFORE_PRODUCTION`, `replace-with-a-strong-one`.
  /^(?:change|replace)[-_ ]?(?:me|this|it|with)(?:[-_ !.].*)?$/i,
  /^(?:changez|remplacez)[-_ ]?(?:moi|ceci|par)(?:[-_ !.].*)?$/i,
  /^(?:your|votre)[-_ ][\w -]*(?:password|passphrase|secret|key|token)$/i,
];

/** Words of a sentence such as `change_me`, `your client secret` or `mettre le mot de passe ici`. */
const fillerWords = new Set(
  (
    'a an and as at by db dhis dhis2 database client encryption oidc oauth oauth2 ldap redis s3 my our own some the this your ' +
    'add change changeme changeit edit enter fill fixme generate in insert it later me must put replace replaceme set tbd tobe todo ' +
    'been be has to with new real strong secure random long very please here value text string example sample dummy placeholder ' +
    'pass passwd password passphrase pwd secret key code token clientsecret mypassword mysecret yourpassword yoursecret passwordhere ' +
    'none null undefined nil nan ' +
    'ajouter changer changez changezmoi remplacer remplacez mettre mettez saisir saisissez votre mon le la les un une mot de passe ' +
    'motdepasse clé cle ici exemple à modifier modifiez définir'
  ).split(' '),
);

/** Of one filler word alone only these are placeholders; the others are passwords that somebody chose. */
const placeholdersAlone = new Set(
  (
    'change changeme changeit edit enter fill fixme generate insert later put replace replaceme tbd todo tobe value text string example ' +
    'sample dummy placeholder clientsecret mypassword mysecret yourpassword yoursecret passwordhere none null undefined nil nan ' +
    'changez changezmoi remplacez exemple modifier modifiez définir passphrase token key code'
  ).split(' '),
);

function isPlaceholder(written: string): boolean {
  if (placeholderShapes.some((shape) => shape.test(written))) return true;
  const words = written
    .replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter(Boolean);
  const [first] = words;
  if (first === undefined || !words.every((word) => fillerWords.has(word))) return false;
  return words.length > 1 || placeholdersAlone.has(first);
}

/** Told once, without what people append to satisfy a form. */
const wellKnownWords = new Set(
  (
    'pass passwd password passord passwort contraseña motdepasse secret secrets private admin administrator administrateur root ' +
    'super superuser user guest test testing demo default dhis dhis2 dhisuser dhisadmin hisp hispadmin hmis district postgres postgresql ' +
    'pgsql database redis minio minioadmin tomcat artemis welcome bienvenue letmein qwerty qwertyuiop azerty azertyuiop asdfgh iloveyou ' +
    'master monkey dragon soleil bonjour doudou loulou abc abcd'
  ).split(' '),
);

/** `p@ssw0rd` is `password` to anybody who guesses. */
const lookalikes: ReadonlyMap<string, string> = new Map([
  ['@', 'a'],
  ['4', 'a'],
  ['3', 'e'],
  ['0', 'o'],
  ['$', 's'],
  ['5', 's'],
  ['!', 'i'],
  ['1', 'i'],
]);

/** A year and a mark, say; a longer tail is a secret of its own. */
const longestTail = 6;

function isWellKnown(written: string): boolean {
  const text = written.toLowerCase();
  if (isRun(text)) return true;
  const word = /^.*\p{L}/u.exec(text)?.[0] ?? '';
  if (text.length - word.length > longestTail) return false;
  return wellKnownWords.has(word) || wellKnownWords.has(unmasked(word)) || wellKnownWords.has(unmasked(text));
}

const unmasked = (text: string) => [...text].map((character) => lookalikes.get(character) ?? character).join('');

/** `aaaaaaaa`, `12345678`, `87654321`, `abcdefgh`: each character is the same step from the one before. */
function isRun(text: string): boolean {
  const step = text.charCodeAt(1) - text.charCodeAt(0);
  if (text.length < 3 || Math.abs(step) > 1) return false;
  // Behind 9 people type 0.
  const next = (place: number) => (text[place] === '9' && step === 1 ? '0' : String.fromCharCode(text.charCodeAt(place) + step));
  for (let place = 0; place < text.length - 1; place++) if (text[place + 1] !== next(place)) return false;
  return true;
}

/** The name that goes with a secret, as far as the file tells it. */
function userNameFor(conf: Conf, { key }: ConfEntry): string | undefined {
  const name = nameKey(key);
  if (name === undefined) return undefined;
  const own = knownValue(conf, name);
  // A replica without a user name of its own takes that of the main database (ReadOnlyDataSourceManager).
  return own ?? (/^read\d\./.test(name) && !conf.winners().has(name) ? knownValue(conf, 'connection.username') : undefined);
}

function nameKey(key: string): string | undefined {
  if (key === 'filestore.secret') return 'filestore.identity';
  if (key.endsWith('.client_secret')) return key.replace(/secret$/, 'id');
  return key.endsWith('.password') ? key.replace(/password$/, 'username') : undefined;
}
