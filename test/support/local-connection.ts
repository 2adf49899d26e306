/** A connection whose host is this machine, as far as running commands goes: what the engine does on a host, without SSH. */
import { spawn } from 'node:child_process';
import type { Connection, ExitStatus } from '../../client/src/operations/transport/transport.ts';
import { addressOf } from './ssh-client.ts';

export type LocalOptions = {
  /** The login shell, given `-c` and the command line. */
  readonly shell?: string;
  /** What a noisy profile prints before each command. */
  readonly noise?: string;
  /** Sees what goes out and answers what arrives: a link that breaks. */
  readonly stdin?: (bytes: Uint8Array) => Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
};

export function localConnection({ shell = '/bin/sh', noise = '', stdin = (bytes) => bytes, env = {} }: LocalOptions = {}): Connection {
  return {
    host: addressOf({ port: 22, user: 'root', identityFile: '' }),
    closed: new Promise(() => {}),
    close: async () => {},
    exec: async (commandLine, options) => {
      const child = spawn(shell, ['-c', `${noise === '' ? '' : `printf %s '${noise}'; `}${commandLine}`], {
        signal: options.signal,
        env: { PATH: process.env['PATH'] ?? '', ...env },
      });
      child.on('error', () => {});
      child.stdin.on('error', () => {});
      const exit = new Promise<ExitStatus>((resolve) => {
        child.on('close', (code, signal) =>
          resolve(code === null ? { kind: 'signalled', signal: signal ?? '' } : { kind: 'exited', code }),
        );
      });
      if (options.stdin) child.stdin.write(stdin(options.stdin));
      if (options.keepStdinOpen !== true) child.stdin.end();
      const input = {
        write: async (bytes: Uint8Array) => void child.stdin.write(stdin(bytes)),
        end: () => void child.stdin.end(),
      };
      return { stdout: child.stdout, stderr: child.stderr, input, exit };
    },
  };
}
