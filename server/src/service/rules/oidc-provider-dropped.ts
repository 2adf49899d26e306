import { formatVersion } from '../catalogue/versions.ts';
import { isWholeConfiguration } from '../conf/effective.ts';
import type { KnownEntry } from '../conf/entry-lists.ts';
import { createJudgements } from '../conf/judgements.ts';
import { wrongEntries } from '../conf/live-entries.ts';
import {
  genericNames,
  genericProviders,
  isGenericId,
  isUnknownName,
  lacks,
  nameInProvider,
  type OidcProvider,
  oidcProviders,
  providerOf,
  refusedAddress,
  requiredNames,
} from '../conf/oidc-providers.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { isWrittenOddly } from '../conf/value-slips.ts';
import { message } from '../messages.ts';
import { escapeKey } from '../properties/printer.ts';
import { near } from '../text/similarity.ts';
import type { ConfContext, ConfEntry } from './context.ts';
import { defineConfRule, type Report, type RulePage } from './define-rule.ts';
import { removeEntryFix, replaceKeyFix } from './fixes.ts';

type MessageId = 'numbered' | 'missing' | 'unknownName' | 'similarName' | 'malformedAddress' | 'localAddress';

export const rule = defineConfRule<MessageId>({
  id: 'oidc-provider-dropped',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Login provider that DHIS2 drops', fr: 'Fournisseur de connexion que DHIS2 écarte' },
  what: {
    en: 'The block of a generic OpenID Connect provider lacks a name it must have, holds a name that this release does not know, or an address that is none.',
    fr: "Il manque au bloc d'un fournisseur OpenID Connect un nom obligatoire, ou il contient un nom que cette version ne connaît pas, ou une adresse qui n'en est pas une.",
  },
  source: 'dhis2-core GenericOidcProviderConfigParser, tags 2.35.2 to 2.43.1',
  messages: {
    numbered: {
      en: 'Only Azure blocks are numbered: DHIS2 takes `{number}` here for a part of the name and drops the whole provider `{id}`. Write `{key}`.',
      fr: 'Seuls les blocs Azure sont numérotés : DHIS2 prend ici `{number}` pour une partie du nom et écarte tout le fournisseur `{id}`. Écrivez `{key}`.',
    },
    missing: {
      en: 'The provider `{id}` has no {missing}. DHIS2 drops the provider and its login button is missing. Add them.',
      fr: 'Le fournisseur `{id}` est sans {missing}. DHIS2 écarte le fournisseur, et son bouton de connexion manque. Complétez-le.',
    },
    unknownName: {
      en: 'DHIS2 {version} does not know `{name}` and drops the whole provider `{id}` because of it. Remove this line.',
      fr: 'DHIS2 {version} ne connaît pas `{name}` et écarte pour cela tout le fournisseur `{id}`. Retirez cette ligne.',
    },
    similarName: {
      en: 'DHIS2 {version} does not know `{name}` and drops the whole provider `{id}` because of it. Did you mean `{suggestion}`?',
      fr: 'DHIS2 {version} ne connaît pas `{name}` et écarte pour cela tout le fournisseur `{id}`. Vouliez-vous dire `{suggestion}` ?',
    },
    malformedAddress: {
      en: 'DHIS2 {version} does not accept this address and drops the whole provider `{id}`. Write a whole one, such as `https://login.example.org/token`.',
      fr: "DHIS2 {version} n'accepte pas cette adresse et écarte tout le fournisseur `{id}`. Écrivez-la en entier, par exemple `https://login.example.org/token`.",
    },
    localAddress: {
      en: 'DHIS2 {version} does not accept a local host and drops the whole provider `{id}`. Write a name that others can reach, or upgrade to 2.38.',
      fr: "DHIS2 {version} n'accepte pas un hôte local et écarte tout le fournisseur `{id}`. Écrivez un nom que d'autres peuvent joindre, ou passez à 2.38.",
    },
  },
  check(conf, report) {
    const isWhole = isWholeConfiguration(conf);
    const circumstances = `${formatVersion(conf.version)} ${isWhole}`;
    for (const provider of genericProviders(conf)) {
      for (const told of judged(provider, circumstances, () => judge(conf, provider, isWhole))) report(told(conf));
    }
    for (const entry of wrongEntries(conf)) {
      const found = refused(conf, entry);
      if (found !== undefined) report(found);
    }
  },
});

