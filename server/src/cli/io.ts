/** What a command may touch of its process, so that a test can run it in its own. */
import type { Readable, Writable } from 'node:stream';

export type Io = {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable;
  readonly env: { readonly [name: string]: string | undefined };
  readonly cwd: string;
  /** Ctrl-C, for a command that has something better to do than to end. */
  readonly interrupted?: () => AbortSignal;
};

export const exitCodes = { fine: 0, findings: 1, cannotRun: 2 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
