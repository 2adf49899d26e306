/** There is no host or instance to run a command on: says why, and leads to the manifest when that is why. */
import * as vscode from 'vscode';
import type { CommandServices } from '../commands/services.ts';
import { problemText } from '../views/host-nodes.ts';
import { plainText } from './plain-text.ts';
import { revealPlace } from './reveal.ts';

type Otherwise = 'noHostInState' | 'noInstanceInState' | 'noLogNamed' | 'noConfNamedAtAll';

/** `otherwise` is what to say when hosts are known. */
export async function tellNothingToChoose({ manifests, say, locale }: CommandServices, otherwise: Otherwise): Promise<void> {
  const { hosts, notes } = manifests.current();
  const broken = notes.find((note) => note.kind !== 'empty');
  if (hosts.length > 0 || broken === undefined) {
    void vscode.window.showInformationMessage(say(hosts.length === 0 ? 'noHosts' : otherwise));
    return;
  }
  const problem = problemText(broken, { say, locale });
  const open = say('actionOpenManifest');
  const text = say('manifestUnusable', { file: plainText(broken.label), problem: plainText(problem) });
  if ((await vscode.window.showWarningMessage(text, open)) === open) await revealPlace(broken.place);
}
