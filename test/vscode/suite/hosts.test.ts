import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { HostNodeView, TestApi } from '../../../client/src/vscode/test-api.ts';
import { test } from './collector.ts';
import { until } from './wait.ts';
import { extension, fileUri } from './workspace.ts';

/** The document behind an output channel; it is there once the channel was shown. */
function logText(): string | undefined {
  return vscode.workspace.textDocuments.find(({ languageId, uri }) => languageId === 'tomcat-log' && uri.scheme === 'output')?.getText();
}

const changes: vscode.Event<unknown> = (listener) =>
  vscode.Disposable.from(vscode.workspace.onDidChangeTextDocument(listener), vscode.workspace.onDidOpenTextDocument(listener));

/** Labels of the tree, one line a node, indented by level. */
function outline(nodes: readonly HostNodeView[], level = 0): readonly string[] {
  return nodes.flatMap(({ label, children }) => [`${'  '.repeat(level)}${label}`, ...outline(children, level + 1)]);
}

/** Context value of the first node of this kind. */
function stateOf(nodes: readonly HostNodeView[], kind: string): string | undefined {
  const all = nodes.flatMap(function flat(node): readonly HostNodeView[] {
    return [node, ...node.children.flatMap(flat)];
  });
  return all.find(({ node }) => node.kind === kind)?.contextValue;
}

async function testApi(): Promise<TestApi> {
  return (await extension().activate()) as TestApi;
}

test('the tree shows host, instances and log of the manifest', async () => {
  const api = await testApi();
  await api.ready();
  assert.deepEqual(outline(api.hosts()), ['demo', '  hmis', '    Tomcat log', '  training']);
});

test('the log of the demo host is followed live until Stop', async () => {
  const api = await testApi();
  await vscode.commands.executeCommand('dhis2Hosting.tailLog');
  await until('the log to be live', api.onDidChangeHosts, () => (stateOf(api.hosts(), 'log') === 'log.live' ? true : undefined));
  assert.equal(stateOf(api.hosts(), 'host'), 'host.connected');
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

test('a disconnected host is offline in the tree', async () => {
  const api = await testApi();
  const host = api.hosts().find(({ node }) => node.kind === 'host');
  assert.ok(host, 'no host in the tree');
  await vscode.commands.executeCommand('dhis2Hosting.disconnect', host.node);
  await until('the host to be offline', api.onDidChangeHosts, () => (stateOf(api.hosts(), 'host') === 'host.offline' ? true : undefined));
});

test('a folder that is deleted takes its manifest out of the tree', async () => {
  const api = await testApi();
  const isInTree = () => outline(api.hosts()).some((line) => line.trim() === 'leaving');
  await vscode.workspace.fs.writeFile(
    fileUri('gone', 'dhis2-hosting.yaml'),
    Buffer.from('version: 1\nhosts:\n  - { name: leaving, address: 192.0.2.10 }\n'),
  );
  await until('the tree to have it', api.onDidChangeHosts, () => (isInTree() ? true : undefined));
  await vscode.workspace.fs.delete(fileUri('gone'), { recursive: true });
  await until('the tree without it', api.onDidChangeHosts, () => (isInTree() ? undefined : true));
});
