/** What the client says of itself beside its capabilities. */
import type { InitializeParams } from 'vscode-languageserver';
import { type Locale, localeOf } from '#service/announced.ts';
import type { InitializationOptions } from './protocol.ts';

export function readOptions(params: InitializeParams): InitializationOptions {
  const given: unknown = params.initializationOptions;
  const options = typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : {};
  return {
    ...(typeof options['locale'] === 'string' ? { locale: options['locale'] } : {}),
    ...(typeof options['rulePage'] === 'string' ? { rulePage: options['rulePage'] } : {}),
    settings: options['settings'],
    sendsManifests: options['sendsManifests'] === true,
  };
}

export function readLocale(params: InitializeParams): Locale {
  return localeOf(readOptions(params).locale ?? params.locale);
}
