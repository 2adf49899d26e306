import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type CodeAction, CodeActionKind } from 'vscode-languageserver-types';
import type { Finding } from '../../../server/src/service/findings.ts';
import { confDocument, manifestDocument, testService } from '../../support/service.ts';

const service = testService();
const wholeRange = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

function actionsFor(document: TextDocument, only?: readonly string[]): readonly CodeAction[] {
  return service.codeActions(document, wholeRange, { diagnostics: service.diagnostics(document), ...(only && { only: [...only] }) });
}

function applied(document: TextDocument, action: CodeAction | undefined): string | undefined {
  const edits = action?.edit?.changes?.[document.uri];
  return edits && TextDocument.applyEdits(document, edits);
}

const titled = (actions: readonly CodeAction[], title: string) => actions.find((action) => action.title === title);

describe('all of a kind', () => {
  test('are repaired together', () => {
    const document = confDocument('conection.url = a\nfoo.bar.baz = 1\nconection.username = b\n');
    const action = titled(actionsFor(document), 'Fix all 2 problems `unknown-key`');
    assert.equal(applied(document, action), 'connection.url = a\nfoo.bar.baz = 1\nconnection.username = b\n');
    assert.ok((action?.diagnostics?.length ?? 0) >= 2);
  });

  test('need to be two at least', () => {
    const titles = actionsFor(confDocument('conection.url = a\n')).map(({ title }) => title);
    assert.ok(!titles.some((title) => title.startsWith('Fix all')), titles.join());
  });
});

describe('a selection over hundreds of findings', () => {
  const count = 400;
  const document = confDocument(Array.from({ length: count }, (_, i) => `connection.usernam${i} = a\n`).join(''));

  test('is offered the repairs of the first hundred, and all of a kind', () => {
    const actions = actionsFor(document);
    const single = new Set(actions.flatMap(({ diagnostics = [] }) => (diagnostics.length === 1 ? diagnostics[0]?.range.start.line : [])));
    assert.ok(single.size > 90 && single.size <= 100, String(single.size));
    const all = actions.find(({ title }) => title.startsWith('Fix all'));
    assert.ok((all?.edit?.changes?.[document.uri]?.length ?? 0) > 100, actions.map(({ title }) => title).join());
  });
});

describe('ignoring', () => {
  const cases: readonly (readonly [
    name: string,
    document: TextDocument,
    rule: string,
    onLine: string | undefined,
    inFile: string | undefined,
  ])[] = [
    [
      'an entry, with its margin and line end',
      confDocument('server.https = on\r\n  ministry.\\\r\n ticket = 1\r\n'),
      'unknown-key',
      'server.https = on\r\n  # dhis2-lint-ignore unknown-key -- ?\r\n  ministry.\\\r\n ticket = 1\r\n',
      '# dhis2-lint-ignore-file unknown-key -- ?\r\nserver.https = on\r\n  ministry.\\\r\n ticket = 1\r\n',
    ],
    [
      'what stands in a comment, in the file only',
      confDocument('# dhis2-version: 1\nserver.https = on\n'),
      'unusable-version-line',
      undefined,
      '# dhis2-lint-ignore-file unusable-version-line -- ?\n# dhis2-version: 1\nserver.https = on\n',
    ],
    [
      'nothing where a byte order mark must stay first',
      confDocument('\ufeffministry.ticket = 1\n'),
      'byte-order-mark',
      undefined,
      undefined,
    ],
    [
      'a line of a manifest',
      manifestDocument('version: 1\ninstances:\n  - name: a\n    host: b\n'),
      'unknown-reference',
      'version: 1\ninstances:\n  - name: a\n    # dhis2-lint-ignore unknown-reference -- ?\n    host: b\n',
      '# dhis2-lint-ignore-file unknown-reference -- ?\nversion: 1\ninstances:\n  - name: a\n    host: b\n',
    ],
  ];
  for (const [name, document, rule, onLine, inFile] of cases) {
    test(name, () => {
      const actions = actionsFor(document);
      assert.ok(service.findings(document).some((finding) => finding.rule === rule));
      assert.equal(applied(document, titled(actions, `Ignore \`${rule}\` on this line`)), onLine);
      assert.equal(applied(document, titled(actions, `Ignore \`${rule}\` in this file`)), inFile);
      for (const text of [onLine, inFile]) {
        if (text === undefined) continue;
        const after = TextDocument.create(document.uri, document.languageId, 2, text);
        const rules = service.findings(after).map((finding) => finding.rule);
        assert.ok(!rules.includes(rule) && rules.includes('suppression-without-reason'), rules.join());
      }
    });
  }

  test('is not offered for the comments that ignore', () => {
    const titles = actionsFor(confDocument('# dhis2-lint-ignore unknown-key\nministry.ticket = 1\n')).map(({ title }) => title);
    assert.ok(!titles.some((title) => title.startsWith('Ignore')), titles.join());
  });
});

