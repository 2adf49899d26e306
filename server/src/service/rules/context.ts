/** What a rule sees. All of it is a value: a rule reads and reports, and does nothing else. */
import type { Catalogue, KeyMatch } from '../catalogue/catalogue.ts';
import type { Dhis2Version } from '../catalogue/versions.ts';
import type { ConfDocument } from '../conf/conf-document.ts';
import type { VersionLine } from '../conf/resolve-version.ts';
import type { IniFile } from '../inventory/ini-ast.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { VarsFile } from '../inventory/vars-file.ts';
import type { VarsOwner } from '../inventory/vars-path.ts';
import type { ManifestDocument } from '../manifest/manifest-document.ts';
import type { Placement } from '../project/placement.ts';
import type { Project } from '../project/project.ts';
import type { PropertyEntry } from '../properties/ast.ts';
import type { NamedRule, Suppression } from '../text/suppressions.ts';
import type { ContainersDocument } from '../tools-ng/containers-document.ts';
import type { SchemaDocument } from '../yaml/schema-document.ts';

/** An entry with what the catalogue says of its key. */
export type ConfEntry = {
  readonly entry: PropertyEntry;
  /** The key as the server sees it. */
  readonly key: string;
  /** The value as the server sees it before `${NAME}` is replaced: cooked, blanks at the end cut. */
  readonly value: string;
  readonly match: KeyMatch | undefined;
};

export type ConfContext = ConfDocument & {
  readonly version: Dhis2Version;
  readonly versionLine: VersionLine | undefined;
  readonly catalogue: Catalogue;
  /** The user says that the key is right though DHIS2 does not know it. */
  isAllowedKey(key: string): boolean;
  /** The file is under version control. */
  isTracked(): boolean;
  /** The instance that the file belongs to and what it stands on; undefined when no manifest names the file. */
  placement(): Placement | undefined;
};

export type ManifestContext = {
  readonly uri: string;
  readonly text: string;
  readonly document: ManifestDocument;
  /** The manifest together with the others of the installation. */
  readonly project: Project;
  /** Such as `2026-11-23`. */
  readonly today: string;
};

/** What a rule sees that judges each item on its own. */
export type ItemContext = Pick<ManifestContext, 'uri' | 'project' | 'today'>;

/** A file of an inventory, and the inventory it is a part of. */
export type InventoryContext = {
  readonly text: string;
  readonly uri: string;
  /** Of a hosts file. */
  readonly ini: IniFile | undefined;
  /** Of a file of variables. */
  readonly vars: { readonly owner: VarsOwner; readonly vars: VarsFile } | undefined;
  readonly inventory: Inventory;
  /** Such as `2026-11-23`. */
  readonly today: string;
};

export type ContainersContext = {
  readonly text: string;
  readonly document: ContainersDocument;
  /** A copy to start from (`containers.json.sample`), where values wait to be replaced. */
  readonly isSample: boolean;
  /** Such as `2026-11-23`. */
  readonly today: string;
  /** The file is under version control. */
  isTracked(): boolean;
};

export type LintSettingsContext = {
  readonly text: string;
  readonly document: SchemaDocument;
};

/** For rules about the comments that silence other rules; they run last. */
export type SuppressionContext = {
  readonly text: string;
  readonly suppressions: readonly Suppression[];
  /** Names that silenced a finding. */
  readonly used: ReadonlySet<NamedRule>;
  /** Whether a rule would have told all it finds here: it is on, did not fail, and the text could be read. */
  isTold(rule: string): boolean;
  readonly ruleIds: readonly string[];
  /** Such as `2026-11-23`. */
  readonly today: string;
};