export const page = {
  why: {
    en: 'DHIS2 drops the whole provider for it. It starts all the same, with an error in the log, and the login button is simply missing.',
    fr: 'DHIS2 écarte alors tout le fournisseur. Il démarre quand même, avec une erreur dans le journal, et le bouton de connexion manque, tout simplement.',
  },
  todo: {
    en: 'Complete the block with the names `client_id`, `client_secret`, `authorization_uri`, `token_uri`, `user_info_uri` and `jwk_uri`, and remove what the release does not know.',
    fr: 'Complétez le bloc avec `client_id`, `client_secret`, `authorization_uri`, `token_uri`, `user_info_uri` et `jwk_uri`, et retirez ce que la version ne connaît pas.',
  },
  good: [
    {
      text: 'connection.url = ${URL}\noidc.provider.x.client_id = x\noidc.provider.x.client_secret = ${S}\noidc.provider.x.authorization_uri = https://x.example.org/a\noidc.provider.x.token_uri = http://keycloak:8080/t\noidc.provider.x.user_info_uri = ${U}\noidc.provider.x.jwk_uri = https://x.example.org/j\noidc.provider.x.ext_client.0.client_id = y\noidc.provider.x.scopes = email\n',
    },
    { text: 'oidc.provider.x.client_id = x\n' },
    { text: 'oidc.provider.x.logo_image = x.svg\n', dhis2Version: '2.35' },
    { text: 'oidc.provider.x.end_session_endpoint = somewhere\n' },
    {
      text: 'connection.url = ${URL}\noidc.provider.google.client_id = x\noidc.provider.azure.0.tenant = x\noidc.provider.{{ id }}.client_id = x\n',
    },
    { text: 'oidc.provider.x.token_uri = "https://x.example.org/t"\n' },
    { text: 'oidc.provider.x.token_uri = http://localhost/token\n', dhis2Version: '2.38' },
  ],
  bad: [
    {
      text: 'oidc.provider.x.0.client_id = x\n#^^^^^^^^^^^^^^^^^^^^^^^^^^ numbered\noidc.provider.x.0.scopes = email\n',
      fixed: 'oidc.provider.x.client_id = x\noidc.provider.x.scopes = email\n',
    },
    {
      text: 'connection.url = ${URL}\noidc.provider.x.client_id = x\n#^^^^^^^^^^^^^^^^^^^^^^^^ missing\noidc.provider.x.client_secret =\noidc.provider.x.authorization_uri = https://x.example.org/a\n',
    },
    {
      text: 'oidc.provider.x.logo_image = x.svg\n#^^^^^^^^^^^^^^^^^^^^^^^^^ similarName\noidc.provider.x.cient_id = x\n#^^^^^^^^^^^^^^^^^^^^^^^ similarName\n',
      fixed: 'oidc.provider.x.login_image = x.svg\noidc.provider.x.client_id = x\n',
    },
    {
      text: 'oidc.provider.x.client_id = x\noidc.provider.x.user_info_response_type = jwt\n#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unknownName\n',
      fixed: 'oidc.provider.x.client_id = x\n',
    },
    {
      text: 'oidc.provider.x.login_image = x.svg\n#^^^^^^^^^^^^^^^^^^^^^^^^^^ unknownName\n',
      fixed: '',
      dhis2Version: '2.36.2',
    },
    { text: 'oidc.provider.x.token_uri = login.example.org/token\n#                           ^^^^^^^^^^^^^^^^^^^^^^^ malformedAddress\n' },
    {
      text: 'oidc.provider.x.token_uri = http://localhost/token\n#                           ^^^^^^^^^^^^^^^^^^^^^^ localAddress\n',
      dhis2Version: '2.37',
    },
  ],
} satisfies RulePage;

/** A finding whose places are those its entries have by then. */
type Told = (conf: ConfContext) => Report<MessageId>;

const judged = createJudgements<OidcProvider, readonly Told[]>();

