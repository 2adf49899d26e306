/** Goes once through what the first document of a kind will ask for, so that its code is read and known to the engine by then. */
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ServiceHost } from './host.ts';
import type { LanguageService } from './language-service.ts';
import { sampleConf } from './languages/conf-file.ts';
import { sampleManifest } from './languages/manifest-file.ts';
import { defaultSettings } from './settings.ts';

export type RehearsedKind = 'dhis-conf' | 'hosting-manifest';

/** `service` is one of `onItsOwn`. */
export function rehearse(kind: RehearsedKind, service: LanguageService): void {
  const [name, text] = kind === 'dhis-conf' ? ['dhis.conf', sampleConf()] : ['dhis2-hosting.yaml', sampleManifest()];
  const document = TextDocument.create(`sample:/${name}`, kind === 'dhis-conf' ? 'dhis-conf' : 'yaml', 1, text);
  service.namedConfs(document);
  service.diagnostics(document);
  // And what the first letter typed asks for.
  TextDocument.update(
    document,
    [{ range: { start: document.positionAt(text.length), end: document.positionAt(text.length) }, text: '#' }],
    2,
  );
  service.diagnostics(document);
}

/** What a sample knows of the world: nothing. */
export function onItsOwn({ locale, rulePage, today, minuteOfDay, onInternalError }: ServiceHost): ServiceHost {
  return { locale, rulePage, today, minuteOfDay, onInternalError, settings: () => defaultSettings };
}
