/** What was run from here, by whom and with which end: one JSON line each, in a file that only its owner reads. */
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { isRecord, readJson } from './json.ts';
import type { Outcome } from './run/run-events.ts';
import type { RunHead } from './run/run-head.ts';

export type JournalEntry =
  | { readonly at: string; readonly kind: 'started'; readonly head: RunHead }
  | { readonly at: string; readonly kind: 'ended'; readonly id: string; readonly host: string; readonly outcome: Outcome };

export type Journal = {
  append(entry: JournalEntry): Promise<void>;
  /** Oldest first; a line that is not understood is left out. */
  entries(): Promise<readonly JournalEntry[]>;
};

export function createJournal(folder: string): Journal {
  const file = path.join(folder, 'runs.jsonl');
  return {
    append: async (entry) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await appendFile(file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
    },
    entries: async () => {
      const text = await readFile(file, 'utf8').catch(() => '');
      return text.split('\n').flatMap((line) => {
        const entry = readJson(line);
        return isRecord(entry) && ['started', 'ended'].includes(String(entry['kind'])) ? [entry as JournalEntry] : [];
      });
    },
  };
}
