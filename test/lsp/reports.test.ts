import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type EffectiveConfigurationResult,
  effectiveConfigurationRequest,
  type UpgradePreviewResult,
  upgradePreviewRequest,
} from '../../server/src/lsp/protocol.ts';
import { confUri, open, openSession } from '../support/lsp-client.ts';

const textDocument = { uri: confUri };

describe(upgradePreviewRequest, () => {
  test('tells what changes, with the edits that go with it', async (t) => {
    const client = await openSession(t, { locale: 'fr' });
    const text = '# dhis2-version: 2.42\nenable.query.logging = off\n';
    open(client, text, confUri, 'dhis-conf', 7);
    const preview = await client.request<UpgradePreviewResult>(upgradePreviewRequest, { textDocument, version: '2.43' });
    assert.equal(preview?.from, '2.42');
    assert.equal(preview?.to, '2.43');
    assert.equal(preview?.documentVersion, 7);
    assert.equal(preview?.fixes, 1);
    assert.match(preview?.markdown ?? '', /s'appelle désormais/);
    const document = TextDocument.create(confUri, 'dhis-conf', 7, text);
    assert.equal(TextDocument.applyEdits(document, [...(preview?.edits ?? [])]), '# dhis2-version: 2.43\nlogging.query = off\n');
    assert.equal(preview?.fixedText, '# dhis2-version: 2.43\nlogging.query = off\n');
  });

  test('is null for what is no version, and for other documents', async (t) => {
    const client = await openSession(t);
    open(client, 'a = 1\n');
    for (const version of ['next', '', null, 2.43, undefined]) {
      assert.equal(await client.request(upgradePreviewRequest, { textDocument, version }), null);
    }
    const uri = 'file:///plan/dhis2-hosting.yaml';
    open(client, 'version: 1\n', uri, 'yaml');
    assert.equal(await client.request(upgradePreviewRequest, { textDocument: { uri }, version: '2.43' }), null);
    assert.equal(await client.request(effectiveConfigurationRequest, { textDocument: { uri } }), null);
  });
});

test(effectiveConfigurationRequest, async (t) => {
  const client = await openSession(t);
  open(client, '# dhis2-version: 2.42\nconnection.password = s3cr3t\nnode.id = n1\n');
  const answer = await client.request<EffectiveConfigurationResult>(effectiveConfigurationRequest, { textDocument });
  assert.equal(answer?.version, '2.42');
  assert.match(answer?.markdown ?? '', /`node\.id`.*`n1`.*file, line 3/);
  assert.doesNotMatch(answer?.markdown ?? '', /s3cr3t/);
});
