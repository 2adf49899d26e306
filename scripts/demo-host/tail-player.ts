/**
 * Plays the host's side of a followed log file: client/src/operations/logs/follow-file-script.ts says what is exchanged.
 * A command line is taken only when it is letter for letter what the product sends, so the two cannot drift apart.
 */
import type { ServerChannel } from 'ssh2';
import { followedSource } from '../../client/src/operations/logs/follow-source.ts';
import type { GrowingLog } from './growing-log.ts';
import type { CommandHandler } from './ssh-server.ts';

type Request = {
  readonly token: string;
  readonly lines: number | 'all';
  /** Where an earlier follower got to. */
  readonly from: { readonly id: string; readonly offset: number } | undefined;
};

const lastWords = / '?(?<token>~?[0-9a-f]+)'? \S+ (?<lines>all|\d+) (?<id>\S+) (?<offset>\S+) \S+ \S+$/;

/** What the product asks about this file, or undefined for any other command line. */
export function readRequest(commandLine: string, logFile: string): Request | undefined {
  const words = lastWords.exec(commandLine)?.groups;
  if (words === undefined) return undefined;
  const { token = '', id = '', offset = '' } = words;
  const lines = words['lines'] === 'all' ? 'all' : Number(words['lines']);
  const from = offset === "''" ? undefined : { id, offset: Number(offset) };
  const asked = followedSource({ kind: 'file', path: logFile }, 'demo');
  if (from !== undefined) asked.opened(from.id, from.offset);
  return asked.command(token, lines) === commandLine ? { token, lines, from } : undefined;
}

/** Offset of the last `lines` lines. */
function startOf(content: Buffer, lines: number | 'all'): number {
  if (lines === 'all') return 0;
  let at = content.length;
  for (let left = lines; left > 0 && at > 0; left -= 1) at = content.lastIndexOf('\n', at - 2) + 1;
  return at;
}

export function playTail(logFile: string, log: GrowingLog): CommandHandler {
  // Device, inode and time of birth, as the script reports a file: another run of the demo host is another file.
  const id = `1:1:${Date.now()}`;
  return (commandLine, channel) => {
    const request = readRequest(commandLine, logFile);
    if (request === undefined) return false;
    follow(channel, log, id, request);
    return true;
  };
}

function follow(channel: ServerChannel, log: GrowingLog, id: string, { token, lines, from }: Request): void {
  const canResume = from?.id === id && from.offset <= log.bytes().length;
  let sent = canResume ? from.offset : from === undefined ? startOf(log.bytes(), lines) : 0;
  const why = canResume ? 'resume' : from === undefined ? 'start' : 'gap';
  const send = (): void => {
    const bytes = log.bytes();
    channel.write(bytes.subarray(sent));
    sent = bytes.length;
  };
  channel.write(`${token} open ${id} ${sent} ${why}\n`);
  send();
  const off = log.onGrowth(send);
  channel.on('close', off);
  // The product's end of standard input closes when it has had enough.
  channel.resume().once('end', () => {
    off();
    channel.exit(0);
    channel.end();
  });
}
