import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { build } from 'esbuild';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { leanLibraries } from '../../../scripts/lean-libraries.ts';
import { lineStarts } from '../../../server/src/service/text/line-starts.ts';

/** All texts of so many letters and ends of lines. */
function texts(length: number): readonly string[] {
  return length === 0 ? [''] : texts(length - 1).flatMap((text) => ['a', '\n', '\r'].map((letter) => text + letter));
}

const upTo = (length: number) => Array.from({ length: length + 1 }, (_, i) => texts(i)).flat();

const startsOf = (document: TextDocument) =>
  Array.from({ length: document.lineCount }, (_, line) => document.offsetAt({ line, character: 0 }));

describe('where lines begin', () => {
  test('is where the library for documents says', () => {
    for (const text of upTo(7)) {
      const starts = startsOf(TextDocument.create('file:///a', '', 0, text));
      assert.deepEqual(lineStarts(text), starts, JSON.stringify(text));
      assert.deepEqual(
        lineStarts(text, false, 5),
        starts.slice(1).map((start) => start + 5),
      );
    }
  });

  test('is the same in a document of the bundles, as it is opened and as it is edited', async () => {
    const { outputFiles } = await build({
      stdin: { contents: "export { TextDocument } from 'vscode-languageserver-textdocument';", resolveDir: import.meta.dirname },
      bundle: true,
      format: 'esm',
      write: false,
      mainFields: ['module', 'main'],
      plugins: [...leanLibraries],
    });
    const code = outputFiles[0]?.text ?? '';
    assert.ok(code.includes('function lineStarts') && !code.includes('function computeLineOffsets'));
    const bundled = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as { readonly TextDocument: typeof TextDocument };
    const kinds = [bundled.TextDocument, TextDocument];
    for (const text of upTo(4)) {
      for (const inserted of upTo(3)) {
        const [theirs, own] = kinds.map((kind) => {
          const document = kind.create('file:///a', '', 0, text);
          const opened = startsOf(document);
          const range = { start: document.positionAt(1), end: document.positionAt(3) };
          return [opened, startsOf(kind.update(document, [{ range, text: inserted }], 1)), document.getText()];
        });
        assert.deepEqual(theirs, own, JSON.stringify([text, inserted]));
      }
    }
  });
});
