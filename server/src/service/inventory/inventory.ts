/** An inventory as Ansible sees it: groups with their hosts, and for each host its variables with the file that wins. */
import type { Span } from '../findings.ts';
import type { Assignment, HostLine, IniFile } from './ini-ast.ts';
import type { VarsFile } from './vars-file.ts';
import type { VarsOwner } from './vars-path.ts';

/** One document of an installation. */
export type InventoryText = { readonly uri: string; readonly text: string };

export type HostsDocument = { readonly uri: string; readonly ini: IniFile };
export type VarsDocument = { readonly uri: string; readonly owner: VarsOwner; readonly vars: VarsFile };

export type Place = { readonly uri: string; readonly span: Span };

/** From the weakest to the strongest. Groups deeper in the tree win over those above them, then the name decides. */
export const originKinds = ['all-vars', 'group-vars', 'all-file', 'group-file', 'host-line', 'host-file'] as const;
export type OriginKind = (typeof originKinds)[number];

/** A variable with whoever sets it: `owner` is the name of the group or host. */
export type Setting = { readonly origin: OriginKind; readonly owner: string; readonly uri: string; readonly assignment: Assignment };

export type EffectiveVariable = Setting & {
  /** Those it wins over, the strongest first. */
  readonly overridden: readonly Setting[];
};

export type InventoryHost = {
  readonly name: string;
  /** Where the hosts file names it; a pattern stands for several hosts. */
  readonly places: readonly Place[];
  readonly lines: readonly HostLine[];
  /** Every group it is in, those above included, `all` first. */
  readonly groups: readonly string[];
  readonly variables: ReadonlyMap<string, EffectiveVariable>;
};

export type InventoryGroup = {
  readonly name: string;
  /** The names in `[name]`, `[name:vars]` and `[name:children]`, then those below `[...:children]`. */
  readonly places: readonly Place[];
  /** `[name]` or `[name:children]` is there. */
  readonly isDeclared: boolean;
  /** Also those of its children, in the order of the text. */
  readonly hosts: readonly string[];
  readonly children: readonly string[];
};

export type Inventory = {
  readonly uri: string | undefined;
  /** Of the hosts file. */
  readonly text: string | undefined;
  readonly groups: ReadonlyMap<string, InventoryGroup>;
  readonly hosts: ReadonlyMap<string, InventoryHost>;
  /** Every setting of every file, also for hosts and groups that are not there. */
  readonly settings: readonly Setting[];
  /** The hosts file is there and Ansible can read it. */
  readonly isReadable: boolean;
  /** All files are there and readable, so that what is not found is missing. */
  readonly complete: boolean;
};
