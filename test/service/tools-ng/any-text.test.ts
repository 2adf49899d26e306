/** Whatever stands in a containers.json: every rule and feature answers, and no answer points outside of the text. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { root } from '../../support/imports.ts';
import { containersDocument, testService } from '../../support/service.ts';

const stock = readFileSync(path.join(root, 'test/fixtures/tools-ng/setup/configs/containers.json'), 'utf8');
const service = testService();

function check(text: string, offset: number): void {
  const document = containersDocument(text);
  const isInside = ({ start, end }: { readonly start: number; readonly end: number }) => 0 <= start && start <= end && end <= text.length;
  for (const { span, fixes, related } of service.findings(document)) {
    const spans = [span, ...related.map((place) => place.span), ...fixes.flatMap(({ edits }) => edits.map((edit) => edit.span))];
    assert.ok(spans.every(isInside), text);
  }
  assert.ok(service.secretSpans(document).every(isInside));
  const position = document.positionAt(offset);
  for (const { textEdit } of service.completion(document, position).items) {
    assert.ok(textEdit !== undefined && 'range' in textEdit && document.offsetAt(textEdit.range.start) <= offset);
  }
  service.hover(document, position);
  service.placeName(document, offset);
  for (const { startLine, endLine } of service.foldingRanges(document)) assert.ok(startLine < endLine && endLine < document.lineCount);
  for (const { range, selectionRange } of service.documentSymbols(document)) {
    const outer = [document.offsetAt(range.start), document.offsetAt(range.end)] as const;
    assert.ok(outer[0] <= document.offsetAt(selectionRange.start) && document.offsetAt(selectionRange.end) <= outer[1]);
  }
}

describe('any containers.json', () => {
  test('cut at every offset', () => {
    for (let end = 0; end <= stock.length; end++) check(stock.slice(0, end), end);
  });

  test('without any one character', () => {
    for (let at = 0; at < stock.length; at++) check(stock.slice(0, at) + stock.slice(at + 1), at);
  });

  test('with values of other kinds', () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    const name = fc.constantFrom('fqdn', 'email', 'environment', 'network', 'monitoring', 'proxy', 'containers', '__proto__', '');
    const container = fc.dictionary(fc.constantFrom('name', 'ip', 'type', 'storage', 'config', 'constructor'), value);
    const file = fc
      .tuple(fc.dictionary(name, value), fc.array(fc.oneof(container, value)))
      .map(([own, containers]) => ({ ...own, containers }));
    fc.assert(
      fc.property(file, fc.nat(), (data, at) => {
        const text = JSON.stringify(data, undefined, 1);
        check(text, at % text.length);
      }),
      { numRuns: 500 },
    );
  });
});
