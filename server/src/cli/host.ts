/** The service host of the command line: settings from the arguments and files, problems for the standard error. */
import {
  defaultSettings,
  type Locale,
  localDay,
  localMinute,
  type Message,
  message,
  type ServiceHost,
  withLintSettings,
} from '#service/index.ts';
import { createTrackedFiles } from '../node/tracked-files.ts';
import { asSaved } from './as-saved.ts';
import type { Encoding } from './encoding.ts';
import type { Manifests } from './manifests.ts';
import { createSettingsFiles } from './settings-files.ts';
import { texts } from './texts.ts';

export type Given = {
  /** Of the command line; empty when it names none. */
  readonly dhis2Version: string;
  readonly cwd: string;
  readonly manifests: Pick<Manifests, 'namedConf' | 'companions'>;
  /** Of the files read so far. */
  readonly encodingOf: (uri: string) => Encoding | undefined;
};

/** A version named on the command line wins over manifests and settings files; a line in the file wins over all. */
export function createHost(
  locale: Locale,
  { dhis2Version, cwd, manifests, encodingOf }: Given,
  complain: (problem: Message) => void,
): ServiceHost {
  const settingsFileOf = createSettingsFiles(cwd, complain);
  const given = dhis2Version === '' ? {} : { dhis2Version, versionFrom: 'setting' as const };
  const told = new Set<string>();
  return {
    locale,
    settings: (uri) => asSaved({ ...withLintSettings(defaultSettings, settingsFileOf(uri)), ...given }, encodingOf(uri)),
    rulePage: (rule) => rulePage(rule, locale),
    namedConf(uri) {
      const named = manifests.namedConf(uri);
      return dhis2Version === '' ? named : named && { ...named, version: undefined };
    },
    companions: manifests.companions,
    today: () => localDay(new Date()),
    minuteOfDay: () => localMinute(new Date()),
    isTracked: createTrackedFiles(),
    onInternalError(where, error) {
      // The message of an error may quote the text of the file, passwords included: only its kind is told.
      const name = error instanceof Error ? error.name : typeof error;
      if (told.has(`${where} ${name}`)) return;
      told.add(`${where} ${name}`);
      complain(message(texts.internalError, { where, name }));
    },
  };
}

/** Page of a rule in the documentation of the product. */
export function rulePage(rule: string, locale: Locale): string {
  return `docs/rules/${rule}${locale === 'en' ? '' : `.${locale}`}.md`;
}
