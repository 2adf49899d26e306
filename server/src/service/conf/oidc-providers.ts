/**
 * The blocks `oidc.provider.<id>.<name>`. Source: dhis2-core GenericOidcProviderConfigParser and the provider classes
 * beside it.
 */
import type { Catalogue } from '../catalogue/catalogue.ts';
import { checkValue } from '../catalogue/value-types.ts';
import { type Dhis2Version, isWithin } from '../catalogue/versions.ts';
import type { ConfEntry } from '../rules/context.ts';
import type { ConfDocument } from './conf-document.ts';
import { isDecidedLater } from './effective.ts';

type Conf = ConfDocument & { readonly version: Dhis2Version; readonly catalogue: Catalogue };

export type OidcProvider = {
  readonly id: string;
  /** Where findings about the whole block go. */
  readonly first: ConfEntry;
  /** By the name behind the id, such as `client_id` or `ext_client.0.client_id`. */
  readonly names: ReadonlyMap<string, ConfEntry>;
};

const prefix = 'oidc.provider.';
const genericPattern = 'oidc.provider.<id>.';

/** Names without which a generic provider is dropped. */
export const requiredNames = ['client_id', 'client_secret', 'authorization_uri', 'token_uri', 'user_info_uri', 'jwk_uri'] as const;

const remembered = new WeakMap<readonly ConfEntry[], ReadonlyMap<string, OidcProvider>>();

/** By id. One pass for all rules; a block in which no line changed stays the same object from one text to the next. */
export function oidcProviders(conf: ConfDocument): ReadonlyMap<string, OidcProvider> {
  const known = remembered.get(conf.entries);
  if (known !== undefined) return known;
  const providers = followed(conf) ?? collect(conf, conf.entries);
  remembered.set(conf.entries, providers);
  if (hasDuplicates(conf)) withDuplicates.add(conf.entries);
  return providers;
}

const withDuplicates = new WeakSet<readonly ConfEntry[]>();

const hasDuplicates = ({ entries, winners }: ConfDocument) => winners().size !== entries.length;

function collect({ text, winners }: ConfDocument, entries: Iterable<ConfEntry>): Map<string, OidcProvider> {
  const providers = new Map<string, { id: string; first: ConfEntry; names: Map<string, ConfEntry> }>();
  if (!text.includes('oidc')) return providers;
  for (const entry of entries) {
    const place = placeOf(entry.key);
    if (place === undefined || winners().get(entry.key) !== entry) continue;
    const provider = providers.get(place.id);
    if (provider === undefined) providers.set(place.id, { id: place.id, first: entry, names: new Map([[place.name, entry]]) });
    else provider.names.set(place.name, entry);
  }
  return providers;
}

/** The blocks of the text before, with those made anew that a changed line belongs or belonged to. */
function followed(conf: ConfDocument): ReadonlyMap<string, OidcProvider> | undefined {
  const { change } = conf;
  const before = change === undefined ? undefined : remembered.get(change.before);
  if (change === undefined || before === undefined) return undefined;
  // Among duplicates, a line that goes may let another one win that is in no block yet.
  if (hasDuplicates(conf) || withDuplicates.has(change.before)) return undefined;
  const touched = new Set([...change.replaced, ...change.read].flatMap(({ key }) => placeOf(key)?.id ?? []));
  if (touched.size === 0) return before;
  const gone = new Set(change.replaced);
  const lines = [...touched].flatMap((id) => [...(before.get(id)?.names.values() ?? [])].filter((entry) => !gone.has(entry)));
  const inOrder = [...lines, ...change.read].sort((a, b) => a.entry.span.start - b.entry.span.start);
  const renewed = collect(conf, inOrder);
  const providers = new Map(before);
  for (const id of touched) {
    const provider = renewed.get(id);
    if (provider === undefined) providers.delete(id);
    else providers.set(id, provider);
  }
  return providers;
}

