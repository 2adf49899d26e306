/** Everything of a plan that has its day: what is to be renewed, reviewed, proven or upgraded, and what ends. */
import { dayAfter, isStillToCome, readDuration } from '../manifest/durations.ts';
import { titleInWords } from '../manifest/field-words.ts';
import { type Message, message, type Text } from '../messages.ts';
import { operatingSystem, postgresqlVersion, releaseNeeds } from '../platform/platform.ts';
import { listed, named } from '../text/listed.ts';
import { verbatim } from '../text/phrases.ts';
import { reviewDue } from './governance.ts';
import { peopleOf } from './people.ts';
import { isProduction } from './production.ts';
import type { Project } from './project.ts';
import { dueAfter, patchDue, rhythmsOf } from './rhythms.ts';
import { productionHosts } from './whereabouts.ts';

export type DueDay = { readonly day: string; readonly what: Message };

const texts = {
  patch: { en: 'Patch release for {names}', fr: 'Correctif pour {names}' },
  release: { en: 'Newer DHIS2 for {names}', fr: 'DHIS2 plus récent pour {names}' },
  system: { en: 'Newer operating system for {names}', fr: "Système d'exploitation plus récent pour {names}" },
  database: { en: 'Newer PostgreSQL for {names}', fr: 'PostgreSQL plus récent pour {names}' },
  support: { en: 'End of the support of {names}', fr: 'Fin du support de {names}' },
  certificate: { en: 'End of the certificate of {names}', fr: 'Expiration du certificat de {names}' },
  site: { en: 'Contract to be renewed: {names}', fr: 'Contrat à renouveler : {names}' },
  firm: { en: 'End of the contract with {names}', fr: 'Fin du contrat avec {names}' },
  review: { en: 'To be looked through: {names}', fr: 'À relire : {names}' },
  audit: { en: 'Next security audit', fr: 'Prochain audit de sécurité' },
  restore: { en: 'Restore to be proven: {names}', fr: 'Restauration à prouver : {names}' },
} as const satisfies Record<string, Text>;

type Item = { readonly day: string; readonly text: Text; readonly name: Message };

/** From the oldest on; days of one date in the order of the plan, what is done to several items at once in one line. */
export function dueDays(project: Project, today: string): readonly DueDay[] {
  const items = [
    ...upkeepDays(project),
    ...supportDays(project),
    ...project.items('proxies').flatMap(({ name, fields }) => dueOn(fields.tls?.expires, texts.certificate, quoted(name))),
    ...project.items('sites').flatMap(({ name, fields }) => dueOn(fields.renewal, texts.site, quoted(name))),
    ...(peopleOf(project)?.support ?? []).flatMap(({ provider, contractEnd }) => dueOn(contractEnd, texts.firm, verbatim(provider))),
    ...governanceDays(project, today),
    ...project.items('backups').flatMap(({ name, fields }) => {
      const rhythm = readDuration(fields.restoreTest?.every);
      const day = rhythm && dayAfter(fields.restoreTest?.last, rhythm);
      return dueOn(day, texts.restore, quoted(name));
    }),
  ];
  const groups = grouped(items, ({ day, text }) => `${day} ${text.en}`);
  return [...groups.values()]
    .flatMap(([first, ...others]) => {
      if (first === undefined) return [];
      const names = listed([first, ...others].map(({ name }) => name));
      return [{ day: first.day, what: message(first.text, { names }) }];
    })
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

const quoted = (name: string): Message => message({ en: '`{name}`', fr: '`{name}`' }, { name });

function dueOn(day: string | undefined, text: Text, name: Message): readonly Item[] {
  return day === undefined ? [] : [{ day, text, name }];
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [item]);
    else known.push(item);
  }
  return groups;
}

/** Of production: others may wait. */
function upkeepDays(project: Project): readonly Item[] {
  const rhythms = rhythmsOf(project);
  const instances = project.items('instances').filter(isProduction);
  const hosts = productionHosts(project);
  const databases = new Set(instances.map(({ fields }) => project.find('databases', fields.database)));
  return [
    ...instances.flatMap((instance) => dueOn(patchDue(instance, rhythms)?.due, texts.patch, quoted(instance.name))),
    ...instances.flatMap(({ name, fields }) => dueOn(dueAfter(fields.lastUpgraded, rhythms.release)?.due, texts.release, quoted(name))),
    ...project.items('hosts').flatMap(({ name, fields }) => {
      const due = hosts.has(name) ? dueAfter(fields.osUpgraded, rhythms.system)?.due : undefined;
      return dueOn(due, texts.system, quoted(name));
    }),
    ...project.items('databases').flatMap((database) => {
      const due = databases.has(database) ? dueAfter(database.fields.upgraded, rhythms.system)?.due : undefined;
      return dueOn(due, texts.database, quoted(database.name));
    }),
  ];
}

type Supported = { readonly product: string; readonly until: string | undefined; readonly name: string };

/** One day for all that run the same. */
function supportDays(project: Project): readonly Item[] {
  const items: readonly (Supported | undefined)[] = [
    ...project.items('instances').map(({ name, fields }) => {
      const row = releaseNeeds(fields.dhis2Version);
      return row && { product: `DHIS2 ${row.release}`, until: row.supportedUntil, name };
    }),
    ...project.items('hosts').map(({ name, fields }) => {
      const row = operatingSystem(fields.os);
      return row && { product: row.name, until: row.supportedUntil, name };
    }),
    ...project.items('databases').map(({ name, fields }) => {
      const row = postgresqlVersion(fields.postgresqlVersion);
      return row && { product: `PostgreSQL ${row.version}`, until: row.supportedUntil, name };
    }),
  ];
  const products = grouped(
    items.filter((item) => item !== undefined),
    ({ product }) => product,
  );
  return [...products].flatMap(([product, group]) => {
    const words = message({ en: '{product} ({names})', fr: '{product} ({names})' }, { product, names: named(group) });
    return dueOn(group[0]?.until, texts.support, words);
  });
}

function governanceDays(project: Project, today: string): readonly Item[] {
  const governance = project.section('governance')?.fields;
  const documents = Object.entries(governance?.documents ?? {}).map(
    ([field, { reviewed }]) => [['governance', 'documents', field], reviewed] as const,
  );
  const audits = (governance?.audits ?? []).map(({ date }) => date).sort();
  const planned = audits.find((date) => isStillToCome(date, today));
  return [
    ...([[['governance', 'securityPlan'], governance?.securityPlan?.reviewed], ...documents] as const).flatMap(([path, reviewed]) =>
      dueOn(reviewed && reviewDue(reviewed), texts.review, titleInWords(path)),
    ),
    ...dueOn(planned ?? reviewDue(audits.at(-1) ?? ''), texts.audit, verbatim('')),
  ];
}
