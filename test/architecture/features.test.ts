/** The table of what the editor does for each kind of file says what the language service answers. */
import assert from 'node:assert/strict';
import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { readConfFile } from '../../server/src/service/languages/conf-file.ts';
import { readContainersFile } from '../../server/src/service/languages/containers-file.ts';
import type { LanguageFile } from '../../server/src/service/languages/language-file.ts';
import { readLintSettingsFile } from '../../server/src/service/languages/lint-settings-file.ts';
import { readManifestFile } from '../../server/src/service/languages/manifest-file.ts';
import { readServerToolsInventory, readServerToolsVars } from '../../server/src/service/languages/server-tools-file.ts';
import { root } from '../support/imports.ts';
import { codeIn, tableRows } from '../support/markdown-table.ts';

/** In the order of the columns. */
const files: readonly LanguageFile[] = [
  readConfFile(''),
  readManifestFile(''),
  readServerToolsInventory(''),
  readServerToolsVars(''),
  readContainersFile(''),
  readLintSettingsFile(''),
];

/** What a kind of file leaves out when it has nothing to say. Findings and their actions are of all. */
const questions: { readonly [request: string]: keyof LanguageFile | undefined } = {
  'textDocument/publishDiagnostics': 'findings',
  'textDocument/codeAction': 'findings',
  'textDocument/completion': 'completion',
  'textDocument/hover': 'hover',
  'textDocument/documentSymbol': 'documentSymbols',
  'textDocument/foldingRange': 'foldingRanges',
  'textDocument/definition': 'definition',
  'textDocument/references': 'references',
  'textDocument/documentHighlight': 'documentHighlights',
  'textDocument/rename': 'rename',
  'textDocument/documentLink': 'documentLinks',
  'textDocument/inlayHint': 'inlayHints',
  'textDocument/codeLens': 'codeLenses',
  'textDocument/semanticTokens/full': 'semanticTokens',
  'textDocument/formatting': 'formatting',
};

for (const page of ['docs/features.md', 'docs/features.fr.md']) {
  describe(page, () => {
    test('has every request, with the kinds of file that answer it', async () => {
      const rows = (await tableRows(page)).map(([, request = '', ...cells]) => [codeIn(request)[0], cells.map((cell) => cell !== '')]);
      const wanted = Object.entries(questions).map(([request, name]) => [
        request,
        files.map((file) => name !== undefined && file[name] !== undefined),
      ]);
      assert.deepEqual(rows, wanted);
    });

    test('leads to pages that exist', async () => {
      const text = await readFile(path.join(root, page), 'utf8');
      for (const [, link = ''] of text.matchAll(/\]\(([^)#]+)\)/g)) await access(path.join(root, 'docs', link));
    });
  });
}
