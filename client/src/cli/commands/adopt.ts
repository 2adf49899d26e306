/** `dhis2-hosting adopt`: a host as it is found, and a manifest of it. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { backupFolders, draftOf, driftOf, findOn, foundMarkdown, judgeDumps } from '@dhis2-hosting/client/operations';
import { type ExitCode, exitCodes } from '@dhis2-hosting/server/cli';
import { draftManifest, message, render } from '@dhis2-hosting/server/service';
import { Refusal } from '../refusal.ts';
import type { Session } from '../session.ts';
import { texts } from '../texts.ts';
import { codeOf } from '../wanted.ts';

export async function adopt(session: Session): Promise<ExitCode> {
  const { args, io, locale, manifest, host, signal, say, tell } = session;
  const connection = await session.connect();
  const found = await findOn(connection, host.name, backupFolders(manifest), signal);
  const judged = args.switches.has('judge')
    ? await judgeDumps(connection, found, signal, (file) => tell(say(texts.reading, { path: file })))
    : undefined;
  const drift = driftOf(found, manifest);
  const { draft: parts, comments } = draftOf(found, manifest);
  const { files, notes } = draftManifest(parts, comments);
  const draft = files[0]?.text ?? '';
  if (args.values.get('format') === 'json') {
    const lines = drift.map(({ kind, about, message: told }) => ({ kind, about, text: render(told, locale) }));
    io.stdout.write(`${JSON.stringify({ found, drift: lines, draft, ...(judged === undefined ? {} : { judged }) }, null, 2)}\n`);
  } else {
    const fence = '```';
    io.stdout.write(`${foundMarkdown(found, manifest, locale, judged)}\n## ${say(texts.draft)}\n\n${fence}yaml\n${draft}${fence}\n`);
  }
  for (const note of notes) tell(render(note.message, locale));
  const file = args.values.get('write');
  if (file !== undefined) await write(file, draft, session);
  const isGood = (judged ?? []).every(({ verdict }) => verdict.known && verdict.value.verdict === 'whole');
  return drift.length === 0 && isGood ? exitCodes.fine : exitCodes.findings;
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
