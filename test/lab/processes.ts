/** Programs the lab starts: one that is waited for, and one that answers line by line. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';

export type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string; readonly bytes: Buffer };

export type RunOptions = { readonly input?: string | Uint8Array | Readable; readonly cwd?: string; readonly timeoutMs?: number };

/** Runs a program to its end. One that a signal ends has the code 128. */
export async function run(words: readonly string[], { input = '', cwd, timeoutMs = 300_000 }: RunOptions = {}): Promise<Ended> {
  const [program = '', ...args] = words;
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], timeout: timeoutMs, ...(cwd === undefined ? {} : { cwd }) });
  const closed = new Promise<number>((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve(code ?? 128));
  });
  // A program need not read what it is given.
  child.stdin.on('error', () => {});
  if (typeof input === 'string' || input instanceof Uint8Array) child.stdin.end(input);
  else input.pipe(child.stdin);
  const [code, bytes, stderr] = await Promise.all([closed, buffer(child.stdout), text(child.stderr)]);
  return { code, bytes, stdout: bytes.toString(), stderr };
}

/** What it prints, or an Error with the end of it. */
export async function runOrFail(words: readonly string[], options?: RunOptions): Promise<string> {
  const { code, stdout, stderr } = await run(words, options);
  if (code !== 0) throw new Error(`${words.join(' ').slice(0, 400)}\nended with ${code}:\n${lastLines(stdout + stderr)}`);
  return stdout;
}

const lastLines = (output: string): string => output.trimEnd().split('\n').slice(-25).join('\n');

export type Talker = {
  readonly child: ChildProcess;
  say(line: string): void;
  /** The next line of its output; rejects when there is none any more. */
  hear(): Promise<string>;
  /** Closes its input and waits for its end. */
  end(): Promise<void>;
};

export function startTalker(words: readonly string[], options: { readonly cwd?: string; readonly detached?: boolean } = {}): Talker {
  const [program = '', ...args] = words;
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], ...options });
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve()).once('close', () => resolve());
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errors = (errors + chunk).slice(-4000);
  });
  child.stdin.on('error', () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    say: (line) => child.stdin.write(`${line}\n`),
    hear: async () => {
      const { value, done } = await lines.next();
      if (!done) return value;
      await ended;
      throw new Error(`${scriptOf(words)} ended:\n${lastLines(errors)}`);
    },
    end: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

const scriptOf = (words: readonly string[]): string => words.find((word) => word.endsWith('.sh')) ?? words[0] ?? '';
