import { effectiveValue } from '../conf/effective.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { isOn, written } from '../conf/switches.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { addLineFix, replaceValueFix } from './fixes.ts';

const key = 'oauth2.authorization.server.enabled';
const bearerTokens = 'oidc.jwt.token.authentication.enabled';

export const rule = defineConfRule<'on' | 'besideTokens'>({
  id: 'legacy-oauth-endpoints',
  category: 'security',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'Old OAuth2 endpoints left open', fr: "Anciens points d'accès OAuth2 laissés ouverts" },
  what: {
    en: 'The OAuth2 server of DHIS2 up to 2.41 is on: written so, or left at its default beside tokens of another login provider.',
    fr: "Le serveur OAuth2 de DHIS2 jusqu'à 2.41 est activé : écrit ainsi, ou laissé par défaut à côté des jetons d'un autre fournisseur de connexion.",
  },
  source:
    'dhis2-core OAuth2AuthorizationServerEnabledCondition @ 2.36.3 to 2.41; dhis2-docs sysadmin/reference/oauth.md, section JWT bearer token authentication',
  messages: {
    on: {
      en: 'The old OAuth2 server gives tokens for a mere password, and 2.42 drops it. Write `off` unless a program of yours still uses it.',
      fr: "L'ancien serveur OAuth2 délivre des jetons contre un simple mot de passe, et 2.42 le supprime. Écrivez `off`, sauf si un de vos programmes s'en sert encore.",
    },
    besideTokens: {
      en: 'Tokens of a login provider are accepted, and `{key}` is on by default; the documentation asks to switch it off first. Add `{key} = off`.',
      fr: "Les jetons d'un fournisseur de connexion sont acceptés, et `{key}` est activé par défaut ; la documentation demande de le désactiver d'abord. Ajoutez `{key} = off`.",
    },
  },
  check(conf, report) {
    const entry = written(conf, key, 'on');
    if (entry !== undefined) {
      report({ message: 'on', span: placeInValue(conf.text, entry), fixes: [replaceValueFix(conf.text, entry, 'off', false)] });
      return;
    }
    const tokens = written(conf, bearerTokens, 'on');
    if (tokens === undefined || effectiveValue(conf, key).from !== 'default' || !isOn(conf, key)) return;
    report({ message: 'besideTokens', args: { key }, span: tokens.entry.key.span, fixes: [addLineFix(conf, tokens, key, 'off', false)] });
  },
});

export const page = {
  why: {
    en: 'It gives tokens for a user name and password, past a second factor and single sign-on. Release 2.42 drops it. The documentation asks to switch it off before tokens of another provider are accepted.',
    fr: "Il délivre des jetons contre un nom et un mot de passe, sans second facteur ni authentification unique. La version 2.42 le supprime. La documentation demande de le désactiver avant d'accepter les jetons d'un autre fournisseur.",
  },
  todo: {
    en: 'Look for clients under OAuth2 Clients in the settings of DHIS2. When there are none, write `oauth2.authorization.server.enabled = off`.',
    fr: "Cherchez des clients sous OAuth2 Clients dans les paramètres de DHIS2. S'il n'y en a pas, écrivez `oauth2.authorization.server.enabled = off`.",
  },
  good: [
    { text: 'oauth2.authorization.server.enabled = off\noidc.jwt.token.authentication.enabled = on\n', dhis2Version: '2.41' },
    { text: 'oauth2.authorization.server.enabled = ${OAUTH2}\n', dhis2Version: '2.41' },
    { text: 'connection.url = ${URL}\n', dhis2Version: '2.41' },
    { text: 'oauth2.authorization.server.enabled = on\noidc.jwt.token.authentication.enabled = on\n', dhis2Version: '2.42' },
  ],
  bad: [
    { text: 'oauth2.authorization.server.enabled = on\n#                                     ^^ on\n', dhis2Version: '2.41' },
    { text: 'oidc.jwt.token.authentication.enabled = on\n#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ besideTokens\n', dhis2Version: '2.40' },
  ],
} satisfies RulePage;
