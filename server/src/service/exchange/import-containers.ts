/**
 * `containers.json` of dhis2-tools-ng as a manifest: the machine, its LXD containers, and what runs in them. DHIS2
 * instances are made by a command that leaves no trace in the file.
 */
import { message } from '../messages.ts';
import { isDatabaseType, isProxyType, monitorType, proxyKindOf } from '../tools-ng/container-types.ts';
import { type ContainersDocument, containersOf, textAt } from '../tools-ng/containers-document.ts';
import { isSampleName } from '../tools-ng/names.ts';
import { isFixedNetwork } from '../tools-ng/network.ts';
import { containersSecrets } from '../tools-ng/secrets.ts';
import type { Exchanged, ExchangeNote } from './exchange.ts';
import { createNamer, type Namer } from './import-names.ts';
import { machineName, noField, unknownAddress } from './import-parts.ts';
import { importTexts as texts } from './import-texts.ts';
import { type DraftItem, emptyDraft, soundPlan } from './plan-draft.ts';
import { planText } from './plan-text.ts';

/** The file must be readable JSON. */
export function importContainers(document: ContainersDocument): Exchanged {
  const site = siteOf(document);
  const guests = guestsOf(document, site);
  const { plan, notes } = soundPlan({
    ...emptyDraft,
    hosts: [{ name: machineName, address: site.address, timezone: site.timezone }, ...guests.map(({ host }) => host)],
    databases: guests.flatMap((guest) => (isDatabaseType(guest.type) ? [databaseOf(guest)] : [])),
    proxies: guests.filter(({ type }) => isProxyType(type)).map((guest) => proxyOf(guest, site)),
    monitoring: monitoringOf(document, guests),
    services: guests.flatMap((guest) =>
      isPartOfItsOwn(guest.type) ? [] : [{ name: guest.name, host: guest.name, description: guest.type }],
    ),
  });
  return {
    files: [{ path: 'dhis2-hosting.yaml', text: planText(plan, ['dhis2-tools-ng: containers.json']) }],
    notes: [...siteNotes(document, site), ...guestNotes(document, guests), ...settingNotes(document), ...notes],
  };
}

type Site = {
  readonly fqdn: string | undefined;
  readonly email: string | undefined;
  readonly timezone: string | undefined;
  readonly address: string;
  readonly guestOs: string;
};

/** Of LXD containers that no fork was told another release for. */
const stockGuest = '20.04';

function siteOf(document: ContainersDocument): Site {
  const text = (...path: readonly string[]) => textAt(document, path)?.value || undefined;
  const fqdn = text('fqdn');
  // Ports 80 and 443 of the machine lead to the proxy, so that the public name is the machine's.
  const isOwn = fqdn !== undefined && !isSampleName(fqdn);
  return {
    fqdn,
    email: text('email'),
    timezone: text('environment', 'TZ'),
    address: isOwn ? fqdn : unknownAddress,
    guestOs: text('guestos_version') ?? stockGuest,
  };
}

type Guest = { readonly name: string; readonly written: string; readonly type: string; readonly host: DraftItem };

function guestsOf(document: ContainersDocument, { guestOs, timezone }: Site): readonly Guest[] {
  const nameOf: Namer = createNamer();
  nameOf(machineName);
  return containersOf(document).flatMap(({ index, name, ip, type }) => {
    if (name === undefined || ip === undefined || type === undefined) return [];
    // A container may be called like the machine, which has its name already.
    const given = name.value === machineName ? nameOf(`${machineName} container`) : nameOf(name.value);
    const release = textAt(document, ['containers', index, 'guestos_version'])?.value ?? guestOs;
    const host = { name: given, address: ip.value, guestOf: machineName, guestKind: 'lxd', os: `ubuntu-${release}`, timezone };
    return [{ name: given, written: name.value, type: type.value, host }];
  });
}

/** The script `postgres` installs version 13, `postgres12` that of the distribution. */
function databaseOf({ name, type }: Guest): DraftItem {
  return { name, host: name, postgresqlVersion: type === 'postgres12' ? '12' : '13' };
}

function proxyOf({ name, type }: Guest, { fqdn, email }: Site): DraftItem {
  return {
    name,
    host: name,
    kind: proxyKindOf(type) === 'nginx' ? 'nginx' : 'apache',
    serverNames: fqdn === undefined ? undefined : [fqdn],
    tls: { mode: 'lets-encrypt', email },
  };
}

function monitoringOf(document: ContainersDocument, guests: readonly Guest[]): DraftItem | undefined {
  if (textAt(document, ['monitoring'])?.value !== 'munin') return undefined;
  return { tool: 'munin', host: guests.find(({ type }) => type === monitorType)?.name };
}

const isPartOfItsOwn = (type: string): boolean => isDatabaseType(type) || isProxyType(type) || type === monitorType;

function siteNotes(document: ContainersDocument, { address, fqdn, email }: Site): readonly ExchangeNote[] {
  const text = address === unknownAddress ? texts.addressUnknown : texts.addressGuessed;
  const leftOver = [
    { field: 'fqdn', value: fqdn ?? '' },
    { field: 'email', value: email ?? '' },
  ].filter(({ value }) => isSampleName(value) || isSampleName(value.split('@')[1] ?? ''));
  const isShort = containersOf(document).some(({ name, ip, type }) => name === undefined || ip === undefined || type === undefined);
  return [
    { about: machineName, message: message(text, { address }) },
    { about: 'instances', message: message(texts.instancesUnknown) },
    ...leftOver.map(({ field, value }) => ({ about: field, message: message(texts.leftOver, { field, value }) })),
    ...(isShort ? [{ about: 'containers', message: message(texts.noContainer) }] : []),
  ];
}

function guestNotes(document: ContainersDocument, guests: readonly Guest[]): readonly ExchangeNote[] {
  return [
    ...guests
      .filter(({ name, written }) => name !== written)
      .map(({ name, written }) => ({ about: name, message: message(texts.renamed, { name: written, given: name }) })),
    ...containersSecrets(document).map(({ field }) => ({
      about: field,
      message: message(texts.secretStays, { variable: field, owner: '`config`' }),
    })),
  ];
}

/** Carried over, or the same in every file of the tool. */
const carried = new Set(['fqdn', 'email', 'monitoring', 'proxy', 'guestos_version', 'containers', 'environment', 'network']);

function settingNotes(document: ContainersDocument): readonly ExchangeNote[] {
  const { data } = document.json;
  const fields = typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as DraftItem) : {};
  const environment = fields['environment'];
  const variables = typeof environment === 'object' && environment !== null ? Object.keys(environment) : [];
  const network = textAt(document, ['network'])?.value;
  const ofContainers = containersOf(document).flatMap(({ index }) =>
    ['remote_host', 'storage', 'directory'].filter((field) => textAt(document, ['containers', index, field]) !== undefined),
  );
  const left = [
    ...Object.keys(fields).filter((field) => !carried.has(field)),
    ...(network === undefined || isFixedNetwork(network) ? [] : ['network']),
    ...variables.filter((name) => name !== 'TZ').map((name) => `environment.${name}`),
    ...new Set(ofContainers),
  ];
  return left.map((variable) => noField(variable));
}
