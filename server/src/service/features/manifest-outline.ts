/** What the outline of a manifest shows beside the name of each item. */
import { SymbolKind } from 'vscode-languageserver-types';
import type { ItemList } from '../manifest/item-lists.ts';
import type { ListOutline } from './yaml-symbols.ts';

type OtherList = 'team' | 'support' | 'audits' | 'alerts';

export const manifestOutline: { readonly [L in ItemList | OtherList]: ListOutline } = {
  sites: { kind: SymbolKind.Namespace, details: ['kind', 'provider', 'country'] },
  hosts: { kind: SymbolKind.Object, details: ['address', 'os', 'memory', 'guestOf'] },
  databases: { kind: SymbolKind.Struct, details: ['host', 'postgresqlVersion'] },
  proxies: { kind: SymbolKind.Interface, details: ['host', 'kind', 'serverNames'] },
  instances: { kind: SymbolKind.Package, details: ['host', 'purpose', 'dhis2Version'] },
  backupTargets: { kind: SymbolKind.Module, details: ['kind', 'site', 'host', 'address', 'bucket'] },
  backups: { kind: SymbolKind.Event, details: ['schedule', 'rpo', 'instances'] },
  services: { kind: SymbolKind.Module, details: ['host', 'memory'] },
  team: { kind: SymbolKind.Variable, details: ['email'] },
  support: { kind: SymbolKind.Variable, names: ['provider'], details: ['contractEnd'] },
  audits: { kind: SymbolKind.Event, names: ['date'], details: ['auditor'] },
  alerts: { kind: SymbolKind.Event, names: ['kind'], details: ['to'] },
};
