/** The command line in this process: arguments in, exit code and both outputs back. */
import { Readable, Writable } from 'node:stream';
import { operate } from '../../client/src/cli/operate.ts';
import { run } from '../../server/src/cli/run.ts';

export type CliResult = { readonly code: number; readonly stdout: string; readonly stderr: string };

export type CliOptions = {
  readonly cwd?: string;
  readonly stdin?: string | Uint8Array;
  readonly env?: { readonly [name: string]: string };
  readonly isTerminal?: boolean;
  readonly interrupted?: AbortSignal;
};

export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const { cwd = process.cwd(), stdin = '', env = {}, isTerminal = false, interrupted } = options;
  const stdout = collect();
  const stderr = collect();
  const io = {
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout: Object.assign(stdout.stream, { isTTY: isTerminal }),
    stderr: stderr.stream,
    env,
    cwd,
    ...(interrupted === undefined ? {} : { interrupted: () => interrupted }),
  };
  const code = await run(args, io, operate);
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

function collect(): { readonly stream: Writable; text(): string } {
  let text = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString('utf8');
      done();
    },
  });
  return { stream, text: () => text };
}
