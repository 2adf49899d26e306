/** `dhis2-hosting trust`: the first trust in a host, with proof. */
import { realpath } from 'node:fs/promises';
import { compareHostKey, type HostTrust, lookAtHostKey, type OfferedKey, rememberHostKey } from '@dhis2-hosting/client/operations';
import { type ExitCode, exitCodes, replaceFile } from '@dhis2-hosting/server/cli';
import { applyEdits, message, pinHostKey, readManifest } from '@dhis2-hosting/server/service';
import { Refusal } from '../refusal.ts';
import type { Session } from '../session.ts';
import { trustTexts as texts } from '../trust-texts.ts';
import { codeOf } from '../wanted.ts';

export async function trust(session: Session): Promise<ExitCode> {
  const { args, say, print, tell, host } = session;
  const options = optionsOf(session);
  const found = await lookAtHostKey(options);
  if (found.kind === 'pinned') {
    print(say(texts.pinned, { host: host.name, ...keyOf(found.key) }));
    return exitCodes.fine;
  }
  const given = args.values.get('fingerprint') ?? (await ask(found, session));
  if (given === undefined) {
    tell(say(texts.notGiven, { host: host.name, ...keyOf(found.key) }));
    return exitCodes.findings;
  }
  const compared = await compareHostKey(given, options);
  if (compared.kind === 'same') return pin(compared.key, session);
  if (compared.kind === 'nothing') tell(say(texts.nothing));
  else tell(say(texts.differs, { host: host.name, shown: compared.shown.map(keyLine).join('\n') }));
  return exitCodes.findings;
}

const optionsOf = ({ transport, address, knownHostsFiles, signal }: Session) => ({ transport, host: address, knownHostsFiles, signal });

const keyLine = ({ keyType, fingerprint }: OfferedKey): string => `  ${keyType} ${fingerprint}`;

async function ask(found: Exclude<HostTrust, { kind: 'pinned' }>, session: Session): Promise<string | undefined> {
  const { terminal, say, address, host, signal, tell } = session;
  if (!terminal.isThere) return undefined;
  if (found.kind === 'known') tell(say(texts.known, { host: host.name, file: found.by.file, line: found.by.line }));
  const answer = await terminal.ask(say(texts.question, { host: host.name, address: address.address, ...keyOf(found.key) }), { signal });
  return answer?.trim() || undefined;
}

const keyOf = ({ keyType, fingerprint }: OfferedKey) => ({ keyType, fingerprint });

/** known_hosts first: when it cannot be written, or says otherwise, the manifest promises nothing. */
async function pin(key: OfferedKey, session: Session): Promise<ExitCode> {
  const { say, print, host, address } = session;
  const source = session.sources.find(({ text }) => readManifest(text).hosts.some(({ name }) => name === host.name));
  const edit = source && pinHostKey(source.text, host.name, key.fingerprint);
  if (source === undefined || edit === undefined)
    throw new Refusal(message(texts.noPlace, { host: host.name, fingerprint: key.fingerprint }));
  const options = optionsOf(session);
  await rememberHostKey(key, options);
  try {
    const mark = source.bytes.toString('utf8').startsWith('\ufeff') ? '\ufeff' : '';
    const done = await replaceFile(await realpath(source.file), source.bytes, Buffer.from(mark + applyEdits(source.text, [edit])));
    if (done !== 'replaced') throw new Refusal(message(texts.notWritten, { path: source.name, code: done }));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(message(texts.notWritten, { path: source.name, code: codeOf(error) }));
  }
  // Asked once more, as every later connection asks.
  await lookAtHostKey({ ...options, host: { ...address, hostKeyPin: key.fingerprint } });
  print(say(texts.trusted, { host: host.name, ...keyOf(key), path: source.name }));
  return exitCodes.fine;
}
