/** Questions on a terminal. Without one there is nobody to ask, and every answer is a cancel. */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Io } from '@dhis2-hosting/server/cli';

export type Terminal = {
  readonly isThere: boolean;
  /** Undefined when there is nobody, or the signal aborts. */
  ask(question: string, options?: { readonly hidden?: boolean; readonly signal?: AbortSignal }): Promise<string | undefined>;
  /** True for a yes in either language. */
  agrees(question: string, signal?: AbortSignal): Promise<boolean>;
};

export function createTerminal({ stdin, stderr }: Io): Terminal {
  const isThere = stdin.isTTY === true;
  const ask: Terminal['ask'] = async (question, { hidden = false, signal } = {}) => {
    if (!isThere) return undefined;
    stderr.write(question);
    // What is typed is echoed by readline itself, so that what it writes nowhere is seen by nobody.
    const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
    const lines = createInterface({ input: stdin, output: hidden ? nowhere : stderr, terminal: true });
    try {
      return await lines.question('', signal === undefined ? {} : { signal });
    } catch {
      return undefined;
    } finally {
      lines.close();
      if (hidden) stderr.write('\n');
    }
  };
  return {
    isThere,
    ask,
    agrees: async (question, signal) => /^\s*(?:y|yes|o|oui)\s*$/i.test((await ask(question, signal ? { signal } : {})) ?? ''),
  };
}
