import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { MarkupContent } from 'vscode-languageserver-types';
import { yamlHover } from '../../../server/src/service/features/yaml-hover.ts';
import { parseManifest } from '../../../server/src/service/manifest/parse-manifest.ts';
import type { Locale } from '../../../server/src/service/messages.ts';
import { cursor } from '../../support/markers.ts';
import { manifestDocument } from '../../support/service.ts';

function hover(marked: string, locale: Locale = 'en'): { readonly value: string; readonly covered: string } | undefined {
  const { text, offset } = cursor(marked);
  const document = manifestDocument(text);
  const found = yamlHover(document, parseManifest(text), offset, locale);
  if (found?.range === undefined) return undefined;
  return { value: (found.contents as MarkupContent).value, covered: document.getText(found.range) };
}

describe('hover in a manifest', () => {
  test('a field tells type, range and default', () => {
    const found = hover('hosts:\n  - name: a\n    po|rt: 22\n');
    assert.equal(found?.covered, 'port');
    assert.match(found?.value ?? '', /### `port`[\s\S]*SSH port[\s\S]*whole number[\s\S]*From 1 to 65535[\s\S]*Default: `22`/);
  });

  test('in French', () => {
    assert.match(hover('hosts:\n  - po|rt: 22\n', 'fr')?.value ?? '', /Port SSH[\s\S]*Par défaut : `22`/);
  });

  test('a value tells of its field', () => {
    const found = hover('version: |1\n');
    assert.equal(found?.covered, '1');
    assert.match(found?.value ?? '', /Required[\s\S]*Allowed: `1`/);
  });

  test('inside braces and in the second document', () => {
    assert.match(hover('version: 1\n---\ninstances:\n  - log: { uni|t: tomcat9 }\n')?.value ?? '', /systemd unit/);
  });

  for (const marked of ['|', '# com|ment', 'hosts:\n |  - name: a', 'unkn|own: 1', 'hosts:\n  - a: {b: |c}', 'version: 1 |  ']) {
    test(`nothing at ${JSON.stringify(marked)}`, () => assert.equal(hover(marked), undefined));
  }
});
