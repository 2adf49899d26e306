import { placeInValue } from '../conf/place-in-value.ts';
import { isEncryptionPassword } from '../conf/secrets.ts';
import { type SecretWeakness, shortestFor, writtenSecrets } from '../conf/weak-secrets.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { variableFix } from './fixes.ts';

const messages = { 'well-known': 'wellKnown', 'user-name': 'userName', short: 'short' } as const satisfies {
  readonly [W in Exclude<SecretWeakness, 'placeholder'>]: string;
};

export const rule = defineConfRule<'wellKnown' | 'userName' | 'short'>({
  id: 'weak-secret',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Secret that is easy to guess', fr: 'Secret facile à deviner' },
  what: {
    en: 'A password or key is a well-known word such as `dhis`, `district` or `password`, equals the user name, or has fewer than eight characters.',
    fr: "Un mot de passe ou une clé est un mot connu comme `dhis`, `district` ou `password`, égal au nom d'utilisateur, ou compte moins de huit caractères.",
  },
  source: 'Lists of common passwords; dhis2-core DefaultAdminUserPopulator (`district`); NIST SP 800-63B section 5.1.1.1 for the length',
  messages: {
    wellKnown: {
      en: 'The secret of `{key}` is among the first that anybody tries. Choose a random one, and change it on the other side too.',
      fr: "Le secret de `{key}` est parmi les premiers que l'on essaie. Choisissez-en un aléatoire, et changez-le aussi de l'autre côté.",
    },
    userName: {
      en: 'The secret of `{key}` equals the user name, so whoever knows one knows both. Choose a random one, and change it on the other side too.',
      fr: "Le secret de `{key}` est égal au nom d'utilisateur : qui connaît l'un connaît l'autre. Choisissez-en un aléatoire, et changez-le aussi de l'autre côté.",
    },
    short: {
      en: 'The secret of `{key}` has fewer than {shortest} characters: a machine tries all of them. Choose a longer one, and change it on the other side too.',
      fr: "Le secret de `{key}` compte moins de {shortest} caractères : une machine les essaie tous. Choisissez-en un plus long, et changez-le aussi de l'autre côté.",
    },
  },
  check(conf, report) {
    for (const { entry, weakness } of writtenSecrets(conf)) {
      if (weakness === undefined || weakness === 'placeholder' || isEncryptionPassword(entry)) continue;
      report({
        message: messages[weakness],
        args: { key: entry.key, shortest: shortestFor(entry) },
        span: placeInValue(conf.text, entry),
        fixes: [variableFix(conf.text, entry)],
      });
    }
  },
});

export const page = {
  why: {
    en: 'Such words are the first that are tried. A database on the same machine is not out of reach: a hole in any program there opens it.',
    fr: "Ces mots sont les premiers que l'on essaie. Une base sur la même machine n'est pas hors d'atteinte : une faille dans n'importe quel programme l'ouvre.",
  },
  todo: {
    en: 'Generate a random secret, change it on the other side first, and give it to the server as an environment variable.',
    fr: "Produisez un secret aléatoire, changez-le d'abord de l'autre côté, puis donnez-le au serveur comme variable d'environnement.",
  },
  good: [
    { text: 'connection.username = dhis\nconnection.password = ${DB_PASSWORD}\nredis.password =\n' },
    { text: 'connection.username = dhis\nconnection.password = dhis-8472619384\nfilestore.secret = 0f4b1c2d3e5f60718293a4b5c6d7e8f9\n' },
    { text: 'encryption.password = district\nconnection.password = xxxx\n' },
    { text: 'artemis.password = guest\noidc.provider.dhis2.client_secret = secret\nartemis.username = guest\n' },
    { text: 'connection.password = $DB\nldap.manager.password = {{ password }}\n' },
    { text: 'connection.username = ${DB_USER}\nconnection.password = ${DB_USER}\n' },
  ],
  bad: [
    { text: 'connection.username = dhis_user\nconnection.password = district\n#                     ^^^^^^^^ wellKnown\n' },
    { text: 'connection.username = hmis_app\nconnection.password = HMIS_app\n#                     ^^^^^^^^ userName\n' },
    {
      text: 'connection.username = hmis_app\nread1.connection.url = ${R1}\nread1.connection.password = hmis_app\n#                           ^^^^^^^^ userName\n',
    },
    { text: 'redis.password = k7#pQz\n#                ^^^^^^ short\n' },
    { text: 'filestore.secret = minioadmin\n#                  ^^^^^^^^^^ wellKnown\n' },
    { text: 'artemis.mode = native\nartemis.password = broker\n#                  ^^^^^^ short\n' },
  ],
} satisfies RulePage;
