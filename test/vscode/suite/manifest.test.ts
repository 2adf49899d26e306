import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { test } from './collector.ts';
import { diagnosticsOf } from './wait.ts';
import { extension, fileUri, open, placeOf, ruleOf } from './workspace.ts';

test('a manifest with a wrong port and an unknown host has both findings', async () => {
  const uri = fileUri('wrong.dhis2-hosting.yaml');
  const text = 'version: 1\nhosts:\n  - name: web\n    address: 192.0.2.10\n    port: 70000\ninstances:\n  - name: hmis\n    host: wep\n';
  await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  try {
    const document = await open('wrong.dhis2-hosting.yaml');
    const found = await diagnosticsOf(uri, 'both findings', (all) => all.length >= 2);
    const at = (words: string) => found.find(({ range }) => range.start.line === placeOf(document, words).line);
    const [port, host] = [at('port: 70000'), at('host: wep')];
    assert.equal(port && ruleOf(port), 'manifest-schema-violation');
    assert.equal(host && ruleOf(host), 'unknown-reference');
  } finally {
    await vscode.workspace.fs.delete(uri);
  }
});

test('completion in a manifest offers the hosts it names', async () => {
  const document = await open('dhis2-hosting.yaml');
  const at = placeOf(document, 'host: demo').translate(0, 'host: '.length);
  const list = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, at);
  const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
  assert.ok(labels.includes('demo'), labels.join(', '));
});

test('every text of the manifest of the extension is there in English and French', async () => {
  const read = async (name: string): Promise<Record<string, unknown>> =>
    JSON.parse(await readFile(path.join(extension().extensionPath, name), 'utf8')) as Record<string, unknown>;
  const manifest = JSON.stringify(await read('package.json'));
  const [english, french] = [await read('package.nls.json'), await read('package.nls.fr.json')];
  const asked = new Set([...manifest.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key));
  assert.ok(asked.size > 10, 'the manifest asks for few texts');
  for (const key of asked) {
    assert.equal(typeof english[key ?? ''], 'string', `no English text ${key}`);
    assert.equal(typeof french[key ?? ''], 'string', `no French text ${key}`);
  }
});
