import { isWithin } from '../catalogue/versions.ts';
import { isWholeConfiguration } from '../conf/effective.ts';
import { entriesWhere, winnersOf } from '../conf/entry-lists.ts';
import {
  azureIndexOutOfReach,
  azureTenants,
  isGenericId,
  lacks,
  nameInProvider,
  type OidcProvider,
  oidcProviders,
  providerOf,
} from '../conf/oidc-providers.ts';
import { isOn } from '../conf/switches.ts';
import type { ConfContext } from './context.ts';
import { defineConfRule, type Report, type RulePage } from './define-rule.ts';

type MessageId = 'incomplete' | 'noGoogleId' | 'privateKey' | 'emptySecret';

export const rule = defineConfRule<MessageId>({
  id: 'oidc-provider-stops-start',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Login provider that keeps DHIS2 from starting', fr: 'Fournisseur de connexion qui empêche DHIS2 de démarrer' },
  what: {
    en: 'A block of an OpenID Connect provider is begun and not complete. For Google, Azure and WSO2, and for providers with a private key, DHIS2 takes that for a fatal error.',
    fr: "Un bloc de fournisseur OpenID Connect est commencé mais incomplet. Pour Google, Azure et WSO2, et pour les fournisseurs à clé privée, c'est une erreur fatale pour DHIS2.",
  },
  source: 'dhis2-core GoogleProvider, AzureAdProvider, Wso2Provider, GenericOidcProviderBuilder, DhisOidcProviderRepository',
  messages: {
    incomplete: {
      en: 'The provider `{id}` has no {missing}, and DHIS2 does not start with it. Add it, or comment out the whole block.',
      fr: 'Le fournisseur `{id}` est sans {missing}, et DHIS2 ne démarre pas ainsi. Ajoutez-le, ou mettez tout le bloc en commentaire.',
    },
    noGoogleId: {
      en: 'There are keys of the Google provider but no `oidc.provider.google.client_id`: DHIS2 does not start. Add it, or remove all keys of the provider.',
      fr: 'Il y a des clés du fournisseur Google mais pas `oidc.provider.google.client_id` : DHIS2 ne démarre pas. Ajoutez-la, ou retirez toutes les clés du fournisseur.',
    },
    privateKey: {
      en: 'The provider `{id}` signs with a private key and lacks {missing}: DHIS2 does not start. Add what is missing.',
      fr: 'Le fournisseur `{id}` signe avec une clé privée et il lui manque {missing} : DHIS2 ne démarre pas. Ajoutez ce qui manque.',
    },
    emptySecret: {
      en: 'The secret of the internal provider is empty while the OAuth2 server is on: DHIS2 does not start. Give a secret.',
      fr: 'Le secret du fournisseur interne est vide alors que le serveur OAuth2 est activé : DHIS2 ne démarre pas. Donnez un secret.',
    },
  },
  check(conf, report) {
    if (oidcProviders(conf).size === 0 || !isWholeConfiguration(conf)) return;
    for (const found of [...ofGoogle(conf), ...ofAzure(conf), ...ofWso2(conf), ...withPrivateKey(conf), ...ofDhis2(conf)]) report(found);
  },
});

export const page = {
  why: {
    en: 'DHIS2 does not start, even while `oidc.oauth2.login.enabled` is off, often with nothing but a null pointer in the log.',
    fr: 'DHIS2 ne démarre pas, même si `oidc.oauth2.login.enabled` est désactivé, souvent avec un simple pointeur nul dans le journal.',
  },
  todo: {
    en: 'Add what is missing, or comment out every line of the block.',
    fr: 'Ajoutez ce qui manque, ou mettez toutes les lignes du bloc en commentaire.',
  },
  good: [
    {
      text: 'connection.url = ${URL}\noidc.provider.google.client_id = x\noidc.provider.google.client_secret = ${SECRET}\noidc.provider.azure.0.tenant = t\noidc.provider.azure.0.client_id = x\noidc.provider.azure.0.client_secret = ${SECRET}\n',
    },
    { text: 'oidc.provider.google.client_id = x\noidc.provider.azure.0.tenant = t\n' },
    { text: 'connection.url = ${URL}\noidc.provider.google.client_id =\noidc.provider.google.redirect_url = x\n' },
    { text: 'connection.url = ${URL}\noidc.provider.azure.0.client_id = x\noidc.provider.azure.10.tenant = t\n' },
    { text: 'connection.url = ${URL}\noidc.provider.google.client_id = x\n', dhis2Version: '2.36.2' },
    { text: 'connection.url = ${URL}\noidc.provider.x.keystore_path = /opt/x.p12\n' },
    { text: 'connection.url = ${URL}\noidc.provider.dhis2.client_secret =\n' },
  ],
  bad: [
    { text: 'connection.url = ${URL}\noidc.provider.google.client_id = x\n#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ incomplete\n' },
    { text: 'connection.url = ${URL}\noidc.provider.google.redirect_url = x\n#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ noGoogleId\n' },
    {
      text: 'connection.url = ${URL}\noidc.provider.azure.3.tenant = t\n#^^^^^^^^^^^^^^^^^^^^^^^^^^^ incomplete\noidc.provider.azure.3.client_id = x\noidc.provider.wso2.client_id = y\n#^^^^^^^^^^^^^^^^^^^^^^^^^^^ incomplete\n',
    },
    {
      text: 'connection.url = ${URL}\noidc.provider.x.client_id = x\n#^^^^^^^^^^^^^^^^^^^^^^^^ privateKey\noidc.provider.x.client_secret = ${S}\noidc.provider.x.authorization_uri = https://x.example.org/a\noidc.provider.x.token_uri = https://x.example.org/t\noidc.provider.x.user_info_uri = https://x.example.org/u\noidc.provider.x.jwk_uri = https://x.example.org/j\noidc.provider.x.client_authentication_method = private_key_jwt\noidc.provider.x.keystore_path = /opt/x.p12\n',
    },
    {
      text: 'connection.url = ${URL}\noauth2.server.enabled = on\noidc.provider.dhis2.client_secret =\n#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ emptySecret\n',
    },
  ],
} satisfies RulePage;

