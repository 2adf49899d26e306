import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { test } from './collector.ts';
import { until } from './wait.ts';
import { extension } from './workspace.ts';

/** The document behind an output channel; it is there once the channel was shown. */
function logText(): string | undefined {
  return vscode.workspace.textDocuments.find(({ languageId, uri }) => languageId === 'tomcat-log' && uri.scheme === 'output')?.getText();
}

const changes: vscode.Event<unknown> = (listener) =>
  vscode.Disposable.from(vscode.workspace.onDidChangeTextDocument(listener), vscode.workspace.onDidOpenTextDocument(listener));

test('the log of the demo host is followed live until Stop', async () => {
  await extension().activate();
  await vscode.commands.executeCommand('dhis2Hosting.tailLog');
  const first = await until('the start of the log', changes, () => {
    const text = logText();
    return text?.includes('Server startup in [51,902] milliseconds') ? text : undefined;
  });
  assert.match(first, /^\* INFO {2}\d{4}-\d\d-\d\dT[\d:,]+ DHIS2 2\.43\.1 is starting/m);
  await until('the log to grow', changes, () => ((logText() ?? '').length > first.length ? true : undefined));

  await vscode.commands.executeCommand('dhis2Hosting.stopTail');
  const stopped = await until('the mark of the stop', changes, () => {
    const text = logText();
    return text !== undefined && /^--- .+ ---$/m.test(text.trimEnd().split('\n').at(-1) ?? '') ? text : undefined;
  });
  const lines = stopped.split('\n').filter((line) => line.includes('is starting'));
  assert.equal(lines.length, 1, 'a line of the log is there twice');
});
