import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestApi } from '../../../client/src/vscode/test-api.ts';
import { test } from './collector.ts';
import { diagnosticsOf, until } from './wait.ts';
import { extension, fileUri, open, ruleOf } from './workspace.ts';

const manifest = (version: string) =>
  `version: 1\nhosts:\n  - { name: web, address: 192.0.2.10 }\ninstances:\n  - { name: old, host: web, config: dhis.conf, dhis2Version: "${version}" }\n`;
const written = (text: string) => Buffer.from(text);

test('a dhis.conf is checked for the version of the manifest that names it, as that changes', async () => {
  const [conf, plan] = [fileUri('old', 'dhis.conf'), fileUri('old', 'dhis2-hosting.yaml')];
  // Gone from 2.43 on, and no mistake before.
  await vscode.workspace.fs.writeFile(conf, written('changelog.tracker = on\n'));
  await vscode.workspace.fs.writeFile(plan, written(manifest('2.41')));
  const api = (await extension().activate()) as TestApi;
  const isInTree = () => JSON.stringify(api.hosts()).includes('"old"');
  try {
    const document = await open('old', 'dhis.conf');
    const version = () => api.checkedVersion(document.uri);
    // The whole name: `old` alone is a part of other words in the tree.
    await until('the tree to have the manifest', api.onDidChangeHosts, () => (isInTree() ? true : undefined));
    await diagnosticsOf(conf, 'no finding', (all) => all.length === 0);
    assert.equal(await version(), '2.41');

    await vscode.workspace.fs.writeFile(plan, written(manifest('2.43')));
    await diagnosticsOf(conf, 'the finding of 2.43', (all) => all.some((one) => ruleOf(one) === 'removed-key'));
    assert.equal(await version(), '2.43');

    // A manifest in an editor counts before it is saved.
    const edited = await vscode.workspace.openTextDocument(plan);
    const edit = new vscode.WorkspaceEdit();
    const at = edited.positionAt(edited.getText().indexOf('2.43'));
    edit.replace(plan, new vscode.Range(at, at.translate(0, 4)), '2.40');
    await vscode.workspace.applyEdit(edit);
    await diagnosticsOf(conf, 'the finding to go', (all) => all.length === 0);
    assert.equal(await version(), '2.40');
    await edited.save();
  } finally {
    // By itself: of a folder that goes, the editor may tell no more than that it went.
    await vscode.workspace.fs.delete(plan);
    await until('the tree without it', api.onDidChangeHosts, () => (isInTree() ? undefined : true));
    await vscode.workspace.fs.delete(fileUri('old'), { recursive: true });
  }
});
