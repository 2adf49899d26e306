/**
 * A hosting manifest of any length, as a ministry with many districts would write it: two hosts, a database server, a
 * proxy, two instances and a backup for each district. Three places break the schema; every tenth district has one of the
 * slips that the rules tell. The same data as JSON, for servers of that language.
 */
import { jsonText, yamlText } from './manifest-text.ts';

export type Format = 'yaml' | 'json';

export type Place = { readonly line: number; readonly character: number };

export type GeneratedManifest = {
  readonly text: string;
  /** Where one letter typed turns a value of an enumeration into one that breaks the schema: in the middle of the file. */
  readonly edit: Place;
  /** Within the name of a field. */
  readonly key: Place;
  /** At a value that has to be one of a few. */
  readonly value: Place;
};

/** How many places break the schema. */
export const plantedErrors = 3;

export function generateManifest(lines: number, format: Format): GeneratedManifest {
  const write = format === 'yaml' ? yamlText : jsonText;
  const isWhole = lines >= 200;
  const linesOf = (count: number) => write(planOf(count, isWhole)).split('\n').length - 1;
  // Each district takes as many lines as any other.
  const [few, more] = [linesOf(10), linesOf(20)];
  const districts = Math.max(1, Math.floor(10 + ((lines - few) * 10) / (more - few)));
  const all = write(planOf(districts, isWhole)).trimEnd().split('\n');
  while (format === 'yaml' && all.length < lines) all.push(`# ${all.length}`);
  return { text: `${all.join('\n')}\n`, ...placesIn(all, districts >> 1, format) };
}

/** The same of another ministry: no item and no name of it is in the first. */
export function asAnother(text: string): string {
  return text
    .replace(/\b(app|db|pg|front|hmis|training|nightly|district)-(?=\d)/g, '$1-other-')
    .replace(/\b(hmis|training)(?=\d)/g, '$1_other_')
    .replace(/\b10\.([12])\./g, '10.10$1.');
}

function placesIn(lines: readonly string[], district: number, format: Format): Omit<GeneratedManifest, 'text'> {
  const quote = format === 'json' ? '"' : '';
  const name = format === 'json' ? `"name": "hmis-${district}"` : `name: hmis-${district}`;
  const item = lines.findIndex((line) => line.includes(name) && lines[lines.indexOf(line) + 1]?.includes('host'));
  const at = lines.findIndex((line, i) => i > item && line.includes('purpose'));
  const line = lines[at] ?? '';
  const value = line.indexOf('production');
  return {
    edit: { line: at, character: value + 'production'.length },
    key: { line: at, character: line.indexOf('purpose') + 3 },
    value: { line: at, character: value - quote.length },
  };
}

type Item = { readonly [field: string]: unknown };

/** Without its head when it is to be short. */
function planOf(districts: number, isWhole: boolean): Item {
  const each = <T>(make: (district: number) => T): readonly T[] => Array.from({ length: districts }, (_, district) => make(district));
  return {
    version: 1,
    ...(isWhole ? head : {}),
    sites: [{ name: 'centre', kind: 'government-data-centre', country: 'CM', region: 'Douala', renewal: '2029-06-30' }],
    backupTargets: [target],
    hosts: [{ name: 'watch', address: '192.0.2.21' }, ...each((district) => hosts(district, district === districts - 1)).flat()],
    databases: each((district) => database(district, district === Math.floor(districts * 0.7))),
    proxies: each(proxy),
    instances: each((district) => instances(district, district === Math.floor(districts * 0.2))).flat(),
    backups: each(backup),
  };
}

const head = {
  organisation: { name: 'Ministry of Health', country: 'CM', dataResidency: ['CM'], contact: 'it@health.example.org' },
  governance: {
    securityOfficer: { name: 'Security officer', email: 'security@health.example.org' },
    securityPlan: { location: 'https://docs.example.org/plan', reviewed: '2026-05-04' },
    audits: [{ date: '2026-06-10', auditor: 'University' }],
  },
  maintenance: { window: { days: ['sunday'], from: '20:00', to: '23:30' }, patchEvery: '6 weeks', upgradeEvery: '1 year' },
  monitoring: { tool: 'prometheus', host: 'watch', alerts: [{ kind: 'email', to: 'alerts@health.example.org' }] },
};

const target = {
  name: 'far',
  kind: 's3',
  site: 'centre',
  endpoint: 'https://s3.agency.example.org',
  bucket: 'hmis-copies',
  accessKey: { hostFile: '/etc/dhis2/s3.id' },
  secretKey: { hostFile: '/etc/dhis2/s3.key' },
  immutable: true,
};

const hasSlip = (district: number) => district % 10 === 9;

function hosts(district: number, isMistyped: boolean): readonly Item[] {
  const [high, low] = [district >> 8, district & 255];
  const common = { user: 'admin', os: 'ubuntu-24.04', osUpgraded: '2026-02-10' };
  return [
    { name: `app-${district}`, address: `10.1.${high}.${low}`, ...common, cpus: isMistyped ? 'many' : 16, memory: '32 GiB' },
    {
      name: `db-${district}`,
      address: `10.2.${high}.${low}`,
      ...common,
      cpus: 16,
      memory: '64 GiB',
      disks: [{ mount: '/', size: '2 TB', medium: 'nvme', encrypted: true }],
    },
  ];
}

function database(district: number, isMistyped: boolean): Item {
  return {
    name: `pg-${district}`,
    host: `db-${district}`,
    postgresqlVersion: '16',
    maxConnections: isMistyped ? 'many' : 200,
    tls: 'required',
  };
}

function proxy(district: number): Item {
  return {
    name: `front-${district}`,
    host: `app-${district}`,
    kind: district % 2 === 0 ? 'nginx' : 'apache',
    serverNames: [`district-${district}.health.example.org`],
    tls: { mode: 'lets-encrypt', email: 'it@health.example.org' },
  };
}

function instances(district: number, isMistyped: boolean): readonly Item[] {
  const common = { host: `app-${district}`, database: `pg-${district}`, proxy: `front-${district}` };
  return [
    {
      name: `hmis-${district}`,
      ...common,
      purpose: 'production',
      dhis2Version: '2.42.3',
      ...(hasSlip(district) ? { javaVersion: '11' } : {}),
      heap: '16 GiB',
      databaseName: `hmis${district}`,
      path: '/hmis',
      port: 8080,
      dataSensitivity: 'health',
      lastPatched: '2026-10-20',
      [isMistyped ? 'lastUpgrded' : 'lastUpgraded']: '2026-03-01',
      description: `Routine data of district ${district}: monthly reports and registers`,
    },
    {
      name: `training-${district}`,
      ...common,
      purpose: 'training',
      dhis2Version: '2.42.3',
      heap: '4 GiB',
      databaseName: `training${district}`,
      path: '/training',
      port: 8081,
    },
  ];
}

function backup(district: number): Item {
  return {
    name: `nightly-${district}`,
    instances: [`hmis-${district}`],
    rpo: '24 hours',
    rto: '8 hours',
    schedule: '0 2 * * *',
    retention: { daily: 7, weekly: 4 },
    encryption: { method: 'restic', passphrase: { hostFile: '/etc/dhis2/restic.pass' } },
    targets: ['far'],
    ...(hasSlip(district) ? {} : { restoreTest: { every: '30 days', last: '2026-11-02' } }),
  };
}
