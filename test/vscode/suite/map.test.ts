import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestApi } from '../../../client/src/vscode/test-api.ts';
import { test } from './collector.ts';
import { until } from './wait.ts';
import { extension, fileUri } from './workspace.ts';

const api = async () => (await extension().activate()) as TestApi;

test('the map of a manifest opens, follows the text and says what is wrong in it', async () => {
  const uri = fileUri('drawn.dhis2-hosting.yaml');
  const text = 'version: 1\nhosts:\n  - { name: drawn, address: 192.0.2.10 }\n';
  await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  try {
    const { mapOf, onDidShowMap } = await api();
    const shown = (what: string, words: RegExp) => until(what, onDidShowMap, () => (words.test(mapOf(uri) ?? '') ? mapOf(uri) : undefined));
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('dhis2Hosting.showMap', uri);
    await shown('the host', /data-id="hosts\/drawn" role="button"/);

    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, document.positionAt(text.length), 'instances:\n  - { name: typed, host: wrong }\n');
    await vscode.workspace.applyEdit(edit);
    const svg = await shown('the instance as it is typed', /data-id="instances\/typed"/);
    assert.match(svg, /aria-label="Instance typed, errors: 1"/);

    const panel = vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .find(({ label }) => label.includes('drawn.dhis2-hosting.yaml') && label.includes('Map'));
    assert.ok(panel?.input instanceof vscode.TabInputWebview, 'no tab of the map');
    await vscode.window.tabGroups.close(panel);
    await until('the map to be closed', vscode.window.tabGroups.onDidChangeTabs, () => (mapOf(uri) === undefined ? true : undefined));
  } finally {
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(uri);
  }
});