describe('kinds', () => {
  const document = confDocument('conection.url = a\n');
  const kinds = (only?: readonly string[]) => [...new Set(actionsFor(document, only).map(({ kind }) => kind))];

  test('unasked there is no action on the whole text', () => assert.ok(!kinds().includes('source.fixAll.dhis2')));
  test('a wider kind asks for those below it', () => {
    for (const only of ['source.fixAll', 'source.fixAll.dhis2']) assert.deepEqual(kinds([only]), ['source.fixAll.dhis2']);
    assert.ok(kinds(['source']).includes('source.fixAll.dhis2'));
    assert.ok(kinds(['']).includes('source.fixAll.dhis2') && kinds(['']).includes(CodeActionKind.QuickFix));
  });
  test('others get nothing', () => {
    for (const only of ['source.fixAll.eslint', 'source.fix', 'refactor', 'quickfix.other']) assert.deepEqual(kinds([only]), []);
  });
  test('the whole text', () => {
    assert.equal(applied(document, actionsFor(document, ['source.fixAll'])[0]), 'connection.url = a\n');
    assert.deepEqual(actionsFor(confDocument('connection.url = a\n'), ['source.fixAll']), []);
  });
});

test('any text: what is ignored on a line or in the file is silent there, and nothing else changes', () => {
  const words = [
    ...[
      'conection.url',
      'ministry.ticket',
      'server.https',
      ' = ',
      'on',
      '"x"',
      '\n',
      '\n',
      '\r\n',
      '\r',
      '\\',
      '\\\n',
      ' ',
      '# note',
      '\u00a0',
    ],
    ...['version: 1', 'hosts:', 'instances:', '  - name: a', '    host: b', '|', '"', '[', ']', '{', '}', ': ', '---', '\t'],
  ];
  const place = ({ rule, span }: Finding, at: number, length: number) =>
    `${rule} ${span.start >= at + length ? span.start - length : span.start}`;
  let tried = 0;
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 20 }), fc.boolean(), (parts, isConf) => {
      const document = (isConf ? confDocument : manifestDocument)(parts.join(''));
      for (const action of actionsFor(document)) {
        const [, rule, where] = /^Ignore `([\w-]+)` (on this line|in this file)$/.exec(action.title) ?? [];
        const edit = action.edit?.changes?.[document.uri]?.[0];
        if (rule === undefined || edit === undefined) continue;
        tried++;
        const at = document.offsetAt(edit.range.start);
        const after = service.findings(TextDocument.create(document.uri, document.languageId, 2, applied(document, action) ?? ''));
        const told = new Set(after.map((finding) => place(finding, at, edit.newText.length)));
        const before = service.findings(document);
        const gone = before.filter((finding) => !told.has(place(finding, at, 0)));
        assert.ok(gone.length > 0, action.title);
        assert.ok(
          gone.every((finding) => finding.rule === rule),
          `${where}: ${gone.map((finding) => finding.rule).join()}`,
        );
      }
    }),
    { seed: 20_261_123, numRuns: 400 },
  );
  assert.ok(tried > 300, `${tried} actions tried`);
});
