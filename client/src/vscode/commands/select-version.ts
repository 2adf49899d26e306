import type { CheckedVersion } from '@dhis2-hosting/server/protocol';
import { formatVersion, knownReleases, parseVersion } from '@dhis2-hosting/server/service';
import * as vscode from 'vscode';
import { versionLineEdit } from '../language-client/version-line.ts';
import { confLanguageId } from '../language-contributions.ts';
import { writeSetting } from '../platform/settings.ts';
import type { Say } from '../texts.ts';
import { revealPlace } from '../ui/reveal.ts';
import type { CommandServices, Handler } from './services.ts';

type NamingManifest = NonNullable<CheckedVersion['manifest']>;

/** With a version as argument, nothing is asked but where to write it. */
export function selectVersion({ server, say }: CommandServices): Handler {
  return async (argument) => {
    const wanted = parseVersion((typeof argument === 'string' ? argument : await askVersion(say)) ?? '');
    if (wanted === undefined) return;
    // In the one form that the setting takes too: 42.1 becomes 2.42.1.
    const version = formatVersion(wanted);
    const editor = vscode.window.activeTextEditor;
    const document = editor?.document.languageId === confLanguageId ? editor.document : undefined;
    if (document === undefined) return writeSetting('dhis2Version', version, editor?.document.uri);
    const manifest = (await server.checkedVersion(document.uri).catch(() => undefined))?.manifest;
    const place = await askPlace(say, version, manifest);
    if (place === 'file') await writeLine(document, version);
    if (place === 'manifest' && manifest !== undefined) await writeInManifest(manifest, version);
    if (place === 'settings') await writeSetting('dhis2Version', version, document.uri);
  };
}

async function askVersion(say: Say): Promise<string | undefined> {
  const other = say('versionOther');
  const chosen = await vscode.window.showQuickPick([...[...knownReleases].reverse(), other], { title: say('versionPick') });
  if (chosen !== other) return chosen;
  const typed = await vscode.window.showInputBox({
    title: say('versionType'),
    validateInput: (text) => (parseVersion(text) === undefined ? say('versionInvalid') : undefined),
  });
  return typed;
}

type VersionPlace = 'file' | 'manifest' | 'settings';

async function askPlace(say: Say, version: string, manifest: NamingManifest | undefined): Promise<VersionPlace | undefined> {
  const items: (vscode.QuickPickItem & { readonly place: VersionPlace })[] = [
    { label: say('versionInFile'), detail: say('versionInFileDetail', { version }), place: 'file' as const },
    ...(manifest === undefined ? [] : [{ label: say('versionInManifest'), detail: detailOf(manifest, say), place: 'manifest' as const }]),
    { label: say('versionInSettings'), detail: say('versionInSettingsDetail'), place: 'settings' as const },
  ];
  return (await vscode.window.showQuickPick(items, { title: say('versionWhere', { version }) }))?.place;
}

async function writeLine(document: vscode.TextDocument, version: string): Promise<void> {
  const { span, newText } = versionLineEdit(document.getText(), version);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(document.positionAt(span.start), document.positionAt(span.end)), newText);
  await vscode.workspace.applyEdit(edit);
}

function detailOf({ uri, instance }: NamingManifest, say: Say): string {
  return say('versionInManifestDetail', { instance, file: vscode.workspace.asRelativePath(vscode.Uri.parse(uri)) });
}

/** Written and shown, not saved: the manifest is about servers, and their keeper has the last word. */
async function writeInManifest({ uri, span }: NamingManifest, version: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  const range = new vscode.Range(document.positionAt(span.start), document.positionAt(span.end));
  const quote = /^["']?/.exec(document.getText(range))?.[0] || '"';
  // The place is that of a moment ago; where something else stands by now, showing it is all that is right.
  if (parseVersion(document.getText(range).replaceAll(/^["']|["']$/g, '')) !== undefined) {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, range, `${quote}${version}${quote}`);
    await vscode.workspace.applyEdit(edit);
  }
  await revealPlace({ uri, span });
}
