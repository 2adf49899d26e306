/** `dhis2-hosting adopt`: a host as it is found, and a manifest of it. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { backupFolders, draftOf, driftOf, findOn, foundMarkdown } from '@dhis2-hosting/client/operations';
import { type ExitCode, exitCodes } from '@dhis2-hosting/server/cli';
import { draftManifest, message, render } from '@dhis2-hosting/server/service';
import { Refusal } from '../refusal.ts';
import type { Session } from '../session.ts';
import { texts } from '../texts.ts';
import { codeOf } from '../wanted.ts';

export async function adopt(session: Session): Promise<ExitCode> {
  const { args, io, locale, manifest, host, signal, say, tell } = session;
  const found = await findOn(await session.connect(), host.name, backupFolders(manifest), signal);
  const drift = driftOf(found, manifest);
  const { draft: parts, comments } = draftOf(found, manifest);
  const { files, notes } = draftManifest(parts, comments);
  const draft = files[0]?.text ?? '';
  if (args.values.get('format') === 'json') {
    const lines = drift.map(({ kind, about, message: told }) => ({ kind, about, text: render(told, locale) }));
    io.stdout.write(`${JSON.stringify({ found, drift: lines, draft }, null, 2)}\n`);
  } else {
    const fence = '```';
    io.stdout.write(`${foundMarkdown(found, manifest, locale)}\n## ${say(texts.draft)}\n\n${fence}yaml\n${draft}${fence}\n`);
  }
  for (const note of notes) tell(render(note.message, locale));
  const file = args.values.get('write');
  if (file !== undefined) await write(file, draft, session);
  return drift.length === 0 ? exitCodes.fine : exitCodes.findings;
}

/** People edit manifests by hand, so one that is there stays. */
async function write(file: string, draft: string, { io, say, tell }: Session): Promise<void> {
  try {
    await writeFile(path.resolve(io.cwd, file), draft, { flag: 'wx', mode: 0o644 });
  } catch (error) {
    throw new Refusal(message(texts.notSaved, { path: file, code: codeOf(error) }));
  }
  tell(say(texts.draftSaved, { path: file }));
}
