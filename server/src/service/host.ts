/** What the outside gives to the pure core. */
import type { Locale } from './messages.ts';
import type { Settings } from './settings.ts';

export type ServiceHost = {
  readonly locale: Locale;
  /** Settings in force for a document, read afresh at every request. */
  settings(uri: string): Settings;
  /** Address of a rule's page, for the link on its findings; undefined where there is none to open. */
  rulePage(rule: string): string | undefined;
  /** A rule or feature that threw. The others go on. */
  onInternalError(where: string, error: unknown): void;
};
