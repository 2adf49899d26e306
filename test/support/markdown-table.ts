/** Tables of hand-written pages, so that tests can hold them against what they speak of. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './imports.ts';

/** The cells of all rows of all tables of a page, without their heads. */
export async function tableRows(page: string): Promise<readonly (readonly string[])[]> {
  const lines = (await readFile(path.join(root, page), 'utf8')).split('\n');
  const isRow = (line: string | undefined) => line?.startsWith('| ') === true;
  return lines
    .filter((line, i) => isRow(line) && !line.startsWith('| ---') && lines[i + 1]?.startsWith('| ---') !== true)
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

/** What stands between backticks. */
export const codeIn = (cell: string): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
