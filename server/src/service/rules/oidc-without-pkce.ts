import { entriesWhere, winnersOf } from '../conf/entry-lists.ts';
import { nameInProvider, providerOf } from '../conf/oidc-providers.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { switchWords } from '../conf/suggested-values.ts';
import { written } from '../conf/switches.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { replaceValueFix } from './fixes.ts';

const suspects = winnersOf(
  entriesWhere(({ key }) => {
    const id = key.endsWith('.enable_pkce') ? providerOf(key) : undefined;
    return id !== undefined && nameInProvider(key, id) === 'enable_pkce';
  }),
);

export const rule = defineConfRule<'off'>({
  id: 'oidc-without-pkce',
  category: 'security',
  severity: 'hint',
  since: '0.1.0',
  title: { en: 'Single sign-on without PKCE', fr: 'Authentification unique sans PKCE' },
  what: {
    en: '`enable_pkce` of a login provider is written and off. Off is its default too; the rule speaks only where somebody wrote it.',
    fr: "`enable_pkce` d'un fournisseur de connexion est écrit et désactivé. C'est aussi sa valeur par défaut ; la règle ne parle que là où quelqu'un l'a écrit.",
  },
  source: 'dhis2-docs sysadmin/reference/oauth.md; RFC 9700 section 2.1.1',
  messages: {
    off: {
      en: 'Without PKCE, a login code caught on its way is easier to use. Write `{on}` if the provider `{id}` supports it.',
      fr: 'Sans PKCE, un code de connexion intercepté est plus facile à employer. Écrivez `{on}` si le fournisseur `{id}` le permet.',
    },
  },
  check(conf, report) {
    for (const { key } of suspects(conf)) {
      const id = providerOf(key);
      const entry = written(conf, key, 'off');
      if (id === undefined || entry?.match === undefined) continue;
      const on = switchWords(entry.match.row, conf.version)?.[0] ?? 'on';
      const fixes = [replaceValueFix(conf.text, entry, on, false)];
      report({ message: 'off', args: { id, on }, span: placeInValue(conf.text, entry), fixes });
    }
  },
});

export const page = {
  why: {
    en: 'PKCE ties the code that comes back from the provider to the login that asked for it. Without it, a code caught on its way is easier to use.',
    fr: "PKCE lie le code qui revient du fournisseur à la connexion qui l'a demandé. Sans lui, un code intercepté est plus facile à employer.",
  },
  todo: {
    en: 'Switch it on when the provider supports it; most do today.',
    fr: "Activez-le si le fournisseur le permet ; la plupart le font aujourd'hui.",
  },
  good: [
    { text: 'oidc.provider.x.enable_pkce = on\n' },
    { text: 'oidc.provider.x.enable_pkce = ${PKCE}\n' },
    { text: 'oidc.provider.x.client_id = dhis2\n' },
  ],
  bad: [
    { text: 'oidc.provider.x.enable_pkce = off\n#                             ^^^ off\n' },
    { text: 'oidc.provider.x.enable_pkce = false\n#                             ^^^^^ off\n', dhis2Version: '2.38.0' },
  ],
} satisfies RulePage;
