/** The service's contract: any text, any offset, no exception, ranges inside the text. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { confDocument, testService } from '../../support/service.ts';

const words = [
  'connection.url',
  ' = ',
  '=',
  ':',
  '\\',
  '\\u',
  '\\u00e9',
  '\n',
  '\r\n',
  '\r',
  '#',
  '!',
  ' ',
  '\t',
  '\f',
  '${',
  '}',
  '${A:-1}',
  '{{',
  'on',
  '1',
  '\ufeff',
  '\u00a0',
  'é',
  '\ud83d',
  'oidc.provider.x.client_id',
  'oidc.provider.azure.0.tenant',
  '# dhis2-version: 2.4',
  'connection.pool.max_size',
  'redis.enabled',
  '"',
  '[a]',
];
const text = fc.oneof(
  fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

test('every feature answers for any text and offset', () => {
  fc.assert(
    fc.property(text, fc.nat(80), fc.constantFrom('', '2.35', '2.37.3', '2.41.2', '2.43', 'x'), (content, at, dhis2Version) => {
      const service = testService({ dhis2Version });
      const document = confDocument(content);
      const position = document.positionAt(at);
      service.completion(document, position);
      service.hover(document, position);
      service.documentSymbols(document);
      const range = { start: { line: 0, character: 0 }, end: position };
      service.inlayHints(document, range);
      const { data } = service.semanticTokens(document) ?? { data: [] };
      assert.equal(data.length % 5, 0);
      assert.ok(data.every((number) => number >= 0));
      service.semanticTokens(document, range);
      service.foldingRanges(document);
      service.documentLinks(document);
      service.documentHighlights(document, position);
      service.prepareRename(document, position);
      service.rename(document, position, 'x');
      service.formatting(document, range);
      const diagnostics = service.diagnostics(document);
      service.codeActions(document, range, { diagnostics });
      service.codeActions(document, range, { diagnostics, only: ['refactor', 'source.sortSections.dhis2', 'source.addMissing.dhis2'] });
      for (const finding of service.findings(document)) {
        assert.ok(0 <= finding.span.start && finding.span.start <= finding.span.end && finding.span.end <= content.length, finding.rule);
        for (const { edits } of finding.fixes)
          for (const { span } of edits) assert.ok(span.start <= span.end && span.end <= content.length, finding.rule);
      }
    }),
    { numRuns: 1500 },
  );
});
