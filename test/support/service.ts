/** The language service over one text, as every edge uses it. */
import type { RuleSample } from '@dhis2-hosting/server/documented';
import {
  createLanguageService,
  defaultSettings,
  type LanguageService,
  type Locale,
  namedConfs,
  namedFor,
  type Rule,
  type Settings,
} from '@dhis2-hosting/server/service';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** The day all tests happen on. */
export const today = '2026-11-23';

/** A service whose internal errors fail the test at once. */
export function testService(
  settings: Partial<Settings> = {},
  locale: Locale = 'en',
  day = today,
  tracked = false,
  companions: readonly TextDocument[] = [],
  minute = 0,
): LanguageService {
  const named = companions.flatMap((document) => namedConfs({ uri: document.uri, text: document.getText() }));
  return createLanguageService({
    locale,
    companions: () => companions,
    namedConf: (uri) => namedFor(uri, named),
    settings: () => ({ ...defaultSettings, ...settings }),
    rulePage: (rule) => `docs/rules/${rule}.md`,
    today: () => day,
    minuteOfDay: () => minute,
    isTracked: () => tracked,
    localFile: (path) => (path.startsWith('/here/') ? `file://${path}` : undefined),
    randomBytes: (count) => Uint8Array.from({ length: count }, (_, index) => (index * 37) % 256),
    onInternalError: (where, error) => {
      throw new Error(`internal error in ${where}`, { cause: error });
    },
  });
}

export const confDocument = (text: string): TextDocument => TextDocument.create('file:///opt/dhis2/dhis.conf', 'dhis-conf', 1, text);

export const manifestDocument = (text: string): TextDocument => TextDocument.create('file:///plan/dhis2-hosting.yaml', 'yaml', 1, text);

export const lintSettingsDocument = (text: string): TextDocument => TextDocument.create('file:///opt/.dhis2-lint.yaml', 'yaml', 1, text);

/** A file of an installation of dhis2-server-tools: `inventory/hosts`, `inventory/host_vars/dhis`. */
export const inventoryDocument = (text: string, file = 'inventory/hosts'): TextDocument =>
  TextDocument.create(`file:///srv/deploy/${file}`, 'plaintext', 1, text);

/** `containers.json` of dhis2-tools-ng where that tool keeps it, so that any text is taken for one. */
export const containersDocument = (text: string, file = 'containers.json'): TextDocument =>
  TextDocument.create(`file:///srv/dhis2-tools-ng/setup/configs/${file}`, 'json', 1, text);

/** The document of a sample, and those that stand beside it. */
export function sampleDocument({ language }: Rule, text: string, { file }: Pick<RuleSample, 'file'> = {}): TextDocument {
  switch (language) {
    case 'hosting-manifest':
      return manifestDocument(text);
    case 'server-tools-inventory':
      return inventoryDocument(text, file);
    case 'tools-ng-containers':
      return containersDocument(text, file);
    case 'lint-settings':
      return lintSettingsDocument(text);
    case 'dhis-conf':
    case 'every':
      return confDocument(text);
  }
}

/** Documents beside another one, by their paths from its folder. */
export function documentsBeside({ uri }: TextDocument, files: { readonly [path: string]: string }): readonly TextDocument[] {
  return Object.entries(files).map(([path, text]) =>
    TextDocument.create(new URL(path, uri).href, path.endsWith('.yaml') ? 'yaml' : '', 1, text),
  );
}
