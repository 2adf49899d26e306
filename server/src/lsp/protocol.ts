/** What client and server say to each other besides LSP. Values and types only, so that both sides may import it. */
import type { Range } from 'vscode-languageserver';
import type { ManifestText, Span, VersionOrigin } from '#service/index.ts';

/** Section of the settings, asked for each document by `workspace/configuration`. */
export const configurationSection = 'dhis2Hosting';

/** `initializationOptions` of `initialize`; all of it may be absent. */
export type InitializationOptions = {
  /** Language of all texts; wins over the `locale` of the client. */
  readonly locale?: string;
  /** Address of a rule's page, `{rule}` standing for its id. Without it findings carry no link. */
  readonly rulePage?: string;
  /** Settings of a client that cannot answer `workspace/configuration`: what stands below `dhis2Hosting`. */
  readonly settings?: unknown;
  /** The client sends `dhis2Hosting/manifests` soon; without it the server looks for manifests above a file itself. */
  readonly sendsManifests?: boolean;
};

/**
 * Notification to the server: all hosting manifests of the workspace, the `dhis.conf` files that they name, and the files
 * of inventories, as they are stored, each time one changes.
 */
export const manifestsNotification = 'dhis2Hosting/manifests';

export type ManifestsParams = {
  readonly manifests: readonly ManifestText[];
  /** Those that are left out the server reads itself, where it can. */
  readonly confs?: readonly ManifestText[];
  /** Files of inventories of Ansible; without them the server looks beside an open one itself, where it can. */
  readonly inventories?: readonly ManifestText[];
};

/** Request: the DHIS2 version that a `dhis.conf` is checked for. The answer is null for other documents. */
export const versionRequest = 'dhis2Hosting/version';

export type VersionParams = { readonly textDocument: { readonly uri: string } };

export type CheckedVersion = {
  /** Such as `2.41` or `2.41.3.1`. */
  readonly version: string;
  readonly origin: VersionOrigin;
  /** Zero-based line of the `# dhis2-version:` comment when the version comes from there. */
  readonly line?: number;
  /** The instance of a manifest that names the file, also when the line in the file wins over it. */
  readonly manifest?: { readonly uri: string; readonly instance: string; readonly span: Span };
};

export type VersionResult = CheckedVersion | null;

/** Notification to the client: another version holds now. Sent only for open documents whose version was asked. */
export const versionChangedNotification = 'dhis2Hosting/versionChanged';

export type VersionChangedParams = { readonly uri: string; readonly checked: CheckedVersion };

/** Request: what would change in a `dhis.conf` under another release. Null for other documents and for no version. */
export const upgradePreviewRequest = 'dhis2Hosting/upgradePreview';

export type UpgradePreviewParams = {
  readonly textDocument: { readonly uri: string };
  /** The release to look at, such as `2.43`. */
  readonly version: string;
};

export type UpgradePreviewResult = {
  readonly from: string;
  readonly to: string;
  /** The text the edits are of. */
  readonly documentVersion: number;
  /** The page, in the language of the session. */
  readonly markdown: string;
  /** How many fixes the edits make; the version line of the file is changed besides. */
  readonly fixes: number;
  /** All certain fixes under that release, in order. */
  readonly edits: readonly { readonly range: Range; readonly newText: string }[];
  /** The file after the edits, for a comparison. Secrets that are in the file are in it. */
  readonly fixedText: string;
} | null;

/** Request: every key of the release with its value and where it comes from, secrets masked. Null for other documents. */
export const effectiveConfigurationRequest = 'dhis2Hosting/effectiveConfiguration';

export type EffectiveConfigurationParams = { readonly textDocument: { readonly uri: string } };

export type EffectiveConfigurationResult = { readonly version: string; readonly markdown: string } | null;

/** Request: where secrets stand in a `dhis.conf`, for a client that hides them on the screen. Null for other documents. */
export const secretRangesRequest = 'dhis2Hosting/secretRanges';

export type SecretRangesParams = VersionParams & {
  /** Of a document that the client did not open with the server, such as an older state shown for comparison. */
  readonly text?: string;
};

export type SecretRangesResult = {
  /** Version of the open document that the ranges are of. */
  readonly version?: number;
  readonly ranges: readonly Range[];
} | null;

/** Request: a file of another tool as a manifest. Null for a file of neither tool that can be imported. */
export const importRequest = 'dhis2Hosting/import';

/** Request: a manifest, with those seen together, as the inventory of another tool. Null for other documents. */
export const exportRequest = 'dhis2Hosting/export';

export type ExchangeParams = VersionParams;

export type ExchangeResult =
  | {
      readonly kind: 'made';
      /** Of the file to be made, from the folder of the installation. */
      readonly path: string;
      readonly text: string;
      /** What could not be carried over, in the language of the session. */
      readonly markdown: string;
    }
  /** The file has mistakes, which its diagnostics tell. */
  | { readonly kind: 'broken' }
  | null;

/** Request: the map of the installation that a manifest belongs to. Null for other documents. */
export const installationMapRequest = 'dhis2Hosting/installationMap';

export type InstallationMapParams = VersionParams & {
  /** For a file of its own: with its colours, and nothing to press. */
  readonly standalone?: boolean;
};

export type InstallationMapResult = {
  readonly svg: string;
  /** Where the box with that `data-id` is written. */
  readonly places: { readonly [id: string]: { readonly uri: string; readonly span: Span } };
} | null;

/** Request: the plan of the installation that a manifest belongs to, as a page in the language of the session. Null for other documents. */
export const planningSheetRequest = 'dhis2Hosting/planningSheet';

export type PlanningSheetParams = VersionParams;

export type PlanningSheetResult = { readonly markdown: string } | null;
