/** What is told beside an exported inventory: what it leaves out, changes, or leaves to be done by hand. */
import type { ItemList } from '../manifest/item-lists.ts';
import { type Message, message, type Text } from '../messages.ts';
import type { Project, ProjectItem } from '../project/project.ts';
import type { ExchangeNote } from './exchange.ts';
import { notCarried, texts } from './export-texts.ts';
import type { Layout } from './server-tools-layout.ts';

/** The tool wants one segment; `ROOT` publishes on `/`. */
export function basePath(path: string): string | undefined {
  if (path === '/') return 'ROOT';
  const segment = path.slice(1);
  return segment.includes('/') ? undefined : segment;
}

/** By the `tool` of a plan. */
export const monitoringNames: { readonly [tool: string]: string } = { munin: 'munin', prometheus: 'grafana' };

type Proxy = ProjectItem<'proxies'>['fields'];

/** The tool serves nothing without TLS, and takes Let's Encrypt for a proxy with a name that says nothing. */
const tlsTypes = {
  'lets-encrypt': 'letsencrypt',
  'own-certificate': 'customssl',
  'self-signed': 'selfsigned',
  none: 'selfsigned',
} as const;

export function tlsTypeOf(proxy: Proxy | undefined): (typeof tlsTypes)[keyof typeof tlsTypes] | undefined {
  return proxy && tlsTypes[proxy.tls?.mode ?? 'lets-encrypt'];
}

export function notesOf(project: Project, layout: Layout): readonly ExchangeNote[] {
  const proxies = project.items('proxies');
  return [
    ...addressNotes(layout),
    ...fieldNotes(project),
    ...proxies.slice(0, 1).flatMap((proxy) => proxyNotes(project, proxy)),
    ...proxies.slice(1).map(({ name }) => note(name, texts.oneProxy)),
    ...project.items('instances').flatMap(instanceNotes),
    ...project.items('backups').flatMap(backupNotes),
    ...project.items('backupTargets').map(({ name }) => note(name, texts.noTarget)),
    ...monitoringNotes(project),
  ];
}

type Args = { readonly [name: string]: string | Message };

function note(name: string, text: Text, args: Args = {}): ExchangeNote {
  return { about: name, message: message(text, { name, ...args }) };
}

const isIpv4 = (address: string) => /^\d{1,3}(?:\.\d{1,3}){3}$/.test(address);

function addressNotes({ placed, elsewhere, container = '' }: Layout): readonly ExchangeNote[] {
  return [
    ...placed.filter(({ address }) => !isIpv4(address)).map(({ name, address }) => note(name, texts.needsIpv4, { address })),
    ...placed
      .filter(({ isMoved }) => isMoved)
      // The host may itself be a container: those are made on the machine below it.
      .map(({ name, host, address }) => note(name, texts.becomesContainer, { host, address, machine: container })),
    ...elsewhere.map(({ name, host }) => note(name, texts.secondMachine, { host })),
  ];
}

function fieldNotes(project: Project): readonly ExchangeNote[] {
  const items = (list: ItemList) => project.items(list) as readonly { readonly name: string; readonly fields: object }[];
  return notCarried.flatMap(({ list, field, why }) =>
    items(list)
      .filter((item) => field in item.fields && !isAsTheToolDoes(field, (item.fields as { readonly [name: string]: unknown })[field]))
      .map(({ name }) => withoutVariable(name, field, why)),
  );
}

/** What nobody needs to hear, because nothing is lost. */
const isAsTheToolDoes = (field: string, value: unknown): boolean =>
  (field === 'schedule' && value === '0 3 * * *') || (field === 'method' && value === 'dump');

function withoutVariable(name: string, field: string, why: Text): ExchangeNote {
  return note(name, texts.noVariable, { field, why: message(why) });
}

function proxyNotes(project: Project, { name, fields }: ProjectItem<'proxies'>): readonly ExchangeNote[] {
  const { tls, kind, maxUploadSize } = fields;
  const hasAddress = (tls?.email ?? project.section('organisation')?.fields.contact) !== undefined;
  return [
    ...(maxUploadSize === undefined
      ? []
      : [withoutVariable(name, 'maxUploadSize', texts[kind === 'nginx' ? 'nginxUploads' : 'apacheUploads'])]),
    ...(tls === undefined ? [note(name, texts.unsaidCertificate)] : []),
    ...(tls?.mode === 'none' ? [note(name, texts.alwaysTls)] : []),
    ...(tls?.certificate === undefined && tls?.privateKey === undefined
      ? []
      : [note(name, texts.ownCertificate, { certificate: tls.certificate ?? '', privateKey: tls.privateKey ?? '' })]),
    ...(tlsTypeOf(fields) === 'letsencrypt' && !hasAddress ? [note(name, texts.noEmail)] : []),
  ];
}

function instanceNotes({ name, fields }: ProjectItem<'instances'>): readonly ExchangeNote[] {
  const { path, javaVersion, war } = fields;
  return [
    ...(path !== undefined && basePath(path) === undefined ? [note(name, texts.nestedPath, { path })] : []),
    ...(javaVersion !== undefined && war?.url === undefined ? [withoutVariable(name, 'javaVersion', texts.javaOfRelease)] : []),
  ];
}

/** One number of days and one of weeks for all, the first that the plan has. */
function backupNotes({ name, fields }: ProjectItem<'backups'>, _: number, all: readonly ProjectItem<'backups'>[]): readonly ExchangeNote[] {
  const { retention } = fields;
  if (retention === undefined) return [];
  const first = all.find((other) => other.fields.retention !== undefined)?.fields.retention;
  const isOther = retention.daily !== first?.daily || retention.weekly !== first?.weekly;
  return [
    ...(['monthly', 'yearly'] as const)
      .filter((field) => retention[field] !== undefined && retention[field] !== 0)
      .map((field) => withoutVariable(name, `retention.${field}`, texts.daysAndWeeks)),
    ...(isOther ? [withoutVariable(name, 'retention', texts.oneRetention)] : []),
  ];
}

function monitoringNotes(project: Project): readonly ExchangeNote[] {
  const { tool, alerts, heartbeat } = project.section('monitoring')?.fields ?? {};
  return [
    ...(tool === undefined || Object.hasOwn(monitoringNames, tool) ? [] : [note('monitoring', texts.otherMonitoring, { tool })]),
    ...(alerts === undefined ? [] : [withoutVariable('monitoring', 'alerts', texts.noAlarms)]),
    ...(heartbeat === undefined ? [] : [withoutVariable('monitoring', 'heartbeat', texts.noAlarms)]),
  ];
}
