import { placeInValue } from '../conf/place-in-value.ts';
import { writtenSecrets } from '../conf/weak-secrets.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { variableFix } from './fixes.ts';

export const rule = defineConfRule<'clearText' | 'inRepository'>({
  id: 'clear-text-secret',
  category: 'security',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'Secret in clear text', fr: 'Secret en clair' },
  what: {
    en: 'A password or key stands in the file itself.',
    fr: 'Un mot de passe ou une clé figure dans le fichier même.',
  },
  source: 'dhis2-docs sysadmin/reference/dhis.conf.md; dhis2-core DefaultDhisConfigurationProvider, all tags (`${NAME}`)',
  messages: {
    inRepository: {
      en: 'This file is under version control, and the secret of `{key}` with it: whoever gets the repository has it, in its history too. Put it into the environment of the server, write `${NAME}` here, and change the secret.',
      fr: "Ce fichier est sous gestion de versions, et le secret de `{key}` avec lui : quiconque obtient le dépôt l'a aussi, même dans l'historique. Placez-le dans l'environnement du serveur, écrivez ici `${NOM}` et changez le secret.",
    },
    clearText: {
      en: 'The secret of `{key}` can be read by whoever sees this file or a copy of it. Put it into the environment of the server and write `${NAME}` here.',
      fr: "Le secret de `{key}` est lisible par quiconque voit ce fichier ou une copie. Placez-le dans l'environnement du serveur et écrivez ici `${NOM}`.",
    },
  },
  check(conf, report) {
    for (const { entry, weakness } of writtenSecrets(conf)) {
      if (weakness !== undefined) continue;
      const tracked = conf.isTracked();
      report({
        message: tracked ? 'inRepository' : 'clearText',
        ...(tracked && { severity: 'warning' as const }),
        args: { key: entry.key },
        span: placeInValue(conf.text, entry),
        fixes: [variableFix(conf.text, entry)],
      });
    }
  },
});

export const page = {
  why: {
    en: 'Whoever reads the file has the secret, and so has whoever reads a backup, a ticket with the file attached, or the history of a repository it was once committed to.',
    fr: "Qui lit le fichier a le secret, comme qui lit une sauvegarde, un ticket avec le fichier joint, ou l'historique d'un dépôt où il a été enregistré une fois.",
  },
  todo: {
    en: 'Set the secret as an environment variable of the service that runs DHIS2 and write `${NAME}` here. The variable must be set first: otherwise the text `${NAME}` itself becomes the secret. Where the file never leaves the server and has mode 600, clear text is common; turn the rule off there.',
    fr: "Définissez le secret comme variable d'environnement du service qui exécute DHIS2 et écrivez ici `${NOM}`. La variable doit exister d'abord : sinon le texte `${NOM}` lui-même devient le secret. Là où le fichier ne quitte jamais le serveur et porte les droits 600, le texte en clair est courant ; désactivez alors la règle.",
  },
  good: [
    {
      tracked: true,
      text: 'connection.password = ${DB_PASSWORD}\nencryption.password = ${KEY:-}\nredis.password =\nldap.manager.password = {{ ldap }}\n',
    },
    { text: 'connection.password = xxxx\nredis.password = dhis\n' },
    { text: 'connection.username = dhis\nfilestore.identity = AKIA0000EXAMPLE\n' },
  ],
  bad: [
    { text: 'connection.password = kX9v-Qm2p-7Rtz\n#                     ^^^^^^^^^^^^^^ clearText\n' },
    { tracked: true, text: 'connection.password = kX9v-Qm2p-7Rtz\n#                     ^^^^^^^^^^^^^^ inRepository\n' },
    { text: 'oidc.provider.x.client_secret = kX9v-Qm2p-7Rtz\n#                               ^^^^^^^^^^^^^^ clearText\n' },
  ],
} satisfies RulePage;
