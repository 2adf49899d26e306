/**
 * The blocks `oidc.provider.<id>.<name>`. Source: dhis2-core GenericOidcProviderConfigParser and the provider classes
 * beside it.
 */
import { checkValue } from '../catalogue/value-types.ts';
import { type Dhis2Version, isWithin } from '../catalogue/versions.ts';
import type { ConfEntry } from '../rules/context.ts';
import type { ConfDocument } from './conf-document.ts';
import { isDecidedLater } from './effective.ts';
import type { Release } from './entry-lists.ts';

type Conf = ConfDocument & Release;

/** One block. A class for its getter: of thousands of blocks few are asked for a map of their names. */
export class OidcProvider {
  readonly id: string;
  /** In the order of the text; the first is where findings about the whole block go. */
  readonly entries: readonly [ConfEntry, ...ConfEntry[]];
  private byName: ReadonlyMap<string, ConfEntry> | undefined;
  private readonly nameStart: number;

  constructor(id: string, lead: string, entries: readonly [ConfEntry, ...ConfEntry[]]) {
    this.id = id;
    this.nameStart = lead.length + id.length + 1;
    this.entries = entries;
  }

  get first(): ConfEntry {
    return this.entries[0];
  }

  /** The name of an entry behind the id, such as `client_id` or `ext_client.0.client_id`. */
  nameOf({ key }: ConfEntry): string {
    return key.slice(this.nameStart);
  }

  get names(): ReadonlyMap<string, ConfEntry> {
    this.byName ??= new Map(this.entries.map((entry) => [this.nameOf(entry), entry]));
    return this.byName;
  }

  get(name: string): ConfEntry | undefined {
    if (this.byName !== undefined || this.entries.length > mostSearched) return this.names.get(name);
    const length = this.nameStart + name.length;
    return this.entries.find(({ key }) => key.length === length && key.endsWith(name));
  }
}

/** In a block of no more entries than these a name is found without a map. */
const mostSearched = 32;

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

function collect(conf: ConfDocument, entries: Iterable<ConfEntry>): Map<string, OidcProvider> {
  const blocks = new Map<string, [ConfEntry, ...ConfEntry[]]>();
  if (!conf.text.includes('oidc')) return new Map();
  const winners = hasDuplicates(conf) ? conf.winners() : undefined;
  for (const entry of entries) {
    const id = providerOf(entry.key);
    if (id === undefined || (winners !== undefined && winners.get(entry.key) !== entry)) continue;
    const block = blocks.get(id);
    if (block === undefined) blocks.set(id, [entry]);
    else block.push(entry);
  }
  return new Map(Array.from(blocks, ([id, block]) => [id, new OidcProvider(id, prefix, block)]));
}

/** The blocks of the text before, with those made anew that a changed line belongs or belonged to. */
function followed(conf: ConfDocument): ReadonlyMap<string, OidcProvider> | undefined {
  const { change } = conf;
  const before = change === undefined ? undefined : remembered.get(change.before);
  if (change === undefined || before === undefined) return undefined;
  // Among duplicates, a line that goes may let another one win that is in no block yet.
  if (hasDuplicates(conf) || withDuplicates.has(change.before)) return undefined;
  const touched = new Set([...change.replaced, ...change.read].flatMap(({ key }) => providerOf(key) ?? []));
  if (touched.size === 0) return before;
  const gone = new Set(change.replaced);
  const lines = [...touched].flatMap((id) => [...(before.get(id)?.entries ?? [])].filter((entry) => !gone.has(entry)));
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

/** The id in a key of a provider. Keys with a template in them are left out: what they will be called is not known. */
export function providerOf(key: string): string | undefined {
  if (!key.startsWith(prefix) || key.includes('{')) return undefined;
  const dot = key.indexOf('.', prefix.length);
  return dot === -1 || dot === prefix.length || dot === key.length - 1 ? undefined : key.slice(prefix.length, dot);
}

/** The name behind the id. */
export function nameInProvider(key: string, id: string): string {
  return key.slice(prefix.length + id.length + 1);
}

/** Ids that have a class of their own. */
export function isReservedId(id: string, version: Dhis2Version): boolean {
  return id === 'google' || id === 'azure' || id === 'wso2' || (id === 'dhis2' && isDhis2Reserved(version));
}

/** The provider of the server itself came with 2.42.5 and 2.43. */
export function isDhis2Reserved(version: Dhis2Version): boolean {
  return isWithin(version, { since: '2.42.5' });
}

/** Whether the parser of generic providers reads the block. */
export function isGenericId(id: string, version: Dhis2Version): boolean {
  return !isReservedId(id, version) && isWithin(version, { since: '2.35.2' });
}

export function genericProviders(conf: Conf): readonly OidcProvider[] {
  return [...oidcProviders(conf).values()].filter(({ id }) => isGenericId(id, conf.version));
}

/** True for a key in a block that is dropped as a whole when a name in it is unknown. */
export function isOfGenericProvider({ version }: Conf, key: string): boolean {
  const id = providerOf(key);
  return id !== undefined && isGenericId(id, version);
}

/** What may stand behind the id in that version. */
export function genericNames({ catalogue, version }: Release): readonly string[] {
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
export function lacks(provider: OidcProvider, name: string): boolean {
  return (provider.get(name)?.value ?? '') === '';
}

const azurePrefix = `${prefix}azure.`;

/** The blocks below `oidc.provider.azure.`, by what stands for the index. */
export function azureTenants(conf: ConfDocument): readonly OidcProvider[] {
  const tenants = new Map<string, [ConfEntry, ...ConfEntry[]]>();
  for (const entry of oidcProviders(conf).get('azure')?.entries ?? []) {
    const index = /^[^.]+(?=\..)/.exec(entry.key.slice(azurePrefix.length))?.[0];
    if (index === undefined) continue;
    const tenant = tenants.get(index);
    if (tenant === undefined) tenants.set(index, [entry]);
    else tenant.push(entry);
  }
  return Array.from(tenants, ([index, entries]) => new OidcProvider(index, azurePrefix, entries));
}

/** The server tries the indexes 0 to 9, and no words (AzureAdProvider). */
export function azureIndexOutOfReach(key: string): string | undefined {
  const index = /^oidc\.provider\.azure\.(\d+)\.[^.]+$/.exec(key)?.[1];
  return index === undefined || /^\d$/.test(index) ? undefined : index;
}
