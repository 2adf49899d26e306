/** What the handlers of one connection share, from `initialize` on. */
import type { LanguageService, Locale } from '#service/index.ts';
import type { OpenDocuments } from './documents.ts';
import type { SettingsSource } from './settings-source.ts';

export type Session = {
  readonly locale: Locale;
  readonly service: LanguageService;
  readonly documents: OpenDocuments;
  readonly settings: SettingsSource;
  /** The client moves files when an edit says so. */
  readonly renameFiles: boolean;
};
