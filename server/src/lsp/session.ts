/** What the handlers of one connection share, from `initialize` on. */
import type { LanguageService } from '#service/index.ts';
import type { OpenDocuments } from './documents.ts';
import type { SettingsSource } from './settings-source.ts';

export type Session = {
  readonly service: LanguageService;
  readonly documents: OpenDocuments;
  readonly settings: SettingsSource;
};
