/** What the client can do, and what the server offers in return. */
import { CodeActionKind, type InitializeParams, type InitializeResult, TextDocumentSyncKind } from 'vscode-languageserver';
import { fixAllKind, productVersion } from '#service/index.ts';

export type ClientAbilities = {
  readonly pull: boolean;
  readonly refreshPull: boolean;
  readonly configuration: boolean;
  readonly registerConfiguration: boolean;
};

export function readAbilities({ capabilities }: InitializeParams): ClientAbilities {
  return {
    pull: capabilities.textDocument?.diagnostic !== undefined,
    refreshPull: capabilities.workspace?.diagnostics?.refreshSupport === true,
    configuration: capabilities.workspace?.configuration === true,
    registerConfiguration: capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true,
  };
}

export function initializeResult({ pull }: ClientAbilities): InitializeResult {
  return {
    serverInfo: { name: 'dhis2-hosting', version: productVersion },
    capabilities: {
      positionEncoding: 'utf-16',
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      // A key goes on after a dot; a value follows `=` or `:`.
      completionProvider: { triggerCharacters: ['.', '=', ':'], resolveProvider: true },
      hoverProvider: true,
      documentSymbolProvider: true,
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] },
      ...(pull ? { diagnosticProvider: { identifier: 'dhis2-hosting', interFileDependencies: false, workspaceDiagnostics: false } } : {}),
    },
  };
}
