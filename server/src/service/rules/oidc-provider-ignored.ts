import { formatVersion } from '../catalogue/versions.ts';
import { isWholeConfiguration } from '../conf/effective.ts';
import { azureIndexOutOfReach, azureTenants, isDhis2Reserved, lacks, oidcProviders } from '../conf/oidc-providers.ts';
import { isOn } from '../conf/switches.ts';
import type { ConfContext } from './context.ts';
import { defineConfRule, type Report, type RulePage } from './define-rule.ts';

type MessageId = 'index' | 'noTenant' | 'reserved' | 'ownProvider';

export const rule = defineConfRule<MessageId>({
  id: 'oidc-provider-ignored',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Login provider that DHIS2 does not look for', fr: 'Fournisseur de connexion que DHIS2 ne cherche pas' },
  what: {
    en: 'An Azure block has an index outside 0 to 9 or no tenant, or a provider has the name `dhis2`, which newer releases keep for themselves.',
    fr: "Un bloc Azure a un indice hors de 0 à 9 ou n'a pas de locataire (`tenant`), ou un fournisseur s'appelle `dhis2`, nom que les versions récentes se réservent.",
  },
  source: 'dhis2-core AzureAdProvider; GenericOidcProviderConfigParser @ 2.42.5, 2.43.1',
  messages: {
    index: {
      en: 'DHIS2 tries the Azure blocks 0 to 9 only and ignores number {index}. Take a free number.',
      fr: 'DHIS2 ne lit que les blocs Azure 0 à 9 et ignore le numéro {index}. Prenez un numéro libre.',
    },
    noTenant: {
      en: 'The Azure block {index} has no `tenant`, so DHIS2 ignores it. Add `oidc.provider.azure.{index}.tenant`.',
      fr: "Le bloc Azure {index} n'a pas de `tenant` : DHIS2 l'ignore. Ajoutez `oidc.provider.azure.{index}.tenant`.",
    },
    reserved: {
      en: 'DHIS2 {version} keeps the name `dhis2` for its own provider and does not read this block. Give the provider another name, also at the provider itself.',
      fr: 'DHIS2 {version} réserve le nom `dhis2` à son propre fournisseur et ne lit pas ce bloc. Donnez un autre nom au fournisseur, aussi chez lui.',
    },
    ownProvider: {
      en: 'DHIS2 {version} sets up the provider `dhis2` itself and does not read {names} in this block. Delete these lines.',
      fr: 'DHIS2 {version} configure lui-même le fournisseur `dhis2` et ne lit pas {names} dans ce bloc. Supprimez ces lignes.',
    },
  },
  check(conf, report) {
    for (const tenant of azureTenants(conf)) {
      const index = azureIndexOutOfReach(tenant.first.key);
      const span = tenant.first.entry.key.span;
      if (index !== undefined) report({ message: 'index', args: { index }, span });
      else if (/^\d$/.test(tenant.id) && lacks(tenant, 'tenant') && isWholeConfiguration(conf)) {
        report({ message: 'noTenant', args: { index: tenant.id }, span });
      }
    }
    const found = reserved(conf);
    if (found !== undefined) report(found);
  },
});

export const page = {
  why: {
    en: 'DHIS2 passes over the block without a word: there is no login button, and nothing in the log says why.',
    fr: "DHIS2 passe sur le bloc sans un mot : il n'y a pas de bouton de connexion, et rien dans le journal ne dit pourquoi.",
  },
  todo: {
    en: 'Number Azure blocks from 0 to 9 and give each its `tenant`; give another provider another name.',
    fr: 'Numérotez les blocs Azure de 0 à 9 et donnez à chacun son `tenant` ; donnez un autre nom à un autre fournisseur.',
  },
  good: [
    { text: 'connection.url = ${URL}\noidc.provider.azure.0.tenant = t\noidc.provider.azure.0.client_id = x\n' },
    { text: 'oidc.provider.azure.0.client_id = x\n' },
    { text: 'oidc.provider.dhis2.authorization_uri = https://x.example.org\n', dhis2Version: '2.42.4' },
    { text: 'oidc.provider.dhis2.client_id = x\noidc.provider.dhis2.server_url = https://x.example.org\n' },
  ],
  bad: [
    { text: 'oidc.provider.azure.10.tenant = t\n#^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index\noidc.provider.azure.10.client_id = x\n' },
    { text: 'connection.url = ${URL}\noidc.provider.azure.1.client_id = x\n#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ noTenant\n' },
    {
      text: 'oidc.provider.dhis2.client_id = x\noidc.provider.dhis2.authorization_uri = https://x.example.org\n#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reserved\n',
    },
    {
      text: 'oauth2.server.enabled = on\noidc.provider.dhis2.client_id = x\noidc.provider.dhis2.token_uri = http://localhost/t\n#^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ownProvider\noidc.provider.dhis2.jwk_uri = http://localhost/j\n',
    },
  ],
} satisfies RulePage;

/** A name that only a generic provider has shows that one was meant, unless the server is its own provider. */
function reserved(conf: ConfContext): Report<MessageId> | undefined {
  if (!isDhis2Reserved(conf.version)) return undefined;
  const provider = oidcProviders(conf).get('dhis2');
  const unread = (provider?.entries ?? []).filter(({ match }) => match?.row.pattern === true);
  const [first] = unread;
  if (provider === undefined || first === undefined) return undefined;
  const version = formatVersion(conf.version);
  const span = first.entry.key.span;
  if (!isOn(conf, 'oauth2.server.enabled')) return { message: 'reserved', args: { version }, span };
  return { message: 'ownProvider', args: { version, names: unread.map((entry) => `\`${provider.nameOf(entry)}\``).join(', ') }, span };
}
