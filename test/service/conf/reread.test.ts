/** A document that was edited again and again gives the findings of the same text opened afresh. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { confDocument, testService } from '../../support/service.ts';

const lines = [
  'oidc.provider.a.client_id = x',
  'oidc.provider.a.client_di = x',
  'oidc.provider.a.token_uri = https://login.example.org',
  'oidc.provider.b.client_id = y',
  'oidc.provider.azure.0.tenant = t',
  'oidc.oauth2.login.enabled = on',
  'connection.url = jdbc:postgresql:dhis2',
  'node.id = a',
  'node.id = b',
  'conection.url = x',
  'redis.enabled = yes',
  '# dhis2-version: 2.36',
  '# note',
  '',
  'node.id = C:\\users',
  'connection.pool.max_size = 1\\',
  '  0',
  'enable.query.logging = on',
  'logging.query = on',
];
const start = fc.array(fc.constantFrom(...lines), { maxLength: 12 }).map((picked) => `${picked.join('\n')}\n`);
const edits = fc.array(
  fc.record({
    at: fc.nat(300),
    remove: fc.nat(30),
    insert: fc.constantFrom('', 'x', '\n', '\\', '# ', ...lines.map((line) => `${line}\n`)),
  }),
  {
    minLength: 1,
    maxLength: 6,
  },
);

test('edited and opened afresh agree', () => {
  fc.assert(
    fc.property(start, edits, (text, changes) => {
      const service = testService();
      const edited = confDocument(text);
      service.findings(edited);
      for (const [i, { at, remove, insert }] of changes.entries()) {
        const range = { start: edited.positionAt(at), end: edited.positionAt(at + remove) };
        TextDocument.update(edited, [{ range, text: insert }], i + 2);
        assert.deepEqual(service.diagnostics(edited), testService().diagnostics(confDocument(edited.getText())));
      }
    }),
    { numRuns: 1500 },
  );
});
