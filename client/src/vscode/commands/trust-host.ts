/** The first trust in a host: what it shows is compared with what the person got another way, and pinned in the manifest. */
import type { OfferedKey } from '@dhis2-hosting/client/operations';
import { pinHostKey } from '@dhis2-hosting/server/service';
import * as vscode from 'vscode';
import type { HostEntry } from '../inventory/inventory.ts';
import { keyFileOnHost } from '../ui/host-key-file.ts';
import { plainText } from '../ui/plain-text.ts';
import { withProgress } from '../ui/progress.ts';
import { revealPlace } from '../ui/reveal.ts';
import { chooseHost } from './plan-host.ts';
import type { CommandServices, Handler, HostCommandServices } from './services.ts';
import { withHosts } from './with-hosts.ts';

export function trustHost(services: CommandServices): Handler {
  return withHosts(services, async (hosted, argument) => {
    const host = await chooseHost(hosted, argument);
    if (host !== undefined) await trust(hosted, host);
  });
}

async function trust(services: HostCommandServices, host: HostEntry): Promise<void> {
  const { hosts, say } = services;
  try {
    const found = await asking(services, host, async (signal) => {
      const { operations, options } = await hosts.remote.trustOf(host, signal);
      return operations.lookAtHostKey(options);
    });
    const { keyType: type, fingerprint } = found.key;
    if (found.kind === 'pinned') {
      void vscode.window.showInformationMessage(say('trustPinned', { host: host.id, type, fingerprint }));
      return;
    }
    const given = await ask(services, host, found.key);
    if (given !== undefined) await compare(services, host, given);
  } catch (error) {
    void hosts.showFailure(hosts.remote.failureOf(error), { place: host.place, retry: () => trust(services, host) });
  }
}

function asking<T>({ say }: HostCommandServices, host: HostEntry, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return withProgress(say('progressTrust', { host: host.id }), work);
}

/** Two windows, so that the one with the fingerprint is read before the other is filled in. */
async function ask({ hosts, say }: HostCommandServices, { id, host }: HostEntry, key: OfferedKey): Promise<string | undefined> {
  const { keyType: type, fingerprint } = key;
  const compareIt = say('trustCompare');
  const detail = say('trustCompareDetail', { type, fingerprint, keyFile: keyFileOnHost(type) });
  const question = plainText(say('trustQuestion', { host: id, address: host.address }));
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, compareIt)) !== compareIt) return undefined;
  const { operations } = await hosts.remote.load();
  return vscode.window.showInputBox({
    title: say('trustPaste', { host: id }),
    prompt: say('trustPasteHint'),
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' || operations.fingerprintsIn(text).length > 0 ? undefined : say('trustNothing')),
  });
}

async function compare(services: HostCommandServices, host: HostEntry, given: string): Promise<void> {
  const { hosts, say } = services;
  const compared = await asking(services, host, async (signal) => {
    const { operations, options } = await hosts.remote.trustOf(host, signal);
    return operations.compareHostKey(given, options);
  });
  if (compared.kind === 'same') {
    await pin(services, host, compared.key);
    return;
  }
  if (compared.kind === 'nothing') return;
  const shown = compared.shown.map(({ keyType, fingerprint }) => `${keyType} ${fingerprint}`).join('\n');
  const detail = say('trustDiffersDetail', { shown });
  void vscode.window.showErrorMessage(say('trustDiffers', { host: host.id }), { modal: true, detail });
}

/** known_hosts first: when it cannot be written, or says otherwise, the manifest promises nothing. */
async function pin(services: HostCommandServices, host: HostEntry, key: OfferedKey): Promise<void> {
  const { hosts, say } = services;
  const { fingerprint } = key;
  await asking(services, host, async (signal) => {
    const { operations, options } = await hosts.remote.trustOf(host, signal);
    await operations.rememberHostKey(key, options);
    // Asked once more, as every later connection asks.
    await operations.lookAtHostKey({ ...options, host: { ...options.host, hostKeyPin: fingerprint } });
  });
  const isWritten = await writePin(host, fingerprint);
  const text = isWritten ? say('trustDone', { host: host.id }) : say('trustNoPlace', { host: host.id, fingerprint });
  const open = say('actionOpenManifest');
  void vscode.window.showInformationMessage(text, open).then((chosen) => (chosen === open ? revealPlace(host.place) : undefined));
}

/** Saved only when nobody was in the middle of writing it. */
async function writePin({ place, host }: HostEntry, fingerprint: string): Promise<boolean> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(place.uri, true));
  const wasSaved = !document.isDirty;
  const pinned = pinHostKey(document.getText(), host.name, fingerprint);
  if (pinned === undefined) return false;
  const { span, newText } = pinned;
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(document.positionAt(span.start), document.positionAt(span.end)), newText);
  if (!(await vscode.workspace.applyEdit(edit))) return false;
  return wasSaved ? document.save() : true;
}
