/** The journal of runs as it lies on the disk of whoever started them. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { JournalEntry } from '../../client/src/operations/journal.ts';

export async function journalIn(folder: string): Promise<readonly JournalEntry[]> {
  const lines = (await readFile(path.join(folder, 'runs.jsonl'), 'utf8')).trim().split('\n');
  return lines.map((line) => JSON.parse(line) as JournalEntry);
}
