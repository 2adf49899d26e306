import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Diagnostic } from 'vscode-languageserver';
import { confUri, type InitializeOptions, open, openSession } from '../support/lsp-client.ts';

const cases: readonly { readonly name: string; readonly options: InitializeOptions; readonly expected: RegExp }[] = [
  { name: 'English by default', options: { locale: 'de' }, expected: /hexadecimal digits/ },
  { name: 'French of the editor', options: { locale: 'fr' }, expected: /hexadécimaux/ },
  { name: 'French of Cameroon', options: { locale: 'fr-CM' }, expected: /hexadécimaux/ },
  { name: 'the option wins', options: { locale: 'en', initializationOptions: { locale: 'fr' } }, expected: /hexadécimaux/ },
];

describe('language of the texts', () => {
  for (const { name, options, expected } of cases) {
    test(name, async (t) => {
      const client = await openSession(t, options);
      open(client, 'foo = \\u\n');
      const { items } = await client.request<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument: { uri: confUri } });
      assert.match(String(items.find(({ code }) => code === 'malformed-unicode-escape')?.message), expected);
    });
  }
});
