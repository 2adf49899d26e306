/**
 * Features that not every kind of document has. In a YAML file of others a second formatter or renamer would get in the
 * way of the one that people have there, so each is offered for the files that have it where the client lets the server
 * choose.
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
import { semanticTokenModifiers, semanticTokenTypes } from '#service/announced.ts';
import type { Guard } from './guard.ts';

/** For which of them the client lets the server choose the files. */
export type Choices = {
  readonly formatting: boolean;
  readonly rangeFormatting: boolean;
  readonly rename: boolean;
  readonly semanticTokens: boolean;
};

const confSelector = [{ language: 'dhis-conf' }, { pattern: '**/{dhis.conf,*.dhis.conf,dhis.conf.*}' }];
const renameSelector = [
  ...confSelector,
  { pattern: '**/{dhis2-hosting.yaml,*.dhis2-hosting.yaml,dhis2-hosting.yml,*.dhis2-hosting.yml}' },
  { pattern: '**/inventory/{hosts*,group_vars/**,host_vars/**}' },
];

const semanticTokens = {
  legend: { tokenTypes: [...semanticTokenTypes], tokenModifiers: [...semanticTokenModifiers] },
  full: true,
  range: true,
};

const rename = { prepareProvider: true };

export function readChoices({ textDocument }: ClientCapabilities): Choices {
  return {
    formatting: textDocument?.formatting?.dynamicRegistration === true,
    rangeFormatting: textDocument?.rangeFormatting?.dynamicRegistration === true,
    rename: textDocument?.rename?.dynamicRegistration === true,
    semanticTokens: textDocument?.semanticTokens?.dynamicRegistration === true,
  };
}

/** For clients that take one answer for all files. */
export function chosenCapabilities(choices: Choices): Partial<ServerCapabilities> {
  return {
    ...(choices.formatting ? {} : { documentFormattingProvider: true }),
    ...(choices.rangeFormatting ? {} : { documentRangeFormattingProvider: true }),
    ...(choices.rename ? {} : { renameProvider: rename }),
    ...(choices.semanticTokens ? {} : { semanticTokensProvider: semanticTokens }),
  };
}

export function registerChosen(connection: Connection, guard: Guard, choices: Choices): void {
  const bulk = BulkRegistration.create();
  if (choices.formatting) bulk.add(DocumentFormattingRequest.type, { documentSelector: confSelector });
  if (choices.rangeFormatting) bulk.add(DocumentRangeFormattingRequest.type, { documentSelector: confSelector });
  if (choices.rename) bulk.add(RenameRequest.type, { documentSelector: renameSelector, ...rename });
  if (choices.semanticTokens) bulk.add(SemanticTokensRegistrationType.type, { documentSelector: confSelector, ...semanticTokens });
  if (Object.values(choices).includes(true)) guard.background('registerCapability', () => connection.client.register(bulk));
}
