/**
 * Features that only a `dhis.conf` has. In a YAML file a second formatter or renamer would get in the way of the one that
 * people have there, so they are offered for `dhis.conf` alone where the client lets the server choose.
 */
import {
  BulkRegistration,
  type ClientCapabilities,
  type Connection,
  DocumentFormattingRequest,
  DocumentRangeFormattingRequest,
  RenameRequest,
  SemanticTokensRegistrationType,
  type ServerCapabilities,
} from 'vscode-languageserver';
import { semanticTokenModifiers, semanticTokenTypes } from '#service/index.ts';
import type { Guard } from './guard.ts';

/** For which of them the client lets the server choose the files. */
export type ConfChoices = {
  readonly formatting: boolean;
  readonly rangeFormatting: boolean;
  readonly rename: boolean;
  readonly semanticTokens: boolean;
};

const documentSelector = [{ language: 'dhis-conf' }, { pattern: '**/{dhis.conf,*.dhis.conf,dhis.conf.*}' }];

const semanticTokens = {
  legend: { tokenTypes: [...semanticTokenTypes], tokenModifiers: [...semanticTokenModifiers] },
  full: true,
  range: true,
};

const rename = { prepareProvider: true };

export function readConfChoices({ textDocument }: ClientCapabilities): ConfChoices {
  return {
    formatting: textDocument?.formatting?.dynamicRegistration === true,
    rangeFormatting: textDocument?.rangeFormatting?.dynamicRegistration === true,
    rename: textDocument?.rename?.dynamicRegistration === true,
    semanticTokens: textDocument?.semanticTokens?.dynamicRegistration === true,
  };
}

/** For clients that take one answer for all files. */
export function confCapabilities(choices: ConfChoices): Partial<ServerCapabilities> {
  return {
    ...(choices.formatting ? {} : { documentFormattingProvider: true }),
    ...(choices.rangeFormatting ? {} : { documentRangeFormattingProvider: true }),
    ...(choices.rename ? {} : { renameProvider: rename }),
    ...(choices.semanticTokens ? {} : { semanticTokensProvider: semanticTokens }),
  };
}

export function registerConfFeatures(connection: Connection, guard: Guard, choices: ConfChoices): void {
  const bulk = BulkRegistration.create();
  if (choices.formatting) bulk.add(DocumentFormattingRequest.type, { documentSelector });
  if (choices.rangeFormatting) bulk.add(DocumentRangeFormattingRequest.type, { documentSelector });
  if (choices.rename) bulk.add(RenameRequest.type, { documentSelector, ...rename });
  if (choices.semanticTokens) bulk.add(SemanticTokensRegistrationType.type, { documentSelector, ...semanticTokens });
  if (Object.values(choices).includes(true)) guard.background('registerCapability', () => connection.client.register(bulk));
}
