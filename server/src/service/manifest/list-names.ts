/** What an item of each list is called in a sentence. */
import type { Text } from '../messages.ts';
import type { ItemList } from './item-lists.ts';

type Names = {
  /** `a host` */
  readonly one: Text;
  /** `No host` at the start of a sentence. */
  readonly none: Text;
};

export const listNames: { readonly [L in ItemList]: Names } = {
  sites: { one: { en: 'a site', fr: 'un site' }, none: { en: 'No site', fr: 'Aucun site' } },
  hosts: { one: { en: 'a host', fr: 'un hôte' }, none: { en: 'No host', fr: 'Aucun hôte' } },
  databases: {
    one: { en: 'a database server', fr: 'un serveur de base de données' },
    none: { en: 'No database server', fr: 'Aucun serveur de base de données' },
  },
  proxies: { one: { en: 'a proxy', fr: 'un mandataire' }, none: { en: 'No proxy', fr: 'Aucun mandataire' } },
  instances: { one: { en: 'an instance', fr: 'une instance' }, none: { en: 'No instance', fr: 'Aucune instance' } },
  backupTargets: {
    one: { en: 'a backup target', fr: 'une destination de sauvegarde' },
    none: { en: 'No backup target', fr: 'Aucune destination de sauvegarde' },
  },
  backups: { one: { en: 'a backup', fr: 'une sauvegarde' }, none: { en: 'No backup', fr: 'Aucune sauvegarde' } },
  services: { one: { en: 'a system', fr: 'un système' }, none: { en: 'No system', fr: 'Aucun système' } },
};