/** Keys with a template in them are left out: what they will be called is not known. */
function placeOf(key: string): { readonly id: string; readonly name: string } | undefined {
  if (!key.startsWith(prefix) || key.includes('{')) return undefined;
  const dot = key.indexOf('.', prefix.length);
  if (dot === -1 || dot === prefix.length || dot === key.length - 1) return undefined;
  return { id: key.slice(prefix.length, dot), name: key.slice(dot + 1) };
}

/** Ids that have a class of their own. */
export function isReservedId(id: string, version: Dhis2Version): boolean {
  return id === 'google' || id === 'azure' || id === 'wso2' || (id === 'dhis2' && isDhis2Reserved(version));
}

/** The provider of the server itself came with 2.42.5 and 2.43. */
export function isDhis2Reserved(version: Dhis2Version): boolean {
  return isWithin(version, { since: '2.42.5' });
}

/** Blocks that the parser of generic providers reads. */
export function genericProviders(conf: Conf): readonly OidcProvider[] {
  if (!isWithin(conf.version, { since: '2.35.2' })) return [];
  return [...oidcProviders(conf).values()].filter(({ id }) => !isReservedId(id, conf.version));
}

/** True for a key in a block that is dropped as a whole when a name in it is unknown. */
export function isOfGenericProvider({ version }: Conf, key: string): boolean {
  const place = placeOf(key);
  return place !== undefined && !isReservedId(place.id, version) && isWithin(version, { since: '2.35.2' });
}

/** What may stand behind the id in that version. */
export function genericNames({ catalogue, version }: Conf): readonly string[] {
  return catalogue.rows
    .filter((row) => row.key.startsWith(genericPattern) && catalogue.availability(row, version).kind === 'available')
    .map((row) => row.key.slice(genericPattern.length))
    .filter((name) => !name.includes('<'));
}

/** Names below `ext_client` are not compared with the list (GenericOidcProviderConfigParser since 2.36.3). */
export function isUnknownName({ catalogue, version }: Conf, name: string, { match }: ConfEntry): boolean {
  if (name.startsWith('ext_client.') && isWithin(version, { since: '2.36.3' })) return false;
  const row = match?.row;
  return row === undefined || !row.key.startsWith(genericPattern) || catalogue.availability(row, version).kind !== 'available';
}

/** What the server's check refuses; only names that end in `uri` are checked. Old releases refuse local hosts as well. */
export function refusedAddress({ version }: Conf, { key, value, match }: ConfEntry): 'malformed' | 'local' | undefined {
  if (!key.endsWith('uri') || value === '' || isDecidedLater(value) || match === undefined) return undefined;
  const problem = checkValue(match.row, value, version);
  if (problem === undefined) return undefined;
  return problem.kind === 'local-address' ? 'local' : 'malformed';
}

/** True when the name is absent or empty. */
export function lacks({ names }: OidcProvider, name: string): boolean {
  return (names.get(name)?.value ?? '') === '';
}

const azureKey = /^([^.]+)\.(.+)$/;

/** The blocks below `oidc.provider.azure.`, by what stands for the index. */
export function azureTenants(conf: ConfDocument): readonly OidcProvider[] {
  const tenants = new Map<string, { id: string; first: ConfEntry; names: Map<string, ConfEntry> }>();
  for (const [name, entry] of oidcProviders(conf).get('azure')?.names ?? []) {
    const [, index, rest] = azureKey.exec(name) ?? [];
    if (index === undefined || rest === undefined) continue;
    const tenant = tenants.get(index);
    if (tenant === undefined) tenants.set(index, { id: index, first: entry, names: new Map([[rest, entry]]) });
    else tenant.names.set(rest, entry);
  }
  return [...tenants.values()];
}

/** The server tries the indexes 0 to 9, and no words (AzureAdProvider). */
export function azureIndexOutOfReach(key: string): string | undefined {
  const index = /^oidc\.provider\.azure\.(\d+)\.[^.]+$/.exec(key)?.[1];
  return index === undefined || /^\d$/.test(index) ? undefined : index;
}
