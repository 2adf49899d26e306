/** Asks a host one question: a script goes in on standard input, an answer comes back whole or not at all. */
import { randomBytes } from 'node:crypto';
import { shellScript } from './command.ts';
import { OperationError } from './errors.ts';
import type { Connection, ExitStatus } from './transport/transport.ts';

/** More than any answer needs; a host that says more is not understood. */
const mostBytes = 16 * 1024 * 1024;

/**
 * Takes the whole script before it runs any of it, so a link that breaks meanwhile leaves nothing half done. The token
 * after it, and around the answer, is random: banners, noisy profiles and the output itself cannot be taken for it.
 * Standard input cannot be the script for the shell itself, because programs in it would read on from there.
 */
const loader = `
t=$1; LC_ALL=C; export LC_ALL; PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin; export PATH;
cd /; umask 077;
s=$(cat);
case $s in
  *"#$t") ;;
  *) exit 90;;
esac;
echo; echo "$t begin";
( eval "$s" ) </dev/null;
c=$?; echo; echo "$t end $c";
`;

export type HostAnswer = { readonly code: number; readonly out: Buffer };

/** Throws OperationError when the answer is not whole. The exit code is that of the script itself, not of ssh. */
export async function askHost(connection: Connection, script: string, signal: AbortSignal): Promise<HostAnswer> {
  const { name, address } = connection.host;
  const token = randomBytes(16).toString('hex');
  const stdin = Buffer.from(`${script}\n#${token}`);
  const running = await connection.exec(shellScript(loader, 'dhis2-hosting', [token]), { signal, stdin });
  const [out, complaint] = await Promise.all([firstBytes(running.stdout, mostBytes), firstBytes(running.stderr, 4096)]);
  const status = await running.exit;
  if (signal.aborted) throw new OperationError('cancelled', name);
  const answer = between(out, token);
  if (answer !== undefined) return answer;
  if (status.kind === 'unknown') throw new OperationError('connection-lost', name, { address });
  throw new OperationError('command-failed', name, { status: statusText(status), detail: firstLine(complaint) });
}

function between(out: Buffer, token: string): HostAnswer | undefined {
  const begin = Buffer.from(`\n${token} begin\n`);
  const end = Buffer.from(`\n${token} end `);
  const from = out.indexOf(begin);
  const to = out.lastIndexOf(end);
  if (from < 0 || to < from) return undefined;
  const code = /^(\d{1,3})\n/.exec(out.toString('latin1', to + end.length, to + end.length + 8));
  // The empty line before each mark ends a line that the program before left open.
  return code === null ? undefined : { code: Number(code[1]), out: out.subarray(from + begin.length, to) };
}

export function statusText(status: ExitStatus): string | number {
  return status.kind === 'exited' ? status.code : status.kind === 'signalled' ? status.signal : '?';
}

export function firstLine(bytes: Buffer): string {
  return bytes.toString('utf8').trim().split('\n')[0]?.slice(0, 300) ?? '';
}

/** The beginning of a stream. The rest is read and forgotten, or the command would block on it. */
export async function firstBytes(stream: AsyncIterable<Uint8Array>, most: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    if (length < most) chunks.push(chunk);
    length += chunk.length;
  }
  return Buffer.concat(chunks).subarray(0, most);
}
