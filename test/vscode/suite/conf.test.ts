import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { test } from './collector.ts';
import { diagnosticsOf } from './wait.ts';
import { extension, open, placeOf, ruleOf } from './workspace.ts';

const findings = [
  ['connection.pasword', 'unknown-key'],
  ['connection.schema', 'removed-key'],
  ['system.sesion.timeout', 'unknown-key'],
  ['enable.query.logging', 'renamed-key'],
  ['changelog.tracker', 'removed-key'],
  ['monitoring.jvm.enabled', 'duplicate-key'],
  ['monitoring.jmx.enabled', 'key-from-later-release'],
] as const;

test('the extension wakes up for a dhis.conf', async () => {
  const document = await open('hmis', 'dhis.conf');
  assert.equal(document.languageId, 'dhis-conf');
  await diagnosticsOf(document.uri, 'findings', (found) => found.length > 0);
  assert.equal(extension().isActive, true);
});

test('a dhis.conf with mistakes has its findings, each with the id and page of its rule', async () => {
  const document = await open('hmis', 'dhis.conf');
  const found = await diagnosticsOf(document.uri, 'all findings', (all) => all.length >= findings.length);
  for (const [key, rule] of findings) {
    const line = placeOf(document, key).line;
    const one = found.find((diagnostic) => diagnostic.range.start.line === line);
    assert.ok(one, `no finding at ${key}`);
    assert.equal(ruleOf(one), rule);
    assert.ok(typeof one.code === 'object', `${rule} has no page`);
    await vscode.workspace.fs.stat(one.code.target);
  }
});

test('a clean dhis.conf has no finding', async () => {
  const document = await open('training', 'dhis.conf');
  // The findings of the other file show that the server has answered; this one's answer was asked for later.
  await vscode.commands.executeCommand('vscode.executeDocumentSymbolProvider', document.uri);
  assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
});

test('the quick fix of a misspelt key writes the right one and its finding goes', async () => {
  const document = await open('hmis', 'dhis.conf');
  const at = placeOf(document, 'system.sesion.timeout');
  const before = await diagnosticsOf(document.uri, 'the misspelt key', (all) => all.some(({ range }) => range.start.line === at.line));
  const finding = before.find(({ range }) => range.start.line === at.line);
  assert.ok(finding);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    finding.range,
    'quickfix',
  );
  const fix = actions.find(({ edit }) => edit?.get(document.uri).some(({ newText }) => newText === 'system.session.timeout'));
  assert.ok(fix?.edit, 'no quick fix writes system.session.timeout');
  assert.equal(await vscode.workspace.applyEdit(fix.edit), true);
  assert.match(document.lineAt(at.line).text, /^system\.session\.timeout = 7200$/);
  await diagnosticsOf(document.uri, 'the finding to go', (all) => all.every(({ range }) => range.start.line !== at.line));
});

test('typing brings a finding and removing it takes it away', async () => {
  const document = await open('training', 'dhis.conf');
  const edit = new vscode.WorkspaceEdit();
  const line = document.lineCount - 1;
  edit.insert(document.uri, new vscode.Position(line, 0), 'monitoring.apu.enabled = on\n');
  await vscode.workspace.applyEdit(edit);
  await diagnosticsOf(document.uri, 'the new finding', (all) =>
    all.some((one) => one.range.start.line === line && ruleOf(one) === 'unknown-key'),
  );
  await vscode.commands.executeCommand('undo');
  await diagnosticsOf(document.uri, 'the finding to go', (all) => all.length === 0);
});

test('hover explains a key', async () => {
  const document = await open('hmis', 'dhis.conf');
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    placeOf(document, 'redis.port').translate(0, 2),
  );
  const text = hovers.flatMap(({ contents }) => contents.map((part) => (typeof part === 'string' ? part : part.value))).join('\n');
  assert.match(text, /redis\.port/);
  assert.match(text, /6379/);
});

test('completion offers keys, and the values of a switch', async () => {
  const document = await open('hmis', 'dhis.conf');
  const complete = async (at: vscode.Position) => {
    const list = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, at);
    return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
  };
  const keys = await complete(placeOf(document, 'connection.pasword').translate(0, 'connection.'.length));
  assert.ok(keys.includes('connection.password'), `no connection.password in ${keys.slice(0, 20).join(', ')}`);
  const values = await complete(placeOf(document, 'monitoring.api.enabled = on').translate(0, 'monitoring.api.enabled = '.length));
  assert.ok(values.includes('on') && values.includes('off'), `values: ${values.join(', ')}`);
});

test('the outline lists the keys', async () => {
  const document = await open('training', 'dhis.conf');
  const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', document.uri);
  const names = symbols.flatMap(function flat(symbol): string[] {
    return [symbol.name, ...symbol.children.flatMap(flat)];
  });
  assert.ok(
    names.some((name) => name.includes('connection.url')),
    names.join(', '),
  );
});