type Found = Report<MessageId>;

/** Until 2.36.2 an absent value was an empty one. */
const readsRawProperties = ({ version }: ConfContext) => isWithin(version, { since: '2.36.3' });

function incomplete(provider: OidcProvider, id: string, missing: readonly string[]): readonly Found[] {
  const absent = missing.filter((name) => lacks(provider, name));
  if (absent.length === 0) return [];
  return [{ message: 'incomplete', args: { id, missing: quoted(absent) }, span: provider.first.entry.key.span }];
}

const quoted = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');

function ofGoogle(conf: ConfContext): readonly Found[] {
  const google = oidcProviders(conf).get('google');
  if (google === undefined || !readsRawProperties(conf)) return [];
  const id = google.get('client_id');
  if (id === undefined) return [{ message: 'noGoogleId', span: google.first.entry.key.span }];
  // An empty client id means that the provider is not wanted.
  return id.value === '' ? [] : incomplete(google, 'google', ['client_secret']);
}

function ofAzure(conf: ConfContext): readonly Found[] {
  return azureTenants(conf).flatMap((tenant) => {
    if (lacks(tenant, 'tenant') || azureIndexOutOfReach(tenant.first.key) !== undefined) return [];
    return incomplete(tenant, `azure.${tenant.id}`, ['client_id', 'client_secret']);
  });
}

function ofWso2(conf: ConfContext): readonly Found[] {
  const wso2 = oidcProviders(conf).get('wso2');
  if (wso2 === undefined || !readsRawProperties(conf) || lacks(wso2, 'client_id')) return [];
  return incomplete(wso2, 'wso2', ['client_secret']);
}

/** Entries that make a provider sign with a private key. */
const signing = winnersOf(
  entriesWhere(({ key, value }) => {
    const id = value !== '' && /\.(?:client_authentication_method|keystore_path)$/.test(key) ? providerOf(key) : undefined;
    const name = id === undefined ? undefined : nameInProvider(key, id);
    return name === 'keystore_path' || (name === 'client_authentication_method' && value === 'private_key_jwt');
  }),
);

/** Only a provider that is not dropped gets as far as its key; a dropped one is the matter of another rule. */
function withPrivateKey(conf: ConfContext): readonly Found[] {
  if (!isWithin(conf.version, { since: '2.40' })) return [];
  const ids = new Set(signing(conf).flatMap(({ key }) => providerOf(key) ?? []));
  return [...ids].flatMap((id) => {
    const provider = isGenericId(id, conf.version) ? oidcProviders(conf).get(id) : undefined;
    if (provider === undefined) return [];
    const missing = ['keystore_path', 'keystore_password', 'key_password'].filter((name) => provider.get(name) === undefined);
    if (missing.length === 0 || lacks(provider, 'client_id') || lacks(provider, 'jwk_uri')) return [];
    return [{ message: 'privateKey', args: { id: provider.id, missing: quoted(missing) }, span: provider.first.entry.key.span }];
  });
}

function ofDhis2(conf: ConfContext): readonly Found[] {
  const secret = oidcProviders(conf).get('dhis2')?.get('client_secret');
  if (secret === undefined || secret.value !== '' || !isWithin(conf.version, { since: '2.42.5' })) return [];
  return isOn(conf, 'oauth2.server.enabled') ? [{ message: 'emptySecret', span: secret.entry.key.span }] : [];
}
