/** Whatever becomes of an inventory while it is typed: nothing throws, and every place lies in the text. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { root } from '../../support/imports.ts';
import { inventoryDocument, testService } from '../../support/service.ts';

const files = [
  'stock/inventory/hosts',
  'stock/inventory/host_vars/postgres',
  'several/inventory/hosts',
  'several/inventory/host_vars/hmis/main.yml',
  'several/inventory/group_vars/instances.yml',
];
const textOf = (file: string) => readFileSync(path.join(root, 'test/fixtures/server-tools', file), 'utf8');
const placeOf = (file: string) => file.replace(/^\w+\//, '');

/** Errors inside of rules and features are thrown by the service of the tests. */
function exercise(document: TextDocument, beside: readonly TextDocument[], offset: number): void {
  const service = testService({}, 'en', undefined, false, [document, ...beside]);
  const { length } = document.getText();
  const inside = ({ start, end }: { readonly start: number; readonly end: number }, what: string) => {
    if (!(0 <= start && start <= end && end <= length)) assert.fail(`${what}: ${start} to ${end} of ${length}`);
  };
  for (const { rule, span, fixes, related } of service.findings(document)) {
    inside(span, rule);
    for (const place of related) if (place.elsewhere === undefined) inside(place.span, rule);
    for (const { edits } of fixes) {
      for (const edit of edits) inside(edit.span, `fix of ${rule}`);
      const ordered = edits.toSorted((a, b) => a.span.start - b.span.start);
      for (const [i, edit] of ordered.entries())
        assert.ok(i === 0 || (ordered[i - 1]?.span.end ?? 0) <= edit.span.start, `${rule} overlaps`);
    }
  }
  for (const span of service.secretSpans(document)) inside(span, 'secret');
  const position = document.positionAt(offset);
  for (const { textEdit } of service.completion(document, position).items) {
    if (textEdit === undefined || !('range' in textEdit)) assert.fail('an item without a range');
    const { start, end } = textEdit.range;
    assert.ok(start.line === position.line && end.line === position.line, 'an item replaces other lines');
    assert.ok(document.offsetAt(start) <= offset && offset <= document.offsetAt(end), 'an item stands beside the cursor');
  }
  service.hover(document, position);
  service.definition(document, position);
  service.references(document, position, true);
  service.documentHighlights(document, position);
  service.prepareRename(document, position);
  service.rename(document, position, 'renamed');
  service.documentSymbols(document);
  service.foldingRanges(document);
}

/** The same sequence in every run. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const strange = [
  '=',
  '[',
  ']',
  ':',
  '#',
  '"',
  "'",
  '\\',
  '\t',
  '\n',
  '\r',
  ' ',
  '{{',
  '}}',
  '\ufeff',
  '\0',
  '😀',
  '- ',
  '!vault ',
  '&a ',
  '*a',
  '999999',
];

describe('an inventory while it is typed', () => {
  for (const file of files) {
    const text = textOf(file);
    const beside = files
      .filter((other) => other !== file && other.split('/')[0] === file.split('/')[0])
      .map((other) => inventoryDocument(textOf(other), placeOf(other)));

    test(`${file}, cut off anywhere`, () => {
      for (let end = 0; end <= text.length; end += file.endsWith('hosts') ? 7 : 2)
        exercise(inventoryDocument(text.slice(0, end), placeOf(file)), beside, end);
    });

    test(`${file}, changed by chance`, () => {
      const below = chance(20_261_123);
      for (let round = 0; round < 120; round++) {
        let changed = text;
        let at = 0;
        for (let edit = 0; edit <= below(3); edit++) {
          at = below(changed.length + 1);
          const removed = below(3) === 0 ? below(12) : 0;
          changed = changed.slice(0, at) + (strange[below(strange.length)] ?? '') + changed.slice(at + removed);
        }
        exercise(inventoryDocument(changed, placeOf(file)), beside, Math.min(at, changed.length));
      }
    });
  }
});
