import { isMissing } from '../conf/absent-keys.ts';
import { effectiveValue } from '../conf/effective.ts';
import { isDhis2Reserved } from '../conf/oidc-providers.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { isOn } from '../conf/switches.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { variableFix } from './fixes.ts';

const key = 'oidc.provider.dhis2.client_secret';

export const rule = defineConfRule<'absent' | 'known'>({
  id: 'default-oauth-client-secret',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Built-in client secret of the OAuth2 server', fr: "Secret client d'origine du serveur OAuth2" },
  what: {
    en: 'The OAuth2 server of DHIS2 is on, and `oidc.provider.dhis2.client_secret` is absent or has its built-in value.',
    fr: "Le serveur OAuth2 de DHIS2 est activé, et `oidc.provider.dhis2.client_secret` est absent ou a sa valeur d'origine.",
  },
  source: 'dhis2-core ConfigurationKey and Dhis2InternalOidcProvider @ 2.42.5 and 2.43; dhis2-docs sysadmin/reference/oauth.md',
  messages: {
    absent: {
      en: 'The OAuth2 server is on without `{key}`, so it uses the built-in secret that everybody knows. Add the key with a random value.',
      fr: "Le serveur OAuth2 est activé sans `{key}` : il emploie le secret d'origine, connu de tous. Ajoutez la clé avec une valeur aléatoire.",
    },
    known: {
      en: 'This is the built-in secret, which everybody knows. Choose a random one.',
      fr: "C'est le secret d'origine, connu de tous. Choisissez-en un aléatoire.",
    },
  },
  check(conf, report) {
    const server = conf.winners().get('oauth2.server.enabled');
    if (server === undefined || !isOn(conf, server.key) || !isDhis2Reserved(conf.version)) return;
    const secret = effectiveValue(conf, key);
    if (isMissing(conf, key)) {
      report({ message: 'absent', args: { key }, span: server.entry.key.span });
    } else if (secret.from === 'file' && secret.value === 'secret') {
      report({ message: 'known', span: placeInValue(conf.text, secret.entry), fixes: [variableFix(conf.text, secret.entry)] });
    }
  },
});

export const page = {
  why: {
    en: 'That value is a word in the public source code, the same on every server. Anybody can pose as the internal client of yours.',
    fr: "Cette valeur est un mot du code source public, le même sur tous les serveurs. N'importe qui peut se faire passer pour le client interne du vôtre.",
  },
  todo: {
    en: 'Add the key with a random secret, best as `${NAME}` from the environment. Nobody else needs to know it: both sides are this server.',
    fr: "Ajoutez la clé avec un secret aléatoire, de préférence par `${NOM}` depuis l'environnement. Personne d'autre n'a à le connaître : les deux côtés sont ce serveur.",
  },
  good: [
    { text: 'connection.url = ${URL}\noauth2.server.enabled = on\noidc.provider.dhis2.client_secret = ${SECRET}\n' },
    { text: 'connection.url = ${URL}\noauth2.server.enabled = on\n', dhis2Version: '2.42.4' },
    { text: 'connection.url = ${URL}\noidc.provider.dhis2.client_secret = secret\n' },
    { text: 'oauth2.server.enabled = on\n' },
  ],
  bad: [
    { text: 'connection.url = ${URL}\noauth2.server.enabled = on\n#^^^^^^^^^^^^^^^^^^^^ absent\n' },
    {
      text: 'oauth2.server.enabled = on\noidc.provider.dhis2.client_secret = secret\n#                                   ^^^^^^ known\n',
      dhis2Version: '2.42.5',
    },
  ],
} satisfies RulePage;
