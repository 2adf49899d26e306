/** Files that a plan takes from this machine: looked for before anybody is asked, sent after the answer. */
import { access } from 'node:fs/promises';
import path from 'node:path';
import { type FileToSend, sendFile } from '@dhis2-hosting/client/operations';
import { message } from '@dhis2-hosting/server/service';
import { Refusal } from './refusal.ts';
import type { Session } from './session.ts';
import { texts } from './texts.ts';
import { codeOf } from './wanted.ts';

export type LocalFile = FileToSend & { /** On this machine. */ readonly at: string };

export async function localFiles(files: readonly FileToSend[], { sources }: Session): Promise<readonly LocalFile[]> {
  return Promise.all(files.map(async (file) => ({ ...file, at: await placeOf(file.file, sources) })));
}

/** Beside the first of the manifests that has such a file. */
async function placeOf(file: string, sources: Session['sources']): Promise<string> {
  let code = '-';
  for (const source of sources) {
    const at = path.resolve(path.dirname(source.file), file);
    try {
      await access(at);
      return at;
    } catch (error) {
      code = codeOf(error);
    }
  }
  throw new Refusal(message(texts.noFile, { file, code }));
}

export async function send({ at, file, sha256 }: LocalFile, session: Session): Promise<void> {
  const { transport, address, signal, log, say, tell, host } = session;
  let told = -1;
  const progress = (sent: number, size: number): void => {
    const tenth = Math.floor((sent / Math.max(size, 1)) * 10);
    if (tenth > told) tell(say(texts.sending, { file, host: host.name, percent: tenth * 10 }));
    told = Math.max(tenth, told);
  };
  await sendFile({ transport, host: address, file: at, sha256, signal, progress, log });
}
