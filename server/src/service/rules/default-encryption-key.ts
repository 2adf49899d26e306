import { isMissing } from '../conf/absent-keys.ts';
import { placeOfAbsence } from '../conf/effective.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { shortestFor, writtenSecrets } from '../conf/weak-secrets.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

export const rule = defineConfRule<'missing' | 'empty' | 'guessable' | 'short'>({
  id: 'default-encryption-key',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'No encryption password, or a weak one', fr: 'Mot de passe de chiffrement absent ou faible' },
  what: {
    en: '`encryption.password` is absent, empty, shorter than 24 characters, or still the text of an example.',
    fr: "`encryption.password` est absent, vide, compte moins de 24 caractères, ou contient encore le texte d'un exemple.",
  },
  source: 'dhis2-core HibernateEncryptionConfig and EncryptionStatus, all tags; dhis2-docs sysadmin/reference/dhis.conf.md',
  messages: {
    missing: {
      en: 'There is no `encryption.password`: DHIS2 encrypts secrets in the database with a password that anybody can read in its source code. Set one of 24 or more characters; on a server in use, secrets encrypted so far must be entered again.',
      fr: "`encryption.password` est absent : DHIS2 chiffre les secrets de la base avec un mot de passe que chacun peut lire dans son code source. Définissez-en un d'au moins 24 caractères ; sur un serveur en service, les secrets déjà chiffrés devront être saisis à nouveau.",
    },
    empty: {
      en: '`encryption.password` is empty: DHIS2 encrypts secrets in the database with a password that anybody can read in its source code. Give one of 24 or more characters; on a server in use, secrets encrypted so far must be entered again.',
      fr: "`encryption.password` est vide : DHIS2 chiffre les secrets de la base avec un mot de passe que chacun peut lire dans son code source. Donnez-en un d'au moins 24 caractères ; sur un serveur en service, les secrets déjà chiffrés devront être saisis à nouveau.",
    },
    guessable: {
      en: 'This password is that of an example or one that anybody tries first, so it protects nothing. Choose a random one of {shortest} or more characters; on a server in use, secrets encrypted so far must be entered again.',
      fr: "Ce mot de passe est celui d'un exemple, ou l'un des premiers que l'on essaie : il ne protège rien. Choisissez-en un aléatoire d'au moins {shortest} caractères ; sur un serveur en service, les secrets déjà chiffrés devront être saisis à nouveau.",
    },
    short: {
      en: 'This password has fewer than {shortest} characters, which DHIS2 calls too short: the key is weak. Choose a longer one before data is encrypted; on a server in use, secrets encrypted so far must be entered again.',
      fr: 'Ce mot de passe compte moins de {shortest} caractères, ce que DHIS2 juge trop court : la clé est faible. Choisissez-en un plus long avant de chiffrer des données ; sur un serveur en service, les secrets déjà chiffrés devront être saisis à nouveau.',
    },
  },
  check(conf, report) {
    const entry = conf.winners().get('encryption.password');
    if (entry === undefined) {
      if (isMissing(conf, 'encryption.password')) report({ message: 'missing', span: placeOfAbsence(conf) });
    } else if (entry.value === '') {
      report({ message: 'empty', span: entry.entry.key.span });
    } else {
      const weakness = writtenSecrets(conf).find((secret) => secret.entry === entry)?.weakness;
      if (weakness === undefined) return;
      report({
        message: weakness === 'short' ? 'short' : 'guessable',
        args: { shortest: shortestFor(entry) },
        span: placeInValue(conf.text, entry),
      });
    }
  },
});

export const page = {
  why: {
    en: 'Passwords of mail servers, of routes and of data exchanges lie encrypted in the database. Without this key DHIS2 encrypts them with one that stands in its public source code, so whoever gets a copy of the database reads them. With a short one it goes on with a warning, and up to 2.43 refuses confidential attributes.',
    fr: "Les mots de passe des serveurs de courriel, des routes et des échanges de données sont chiffrés dans la base. Sans cette clé, DHIS2 les chiffre avec un mot de passe inscrit dans son code source public : qui obtient une copie de la base les lit. S'il est trop court, il continue avec un avertissement et, jusqu'à 2.43, refuse les attributs confidentiels.",
  },
  todo: {
    en: 'On a new server, set a random text of 24 or more characters before the first data comes in, and keep it with the backups. On a server in use, plan the change: what is encrypted already becomes unreadable and must be entered again.',
    fr: "Sur un serveur neuf, définissez un texte aléatoire d'au moins 24 caractères avant les premières données, et gardez-le avec les sauvegardes. Sur un serveur en service, préparez le changement : ce qui est déjà chiffré devient illisible et doit être saisi à nouveau.",
  },
  good: [
    { text: 'connection.url = ${URL}\nencryption.password = Kq7mZ2vX9pLw4tRb8nYc6dHs\n' },
    { text: 'connection.url = ${URL}\nencryption.password = ${ENCRYPTION_PASSWORD}\n' },
    { text: 'connection.url = ${URL}\nencryption.password = ${ENCRYPTION_PASSWORD:-}\n' },
    { text: 'connection.url = ${URL}\nencryption.pasword = ${ENCRYPTION_PASSWORD}\n' },
    { text: 'connection.url = ${URL}\n{% include "secrets" %}\n' },
    { text: 'server.https = on\n' },
  ],
  bad: [
    { text: 'encryption.password = xxxx\n#                     ^^^^ guessable\n' },
    { text: 'encryption.password = aaaaaaaaaaaaaaaaaaaaaaaaaaaa\n#                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ guessable\n' },
    { text: 'connection.url = ${URL}\n#^^^^^^^^^^^^^ missing\nserver.https = on\n' },
    { text: 'encryption.password =\n#^^^^^^^^^^^^^^^^^^ empty\n' },
    { text: 'encryption.password = Kq7mZ2vX9pLw4tRb\n#                     ^^^^^^^^^^^^^^^^ short\n', dhis2Version: '2.35' },
  ],
} satisfies RulePage;
