import { placeInValue } from '../conf/place-in-value.ts';
import { isEncryptionPassword } from '../conf/secrets.ts';
import { writtenSecrets } from '../conf/weak-secrets.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { variableFix } from './fixes.ts';

export const rule = defineConfRule<'placeholder'>({
  id: 'placeholder-secret',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Placeholder where a secret belongs', fr: "Texte d'exemple à la place d'un secret" },
  what: {
    en: 'A password or key still holds what documentation or an example puts there, such as `xxxx`, `<password>` or `changeme`.',
    fr: "Un mot de passe ou une clé contient encore le texte de la documentation ou d'un exemple, comme `xxxx`, `<password>` ou `changeme`.",
  },
  source: 'dhis2-docs sysadmin/reference/dhis.conf.md and oauth.md: the values of their examples',
  messages: {
    placeholder: {
      en: 'The value of `{key}` is the placeholder of an example, so the secret is wrong or anybody guesses it. Write the real one, best as `${NAME}` from the environment.',
      fr: "La valeur de `{key}` est celle d'un exemple : le secret est faux, ou chacun le devine. Écrivez le vrai, de préférence par `${NOM}` depuis l'environnement.",
    },
  },
  check(conf, report) {
    for (const { entry, weakness } of writtenSecrets(conf)) {
      if (weakness !== 'placeholder' || isEncryptionPassword(entry)) continue;
      report({
        message: 'placeholder',
        args: { key: entry.key },
        span: placeInValue(conf.text, entry),
        fixes: [variableFix(conf.text, entry)],
      });
    }
  },
});

export const page = {
  why: {
    en: 'Either the login fails, or the other side really has this password, and then anybody guesses it.',
    fr: "Soit la connexion échoue, soit l'autre côté a vraiment ce mot de passe, et chacun le devine.",
  },
  todo: {
    en: 'Write `${NAME}` and give the secret to the server as an environment variable, or write the real secret. A key you do not use is better deleted.',
    fr: "Écrivez `${NOM}` et donnez le secret au serveur comme variable d'environnement, ou écrivez le vrai secret. Mieux vaut supprimer une clé qui ne sert pas.",
  },
  good: [
    { text: 'connection.password = ${DB_PASSWORD}\nredis.password =\nencryption.password = Kq7mZ2vX9pLw4tRb8nYc6dHs\n' },
    { text: 'connection.password = {{ db_password }}\nldap.manager.password = change-theory-battery-horse\n' },
    { text: 'connection.password = xxxx\nconnection.password = kX9v-Qm2p-7Rtz\n' },
    { text: 'artemis.password = changeme\nencryption.password = xxxx\n' },
    {
      text: 'connection.url = ${URL}\nfilestore.secret = xxxx\nldap.manager.password = xxxx\nredis.password = xxxx\nsystem.monitoring.password = xxxx\n',
    },
    { text: 'ldap.manager.dn = xxxx\nread9.connection.password = xxxx\n' },
  ],
  bad: [
    { text: 'connection.url = ${URL}\nredis.enabled = on\nredis.password = xxxx\n#                ^^^^ placeholder\n' },
    { text: 'connection.password = xxxx\n#                     ^^^^ placeholder\n' },
    {
      text: 'filestore.secret = <secret>\nfilestore.secret = <your password>\n#                  ^^^^^^^^^^^^^^^ placeholder\n',
    },
    {
      text: 'oidc.provider.google.client_secret = my client secret\n#                                    ^^^^^^^^^^^^^^^^ placeholder\nldap.manager.password = "changeme"\n#                       ^^^^^^^^^^ placeholder\n',
    },
  ],
} satisfies RulePage;
