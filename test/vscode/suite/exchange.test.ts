import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { test } from './collector.ts';
import { until } from './wait.ts';
import { extension, fileUri } from './workspace.ts';

const documents: vscode.Event<unknown> = (listener) =>
  vscode.Disposable.from(vscode.workspace.onDidChangeTextDocument(listener), vscode.workspace.onDidOpenTextDocument(listener));

const found = (what: string, isIt: (document: vscode.TextDocument) => boolean) =>
  until(what, documents, () => vscode.workspace.textDocuments.find(isIt));

const containers = `{
  "fqdn": "dhis.health.example.org",
  "email": "hosting@health.gov.gh",
  "monitoring": "munin",
  "proxy": "nginx",
  "containers": [{ "name": "proxy", "ip": "192.168.0.2", "type": "nginx_proxy" }]
}
`;

test('containers.json becomes an unsaved manifest with a report, and that an inventory', async () => {
  await extension().activate();
  const source = fileUri('containers.json');
  await vscode.workspace.fs.writeFile(source, Buffer.from(containers));
  try {
    await vscode.commands.executeCommand('dhis2Hosting.importInventory', source);
    const manifest = await found(
      'the manifest',
      ({ uri, getText }) => uri.scheme === 'untitled' && /serverNames: \[dhis\.health/.test(getText()),
    );
    assert.match(manifest.uri.path, /dhis2-hosting\.yaml$/);
    assert.ok(manifest.isDirty);
    await found('the report', ({ uri, getText }) => uri.query.includes('kind=import') && /dhis2-create-instance/.test(getText()));

    await vscode.commands.executeCommand('dhis2Hosting.exportInventory', manifest.uri);
    await found('the inventory', ({ uri, getText }) => uri.scheme === 'untitled' && /^proxy ansible_host=192\.168\.0\.2 /m.test(getText()));
  } finally {
    for (const { uri } of vscode.workspace.textDocuments.filter(({ isUntitled }) => isUntitled)) {
      await vscode.window.showTextDocument(uri);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(source);
  }
});
