/** The service host over LSP: language, settings and addresses come from the client. */
import type { InitializeParams } from 'vscode-languageserver';
import { localDay, localMinute, type ServiceHost } from '#service/index.ts';
import { readAbilities } from './capabilities.ts';
import type { ErrorLog } from './error-log.ts';
import { type Inventories, inventoryFolder } from './inventories.ts';
import type { Manifests } from './manifests.ts';
import { readLocale, readOptions } from './options.ts';
import type { SettingsFiles } from './settings-files.ts';
import type { SettingsSource } from './settings-source.ts';

export function createHost(
  params: InitializeParams,
  settings: SettingsSource,
  { manifests, inventories }: { readonly manifests: Manifests; readonly inventories: Inventories },
  files: SettingsFiles,
  onInternalError: ErrorLog,
): ServiceHost {
  const { createFiles } = readAbilities(params);
  const { rulePage } = readOptions(params);
  return {
    locale: readLocale(params),
    settings: settings.get,
    rulePage: (rule) => rulePage?.replaceAll('{rule}', rule),
    namedConf: manifests.namedConf,
    companions: (uri) => (inventoryFolder(uri) === undefined ? manifests : inventories).companions(uri),
    settingsFile: (uri) => (createFiles ? files.place(uri) : undefined),
    today: () => localDay(new Date()),
    minuteOfDay: () => localMinute(new Date()),
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    onInternalError,
  };
}
