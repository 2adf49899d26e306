/** What was run from here, by whom and with which end: one JSON line each, in a file that only its owner reads. */
import { appendFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Outcome } from './run/run-events.ts';
import type { RunHead } from './run/run-head.ts';

export type JournalEntry =
  | { readonly at: string; readonly kind: 'started'; readonly head: RunHead }
  | { readonly at: string; readonly kind: 'ended'; readonly id: string; readonly host: string; readonly outcome: Outcome };

export type Journal = {
  append(entry: JournalEntry): Promise<void>;
};

export function createJournal(folder: string): Journal {
  const file = path.join(folder, 'runs.jsonl');
  return {
    append: async (entry) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await appendFile(file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
    },
  };
}
