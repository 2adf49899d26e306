/** What the outside gives to the pure core. */
import type { Locale } from './messages.ts';
import type { Settings } from './settings.ts';

export type ServiceHost = {
  readonly locale: Locale;
  /** Settings in force for a document, read afresh at every request. */
  settings(uri: string): Settings;
  /** A rule or feature that threw. Told once for each cause; the others go on. */
  onInternalError(where: string, error: unknown): void;
};
