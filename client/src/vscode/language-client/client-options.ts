/** What the desktop's and the browser's language client have in common. */
import { configurationSection, type InitializationOptions } from '@dhis2-hosting/server/protocol';
import { localeOf } from '@dhis2-hosting/server/service';
import * as vscode from 'vscode';
import type { LanguageClientOptions } from 'vscode-languageclient';
import { confLanguageId, containersPatterns, inventoryPatterns, lintSettingsPattern, manifestPatterns } from '../language-contributions.ts';
import { reportScheme } from '../reports/report-uri.ts';

/** Also the prefix of `dhis2Hosting.trace.server`, which the client library reads. */
export const clientId = configurationSection;
export const clientName = 'DHIS2 Hosting';

export function clientOptions(extensionUri: vscode.Uri): LanguageClientOptions {
  const locale = localeOf(vscode.env.language);
  const pages = vscode.Uri.joinPath(extensionUri, 'docs', 'rules');
  const initializationOptions: InitializationOptions = {
    locale,
    sendsManifests: true,
    // Put together as text: as part of a URI the braces of the placeholder would be encoded.
    rulePage: `${pages.toString()}/{rule}${locale === 'en' ? '' : `.${locale}`}.md`,
  };
  return {
    documentSelector: [
      { language: confLanguageId },
      ...[...manifestPatterns, lintSettingsPattern, ...inventoryPatterns, ...containersPatterns].map((pattern) => ({ pattern })),
    ],
    synchronize: { configurationSection },
    initializationOptions,
    middleware: { didOpen: async (document, next) => (isChecked(document) ? next(document) : undefined) },
  };
}

/** Reports of ours, and states of a file shown for comparison, would bring the findings of the file once more. */
const uncheckedSchemes: ReadonlySet<string> = new Set([reportScheme, 'git']);

export function isChecked({ uri }: vscode.TextDocument): boolean {
  return !uncheckedSchemes.has(uri.scheme);
}
