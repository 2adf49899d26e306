/** `.dhis2-lint.yaml`: what a folder and all below it are checked by, for editors and the command line alike. */
import type { Settings } from '../settings.ts';

export const lintSettingsName = '.dhis2-lint.yaml';

export type LintSettingsFile = {
  /** What could be understood of it. */
  readonly settings: Settings;
  /** False while the text is no YAML: then `settings` is a guess, and those read before are the better ones. */
  readonly isReadable: boolean;
  /** Nothing in it is left aside. */
  readonly isSound: boolean;
};

/** The file wins over what an editor is set to, so that all who work on it see the same; keys add up. */
export function withLintSettings(settings: Settings, file: Settings | undefined): Settings {
  if (file === undefined) return settings;
  const fromFile = file.dhis2Version !== '';
  return {
    dhis2Version: fromFile ? file.dhis2Version : settings.dhis2Version,
    versionFrom: fromFile ? 'repository' : settings.versionFrom,
    rules: { ...settings.rules, ...file.rules },
    allowedKeys: [...settings.allowedKeys, ...file.allowedKeys],
  };
}
