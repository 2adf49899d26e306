/** What the bytes of a file change in its settings. The service sees no bytes. */
import type { Settings } from '#service/index.ts';
import type { Encoding } from './encoding.ts';

/** In a file that is saved as the server reads it, letters outside ASCII are right. */
export function asSaved(settings: Settings, encoding: Encoding | undefined): Settings {
  return encoding === 'ISO-8859-1' ? { ...settings, rules: { ...settings.rules, 'non-ascii-text': 'off' } } : settings;
}
