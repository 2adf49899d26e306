/**
 * Blocks of a manifest offered as one. `<text>` is a place to fill in, the same wherever the same text stands;
 * `<a|b>` a choice; `<hosts:web-1>` a name of that list of the installation, `web-1` while there is none; a line with
 * `<sites?>` is left out while there is none. `<today>` and `<release>` are what they say.
 */
import type { Text } from '../messages.ts';
import type { ItemList } from './item-lists.ts';
import { ministryPlan, smallPlan } from './plan-samples.ts';

export type PlanSnippet = {
  readonly id: string;
  readonly label: Text;
  readonly description: Text;
  /** Lines of a whole manifest, or of one item without its dash. */
  readonly lines: Text | string;
};

export const planSnippets: readonly PlanSnippet[] = [
  {
    id: 'small',
    label: { en: 'Plan: small installation', fr: 'Plan : petite installation' },
    description: {
      en: 'One server with its database and proxy, one instance, a nightly backup that leaves the house.',
      fr: "Un serveur avec sa base et son mandataire, une instance, une sauvegarde de nuit qui quitte l'immeuble.",
    },
    lines: smallPlan,
  },
  {
    id: 'ministry',
    label: { en: 'Plan: ministry', fr: 'Plan : ministère' },
    description: {
      en: 'Governance, team, two sites, servers for proxy, application, database and backups, production with staging and training, monitoring and maintenance.',
      fr: "Gouvernance, équipe, deux sites, des serveurs pour le mandataire, l'application, la base et les sauvegardes, la production avec préproduction et formation, surveillance et maintenance.",
    },
    lines: ministryPlan,
  },
];

type ItemSnippets = { readonly [L in ItemList]?: readonly PlanSnippet[] };

export const itemSnippets: ItemSnippets = {
  sites: [
    {
      id: 'site',
      label: { en: 'Block: site', fr: 'Bloc : site' },
      description: { en: 'A place where servers or copies stand.', fr: 'Un lieu où se trouvent des serveurs ou des copies.' },
      lines: `name: <capital>
kind: <government-data-centre|basement|colocation|iaas|saas>
country: <CM>
contact: <noc@example.org>`,
    },
  ],
  hosts: [
    {
      id: 'host',
      label: { en: 'Block: host', fr: 'Bloc : hôte' },
      description: {
        en: 'A server with its address, system, memory and disk.',
        fr: 'Un serveur avec son adresse, son système, sa mémoire et son disque.',
      },
      lines: `name: <web-1>
address: <192.0.2.10>
user: <admin>
site: <sites?>
os: <ubuntu-24.04|debian-13|debian-12|ubuntu-22.04>
cpus: <8>
memory: <16> GiB
disks:
  - { mount: /, size: <200> GB, medium: <ssd|nvme|hdd|network>, encrypted: <true|false> }`,
    },
  ],
  databases: [
    {
      id: 'database',
      label: { en: 'Block: database server', fr: 'Bloc : serveur de base de données' },
      description: { en: 'PostgreSQL on a host, with its share of the memory.', fr: 'PostgreSQL sur un hôte, avec sa part de la mémoire.' },
      lines: `name: <db>
host: <hosts:db-1>
postgresqlVersion: "<16>"
maxConnections: <200>
tuning: { recipe: dhis2-guide, memory: <8> GiB }
tls: <required|off>`,
    },
  ],
  proxies: [
    {
      id: 'proxy',
      label: { en: 'Block: proxy', fr: 'Bloc : mandataire' },
      description: {
        en: 'nginx or Apache with the public name and its certificate.',
        fr: 'nginx ou Apache avec le nom public et son certificat.',
      },
      lines: `name: <front>
host: <hosts:web-1>
kind: <nginx|apache>
serverNames: [<hmis.example.org>]
tls: { mode: lets-encrypt, email: <admin@example.org> }`,
    },
  ],
  instances: [
    {
      id: 'instance',
      label: { en: 'Block: instance', fr: 'Bloc : instance' },
      description: {
        en: 'A DHIS2 with its release, memory, database and address.',
        fr: 'Un DHIS2 avec sa version, sa mémoire, sa base et son adresse.',
      },
      lines: `name: <hmis>
host: <hosts:web-1>
purpose: <production|staging|training|test|trial>
dhis2Version: "<release>"
heap: <4> GiB
database: <databases?>
proxy: <proxies?>
dataSensitivity: <health|personal|aggregate>
lastPatched: <today>
lastUpgraded: <today>`,
    },
  ],
  backupTargets: [
    {
      id: 'ssh-target',
      label: { en: 'Block: backup target over SSH', fr: 'Bloc : destination de sauvegarde par SSH' },
      description: { en: 'Another server, best at another site.', fr: 'Un autre serveur, de préférence sur un autre site.' },
      lines: `name: <offsite>
kind: ssh
site: <sites?>
address: <backup.example.org>
user: <backup>
path: </srv/backups>
immutable: <true|false>`,
    },
    {
      id: 's3-target',
      label: { en: 'Block: backup target in S3 storage', fr: 'Bloc : destination de sauvegarde en stockage S3' },
      description: {
        en: 'A bucket of any S3-compatible provider; the keys are named here and kept on the host.',
        fr: "Un compartiment d'un fournisseur compatible S3 ; les clés sont nommées ici et gardées sur l'hôte.",
      },
      lines: `name: <archive>
kind: s3
site: <sites?>
endpoint: https://<s3.example.org>
bucket: <dhis2-backups>
accessKey: { hostFile: /etc/dhis2/s3-access-key }
secretKey: { hostFile: /etc/dhis2/s3-secret-key }
immutable: <true|false>`,
    },
  ],
  backups: [
    {
      id: 'backup',
      label: { en: 'Block: nightly backup', fr: 'Bloc : sauvegarde de nuit' },
      description: {
        en: 'Database, files and configuration every night, encrypted, kept in steps, restored for proof every quarter.',
        fr: 'Base, fichiers et configuration chaque nuit, chiffrés, gardés par paliers, restaurés pour preuve chaque trimestre.',
      },
      lines: `name: <nightly>
instances: [<instances:hmis>]
contents: [database, files, configuration]
rpo: 24 hours
rto: <8> hours
schedule: "0 2 * * *"
retention: { daily: 7, weekly: 4, monthly: 12 }
encryption: { method: restic, passphrase: { hostFile: /etc/dhis2/backup-passphrase } }
targets: [<backupTargets?>]
restoreTest: { every: 90 days }`,
    },
  ],
};