function judge(conf: ConfContext, provider: OidcProvider, isWhole: boolean): readonly Told[] {
  const numbered = numberedEntries(conf, provider);
  if (numbered !== undefined) return [toldNumbered(provider.id, numbered)];
  const unknown = provider.entries.filter((entry) => isUnknownName(conf, provider.nameOf(entry), entry));
  const meant = new Map(unknown.map((entry) => [entry, meantBy(conf, entry, provider)]));
  const guessed = new Set(meant.values());
  const missing = isWhole ? requiredNames.filter((name) => lacks(provider, name) && !guessed.has(name)) : [];
  const told = unknown.map((entry) => toldName(conf, provider, entry, meant.get(entry)));
  return missing.length === 0 ? told : [...told, toldMissing(provider, missing)];
}

type Numbered = { readonly entry: ConfEntry; readonly number: string; readonly key: string };

/** `oidc.provider.<id>.0.client_id`, in the manner of Azure: one mistake, however many lines it is in. */
function numberedEntries({ catalogue }: ConfContext, provider: OidcProvider): readonly Numbered[] | undefined {
  const entries = provider.entries.flatMap((entry) => {
    if (entry.match !== undefined) return [];
    const [, number, rest] = /^(\d+)\.([^.]+)$/.exec(provider.nameOf(entry)) ?? [];
    const isFree = number !== undefined && rest !== undefined && provider.get(rest) === undefined;
    return isFree ? [{ entry, number, key: `oidc.provider.${provider.id}.${rest}` }] : [];
  });
  if (entries.some(({ number }) => number !== entries[0]?.number)) return undefined;
  return entries.some(({ key }) => catalogue.lookup(key) !== undefined) ? entries : undefined;
}

function toldNumbered(id: string, entries: readonly Numbered[]): Told {
  const [first] = entries;
  const number = first?.number ?? '';
  const title = message({ en: 'Take `{number}` out of the names', fr: 'Retirer `{number}` des noms' }, { number });
  return () => ({
    message: 'numbered',
    args: { id, number, key: first?.key ?? '' },
    span: first?.entry.entry.key.span ?? { start: 0, end: 0 },
    fixes: [{ title, edits: entries.map(({ entry, key }) => ({ span: entry.entry.key.span, newText: escapeKey(key) })), preferred: true }],
  });
}

/** With the name it was likely meant to be, which is therefore not missing. */
function toldName(conf: ConfContext, provider: OidcProvider, confEntry: ConfEntry, suggestion: string | undefined): Told {
  const { entry } = confEntry;
  const args = { id: provider.id, name: provider.nameOf(confEntry), version: formatVersion(conf.version) };
  if (suggestion === undefined) {
    return ({ lines }) => ({ message: 'unknownName', args, span: entry.key.span, fixes: [removeEntryFix(entry, lines, true)] });
  }
  const key = `oidc.provider.${provider.id}.${suggestion}`;
  const title = message({ en: 'Change to `{key}`', fr: 'Remplacer par `{key}`' }, { key });
  return () => ({
    message: 'similarName',
    args: { ...args, suggestion },
    span: entry.key.span,
    fixes: [replaceKeyFix(entry, key, title, true)],
  });
}

function toldMissing({ id, first }: OidcProvider, names: readonly string[]): Told {
  const args = { id, missing: names.map((name) => `\`${name}\``).join(', ') };
  return () => ({ message: 'missing', args, span: first.entry.key.span });
}

/** A name the block does not have yet. */
function meantBy(conf: ConfContext, { match, key }: ConfEntry, provider: OidcProvider): string | undefined {
  const known = genericNames(conf).filter((candidate) => provider.get(candidate) === undefined);
  const renamed = match?.row.renamedTo?.slice('oidc.provider.<id>.'.length);
  if (renamed !== undefined) return known.includes(renamed) ? renamed : undefined;
  return match === undefined ? near(nameInProvider(key, provider.id), known)[0] : undefined;
}

/** Quotes, comments and odd blanks have rules of their own. */
function refused(conf: ConfContext, entry: KnownEntry): Report<MessageId> | undefined {
  const id = providerOf(entry.key);
  if (id === undefined || !isGenericId(id, conf.version) || isWrittenOddly(entry)) return undefined;
  const kind = refusedAddress(conf, entry);
  const provider = oidcProviders(conf).get(id);
  if (kind === undefined || provider === undefined || numberedEntries(conf, provider) !== undefined) return undefined;
  return {
    message: kind === 'local' ? 'localAddress' : 'malformedAddress',
    args: { id, version: formatVersion(conf.version) },
    span: placeInValue(conf.text, entry),
  };
}
