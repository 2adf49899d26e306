/** What the client can do, and what the server offers in return. */
import { CodeActionKind, type InitializeParams, type InitializeResult, TextDocumentSyncKind } from 'vscode-languageserver';
import { addMissingKind, fixAllKind, productVersion, sortSectionsKind } from '#service/announced.ts';
import { type Choices, chosenCapabilities, readChoices } from './registrations.ts';

export type ClientAbilities = {
  readonly pull: boolean;
  readonly refreshPull: boolean;
  readonly refreshTokens: boolean;
  readonly refreshHints: boolean;
  readonly refreshLenses: boolean;
  readonly chosen: Choices;
  readonly configuration: boolean;
  readonly registerConfiguration: boolean;
  /** The client tells of changed files when it is asked to. */
  readonly watchFiles: boolean;
  readonly workspaceFolders: boolean;
  /** An action may make a file. */
  readonly createFiles: boolean;
  readonly renameFiles: boolean;
};

export function readAbilities({ capabilities }: InitializeParams): ClientAbilities {
  return {
    pull: capabilities.textDocument?.diagnostic !== undefined,
    refreshPull: capabilities.workspace?.diagnostics?.refreshSupport === true,
    refreshTokens: capabilities.workspace?.semanticTokens?.refreshSupport === true,
    refreshHints: capabilities.workspace?.inlayHint?.refreshSupport === true,
    refreshLenses: capabilities.workspace?.codeLens?.refreshSupport === true,
    chosen: readChoices(capabilities),
    configuration: capabilities.workspace?.configuration === true,
    registerConfiguration: capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watchFiles: capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: capabilities.workspace?.workspaceFolders === true,
    createFiles: mayDo(capabilities, 'create'),
    renameFiles: mayDo(capabilities, 'rename'),
  };
}

function mayDo({ workspace }: InitializeParams['capabilities'], operation: 'create' | 'rename'): boolean {
  const edit = workspace?.workspaceEdit;
  return edit?.documentChanges === true && edit.resourceOperations?.includes(operation) === true;
}

export function initializeResult({ pull, workspaceFolders, chosen }: ClientAbilities): InitializeResult {
  return {
    serverInfo: { name: 'dhis2-hosting', version: productVersion },
    capabilities: {
      positionEncoding: 'utf-16',
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      // A key goes on after a dot; a value follows `=` or `:`.
      completionProvider: { triggerCharacters: ['.', '=', ':'], resolveProvider: true },
      hoverProvider: true,
      documentSymbolProvider: true,
      codeActionProvider: {
        codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, fixAllKind, sortSectionsKind, addMissingKind],
      },
      inlayHintProvider: true,
      foldingRangeProvider: true,
      documentLinkProvider: {},
      documentHighlightProvider: true,
      codeLensProvider: {},
      definitionProvider: true,
      referencesProvider: true,
      ...chosenCapabilities(chosen),
      ...(workspaceFolders ? { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } } : {}),
      ...(pull ? { diagnosticProvider: { identifier: 'dhis2-hosting', interFileDependencies: true, workspaceDiagnostics: false } } : {}),
    },
  };
}
