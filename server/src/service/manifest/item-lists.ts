/** The lists of a manifest whose items have a name that other fields may refer to. */
import type {
  Backup,
  BackupTarget,
  Database,
  Host,
  Instance,
  Proxy as ReverseProxy,
  Service,
  Site,
} from '../generated/hosting-manifest.types.ts';

/** What an item of each list holds once it fits the schema. */
export type ItemOf = {
  readonly sites: Site;
  readonly hosts: Host;
  readonly databases: Database;
  readonly proxies: ReverseProxy;
  readonly instances: Instance;
  readonly backupTargets: BackupTarget;
  readonly backups: Backup;
  readonly services: Service;
};

export type ItemList = keyof ItemOf;

/** In the order in which they are best read. test/service/manifest/schema.test.ts compares them with the schema. */
export const itemLists = [
  'sites',
  'hosts',
  'databases',
  'proxies',
  'instances',
  'backupTargets',
  'backups',
  'services',
] as const satisfies readonly ItemList[];

export function isItemList(name: unknown): name is ItemList {
  return (itemLists as readonly unknown[]).includes(name);
}
