/** Puts the service behind a connection that was initialized. */
import { CodeLensRefreshRequest, type Connection, DidChangeConfigurationNotification, type InitializeParams } from 'vscode-languageserver';
import { createLanguageService, type ServiceHost } from '#service/index.ts';
import { readAbilities } from './capabilities.ts';
import { createVersionTeller } from './checked-version.ts';
import type { Initialized } from './connect.ts';
import { createPull, createPullDelivery, createPushDelivery } from './diagnostics.ts';
import { createOpenDocuments } from './documents.ts';
import { wireEditorFeatures, wireEdits, wireReports } from './editor-features.ts';
import { wireExchange } from './exchange.ts';
import { createDocumentOf, wireFeatures } from './features.ts';
import type { Guard } from './guard.ts';
import { createHost } from './host.ts';
import { createInventories, type InventoriesHost } from './inventories.ts';
import { wireManifestReports } from './manifest-reports.ts';
import { createManifests, type ManifestsHost, withCompanions } from './manifests.ts';
import { readLocale, readOptions } from './options.ts';
import { configurationSection, manifestsNotification, type VersionParams, versionRequest } from './protocol.ts';
import { readAhead } from './read-ahead.ts';
import { registerChosen } from './registrations.ts';
import { wireSecretRanges } from './secret-ranges.ts';
import type { Session } from './session.ts';
import { createSettingsFileEvents } from './settings-file-events.ts';
import { createSettingsFiles } from './settings-files.ts';
import { createAskedSettings, createGivenSettings, createLayeredSettings } from './settings-source.ts';
import { createWorkspaceFolders } from './workspace-folders.ts';

/** What the server may use of the machine it runs on; a browser has nothing to give. */
export type Surroundings = Pick<InventoriesHost, 'readText' | 'inventoryFiles'> & Pick<ServiceHost, 'isTracked' | 'localFile'>;

export function serve(
  { connection, params, guard, log, quietMs }: Initialized,
  { readText, inventoryFiles, ...machine }: Surroundings,
): void {
  const abilities = readAbilities(params);
  const { settings, manifests, inventories, files, fileEvents } = startSettings(connection, params, guard, {
    readText,
    ...(inventoryFiles === undefined ? {} : { inventoryFiles }),
    openDocument: (uri) => documents.get(uri)?.document,
    namedConfs: (manifest) => service.namedConfs(manifest),
    refresh: () => refresh(),
  });
  const service = createLanguageService({
    ...createHost(params, settings, { manifests, inventories }, files, log),
    ...machine,
  });

  const documents = createOpenDocuments(connection, guard, {
    opened(uri) {
      if (!abilities.watchFiles) files.doubt(uri);
      manifests.doubt(uri);
      inventories.doubt(uri);
      fileEvents.documentChanged(uri);
      companionChanged(uri);
      // The first question about the document is on its way: let the settings overtake it.
      guard.background('settings', () => settings.ready(uri));
      delivery.changed(uri);
      // And while the client looks them up, the text can be read.
      setTimeout(() => guard.background('reading', () => readOpened(uri)), 0);
    },
    changed(uri) {
      fileEvents.documentChanged(uri);
      companionChanged(uri);
      delivery.changed(uri);
      guard.background(versionRequest, () => versions.changed(uri));
    },
    closed(uri) {
      fileEvents.documentChanged(uri);
      companionChanged(uri);
      settings.forget(uri);
      delivery.closed(uri);
      versions.closed(uri);
    },
  });
  const readOpened = (uri: string) => {
    const opened = documents.get(uri);
    if (opened !== undefined) service.kind(opened.document);
  };
  const companionChanged = (uri: string) => {
    const effect = inventories.documentChanged(uri) ? 'text' : manifests.documentChanged(uri);
    if (effect === 'names') refresh();
    else if (effect === 'text') {
      delivery.othersMayDiffer(uri);
      tellVersions();
    }
  };
  const session: Session = { locale: readLocale(params), service, documents, settings, renameFiles: abilities.renameFiles };
  const versions = createVersionTeller(connection, session);
  const delivery = abilities.pull
    ? createPullDelivery(connection, guard, abilities.refreshPull, () => documents.all().length < 2)
    : createPushDelivery(connection, guard, session);
  const tellVersions = () => {
    for (const { document } of documents.all()) guard.background(versionRequest, () => versions.changed(document.uri));
  };
  const refresh = () => {
    delivery.refresh();
    // What is known, deprecated or decoded depends on the version, and that on the settings.
    if (abilities.refreshTokens) guard.background('semanticTokens refresh', () => connection.languages.semanticTokens.refresh());
    if (abilities.refreshHints) guard.background('inlayHint refresh', () => connection.languages.inlayHint.refresh());
    if (abilities.refreshLenses) guard.background('codeLens refresh', () => connection.sendRequest(CodeLensRefreshRequest.type));
    tellVersions();
  };

  connection.onInitialized(
    guard.notification('initialized', () => {
      readAhead(service, guard, quietMs);
      if (abilities.watchFiles) fileEvents.watch();
      registerChosen(connection, guard, abilities.chosen);
      const section = configurationSection;
      if (abilities.registerConfiguration)
        guard.background('registerCapability', () => connection.client.register(DidChangeConfigurationNotification.type, { section }));
    }),
  );
  connection.onDidChangeConfiguration(
    guard.notification('didChangeConfiguration', ({ settings: payload }) => {
      settings.changed(payload);
      refresh();
    }),
  );
  if (abilities.pull) {
    const pull = createPull(session, Date.now().toString(36));
    connection.languages.diagnostics.on(guard.request('diagnostic', { kind: 'full', items: [] }, pull));
  }
  connection.onRequest(
    versionRequest,
    guard.request('version', null, ({ textDocument }: VersionParams) => versions.answer(textDocument.uri)),
  );
  const documentOf = createDocumentOf(session);
  wireFeatures(connection, guard, session, documentOf);
  wireEditorFeatures(connection, guard, session, documentOf);
  wireEdits(connection, guard, session, documentOf);
  wireReports(connection, guard, session, documentOf);
  wireManifestReports(connection, guard, session, documentOf);
  wireExchange(connection, guard, session, documentOf);
  wireSecretRanges(connection, guard, session);
}

type SettingsNeeds = Omit<InventoriesHost, 'folders'> & Pick<ManifestsHost, 'namedConfs'> & { refresh(): void };

function startSettings(connection: Connection, params: InitializeParams, guard: Guard, { refresh, ...texts }: SettingsNeeds) {
  const { readText, openDocument } = texts;
  const abilities = readAbilities(params);
  const fileChanged = () => {
    settings.fileChanged();
    refresh();
  };
  const folders = createWorkspaceFolders(connection, guard, params, abilities, fileChanged);
  const files = createSettingsFiles({ readText, openText: (uri) => openDocument(uri)?.getText(), folders });
  const fromEditor = abilities.configuration
    ? createAskedSettings(connection, guard, refresh)
    : createGivenSettings(readOptions(params).settings);
  const inventories = createInventories({ ...texts, folders });
  const manifests = createManifests({ ...texts, folders, sentByClient: readOptions(params).sendsManifests === true });
  connection.onNotification(
    manifestsNotification,
    guard.notification('manifests', (sent: unknown) => {
      const isNew = [inventories.given(sent), manifests.given(sent)].includes(true);
      if (isNew) refresh();
    }),
  );
  const settings = withCompanions(createLayeredSettings(fromEditor, files), manifests, inventories);
  return { settings, manifests, inventories, files, fileEvents: createSettingsFileEvents(connection, guard, files, fileChanged) };
}
