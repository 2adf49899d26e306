/** What client and server say to each other besides LSP. Values and types only, so that both sides may import it. */
import type { VersionOrigin } from '#service/index.ts';

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
};

export type VersionResult = CheckedVersion | null;

/** Notification to the client: another version holds now. Sent only for open documents whose version was asked. */
export const versionChangedNotification = 'dhis2Hosting/versionChanged';

export type VersionChangedParams = { readonly uri: string; readonly checked: CheckedVersion };
