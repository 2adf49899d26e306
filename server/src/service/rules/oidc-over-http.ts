import { entriesWhere, winnersOf } from '../conf/entry-lists.ts';
import { hostOf, isPrivateHost } from '../conf/hosts.ts';
import { nameInProvider, providerOf } from '../conf/oidc-providers.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { written } from '../conf/switches.ts';
import { message } from '../messages.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

/** `issuer_uri` is a name to compare, and nothing is sent there. */
const isSentTo = (name: string) => /(?:uri|url|endpoint)$/.test(name) && name !== 'issuer_uri';

const suspects = winnersOf(
  entriesWhere(({ key, value }) => {
    const id = value.startsWith('http://') ? providerOf(key) : undefined;
    return id !== undefined && isSentTo(nameInProvider(key, id));
  }),
);

export const rule = defineConfRule<'clearText'>({
  id: 'oidc-over-http',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Single sign-on over plain HTTP', fr: 'Authentification unique en HTTP simple' },
  what: {
    en: 'An address of a login provider begins with `http://` and names a host on the internet. DHIS2 accepts that.',
    fr: "Une adresse d'un fournisseur de connexion commence par `http://` et désigne un hôte sur internet. DHIS2 l'accepte.",
  },
  source: 'dhis2-core GenericOidcProviderConfigParser (accepts http and ftp), all tags',
  controls: ['DP-02'],
  messages: {
    clearText: {
      en: 'This address of the provider `{id}` uses plain HTTP: codes, tokens or keys can be read or replaced on the way. Write `https://`.',
      fr: 'Cette adresse du fournisseur `{id}` est en HTTP : codes, jetons ou clés peuvent être lus ou remplacés en chemin. Écrivez `https://`.',
    },
  },
  check(conf, report) {
    if (written(conf, 'oidc.oauth2.login.enabled', 'off') !== undefined) return;
    for (const entry of suspects(conf)) {
      const id = providerOf(entry.key);
      const host = hostOf(entry.value);
      if (id === undefined || host === undefined || host.includes('$') || host.includes('{') || isPrivateHost(host)) continue;
      report({
        message: 'clearText',
        args: { id },
        span: placeInValue(conf.text, entry),
        fixes: [
          {
            title: message({ en: 'Change to `https`', fr: 'Remplacer par `https`' }),
            edits: [{ span: placeInValue(conf.text, entry, 0, 'http'.length), newText: 'https' }],
            preferred: false,
          },
        ],
      });
    }
  },
});

export const page = {
  why: {
    en: 'Codes, tokens and the client secret travel in clear text. Whoever sits in between can log in as anybody, or hand DHIS2 keys of his own and sign any login.',
    fr: "Les codes, les jetons et le secret client circulent en clair. Qui se place entre les deux peut se connecter comme n'importe qui, ou donner à DHIS2 ses propres clés et signer toute connexion.",
  },
  todo: {
    en: 'Write `https://`; every public provider offers it. Addresses within the same machine or private network are not told.',
    fr: "Écrivez `https://` ; tout fournisseur public l'offre. Les adresses de la même machine ou d'un réseau privé ne sont pas signalées.",
  },
  good: [
    { text: 'oidc.provider.x.token_uri = https://login.example.org/token\n' },
    { text: 'oidc.provider.x.token_uri = http://keycloak:8080/token\noidc.provider.x.jwk_uri = http://10.0.0.7/jwk\n' },
    { text: 'oidc.provider.x.redirect_url = http://localhost:8080/oauth2/code/x\n' },
    { text: 'oidc.provider.x.token_uri = ${TOKEN_URI}\noidc.provider.x.issuer_uri = http://login.example.org\n' },
    { text: 'oidc.oauth2.login.enabled = off\noidc.provider.x.token_uri = http://login.example.org/token\n' },
    { text: 'oidc.provider.x.display_alias = http://login.example.org\n' },
  ],
  bad: [
    {
      text: 'oidc.provider.x.token_uri = http://login.example.org/token\n#                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ clearText\n',
    },
    {
      text: 'oidc.oauth2.login.enabled = on\noidc.provider.google.redirect_url = http://hmis.example.org/oauth2/code/google\n#                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ clearText\n',
    },
  ],
} satisfies RulePage;
