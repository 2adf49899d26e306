import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestApi } from '../../../client/src/vscode/test-api.ts';
import { test } from './collector.ts';
import { until } from './wait.ts';
import { extension, withConf } from './workspace.ts';

const text = '# Sample\nconnection.username = dhis\nconnection.password = first\nldap.manager.password = second\n';
/** Decorations have no event; the limit of `until` ends the asking. */
const moves: vscode.Event<unknown> = (listener) => {
  const timer = setInterval(() => listener(undefined), 50);
  return new vscode.Disposable(() => clearInterval(timer));
};

test('secrets are hidden on demand, but for the line of the cursor, and the text stays', async () => {
  const api = (await extension().activate()) as TestApi;
  await withConf('secrets', text, async (document) => {
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document, document);
    const hidden = () => api.hiddenIn(editor).map((range) => document.getText(range));
    const become = (...expected: readonly string[]) =>
      until(`hidden: ${expected.join(', ')}`, moves, () => (JSON.stringify(hidden()) === JSON.stringify(expected) ? true : undefined));
    try {
      assert.deepEqual(hidden(), []);
      await vscode.commands.executeCommand('dhis2Hosting.hideSecrets');
      await become('first', 'second');
      editor.selection = new vscode.Selection(2, 0, 2, 0);
      await become('second');
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'redis.password = third\n'));
      await become('third', 'second');
      assert.equal(document.getText(), `redis.password = third\n${text}`);
      await vscode.commands.executeCommand('dhis2Hosting.showSecrets');
      await become();
    } finally {
      await vscode.workspace.getConfiguration('dhis2Hosting').update('hideSecrets', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
