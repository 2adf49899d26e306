import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { test } from './collector.ts';
import { until } from './wait.ts';
import { fileUri, placeOf, withConf } from './workspace.ts';

const documents: vscode.Event<unknown> = (listener) =>
  vscode.Disposable.from(vscode.workspace.onDidChangeTextDocument(listener), vscode.workspace.onDidOpenTextDocument(listener));

/** The page behind a preview, once it says `words`. */
function page(kind: string, words: RegExp): Promise<vscode.TextDocument> {
  return until(`the page ${kind} with ${words}`, documents, () =>
    vscode.workspace.textDocuments.find(
      ({ uri, getText }) => uri.scheme === 'dhis2-hosting' && uri.query.includes(`kind=${kind}`) && words.test(getText()),
    ),
  );
}

test('the effective configuration is a page without secrets that follows the file', async () => {
  await withConf('effective', 'connection.password = S3cret-of-the-test\nredis.port = 6380\n', async (document) => {
    await vscode.commands.executeCommand('dhis2Hosting.showEffectiveConfiguration', document.uri);
    const shown = await page('effective', /redis\.port.*6380/);
    assert.equal(shown.languageId, 'markdown');
    assert.doesNotMatch(shown.getText(), /S3cret-of-the-test/);
    const edit = new vscode.WorkspaceEdit();
    const at = placeOf(document, '6380');
    edit.replace(document.uri, new vscode.Range(at, at.translate(0, 4)), '6381');
    await vscode.workspace.applyEdit(edit);
    await page('effective', /redis\.port.*6381/);
  });
});

test('an upgrade is previewed, compared and applied as one step', async () => {
  await withConf('upgrade', '# dhis2-version: 2.41\nenable.query.logging = on\nchangelog.tracker = on\n', async (document) => {
    const before = document.getText();
    await vscode.commands.executeCommand('dhis2Hosting.previewUpgrade', '2.43');
    const shown = await page('upgrade', /changelog\.tracker/);
    assert.equal(document.getText(), before, 'the preview changed the file');

    const fixed = shown.uri.with({ path: document.uri.path, query: shown.uri.query.replace('kind=upgrade', 'kind=fixed') });
    await vscode.commands.executeCommand('dhis2Hosting.compareUpgrade', fixed);
    const proposal = await page('fixed', /^logging\.query/m);
    const inDiff = () => vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputTextDiff;
    await until('the comparison', vscode.window.tabGroups.onDidChangeTabs, () => (inDiff() ? true : undefined));
    assert.deepEqual(vscode.languages.getDiagnostics(proposal.uri), [], 'the proposal is checked like a file');
    assert.equal(document.getText(), before, 'the comparison changed the file');

    await vscode.commands.executeCommand('dhis2Hosting.applyUpgrade', fixed);
    assert.equal(document.getText(), proposal.getText());
    assert.notEqual(document.getText(), before);
    assert.match(document.getText(), /^# dhis2-version: 2\.43$/m);
    assert.equal(inDiff(), false, 'the comparison is still open');
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before, 'it was not one step');
  });
});

test('the planning sheet of a manifest is a page that follows the text', async () => {
  const uri = fileUri('planned.dhis2-hosting.yaml');
  const text = 'version: 1\nhosts:\n  - { name: planned, address: 192.0.2.10 }\n';
  await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('dhis2Hosting.showSheet', uri);
    const shown = await page('sheet', /\| planned · 192\.0\.2\.10 \|/);
    assert.equal(shown.languageId, 'markdown');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, document.positionAt(text.length), 'instances:\n  - { name: typed, host: planned }\n');
    await vscode.workspace.applyEdit(edit);
    await page('sheet', /\| typed \|/);
  } finally {
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(uri);
  }
});
