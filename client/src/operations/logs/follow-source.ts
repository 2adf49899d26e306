/** What differs between following a file and following a unit: the command, the cursor, the lines. */
import { shellScript } from '../command.ts';
import { OperationError } from '../errors.ts';
import { followFileScript } from './follow-file-script.ts';
import { followUnitScript } from './follow-unit-script.ts';
import type { BlockReader } from './log-buffer.ts';
import { countLines, fileLines, journalLines, lastJournalCursor } from './log-lines.ts';
import type { LogSource } from './log-source.ts';

export type FollowedSource = BlockReader & {
  /** Name for messages. */
  readonly label: string;
  /** Command line that begins where the last one got to. */
  command(token: string, lines: number | 'all'): string;
  opened(id: string, offset: number): void;
  /** Whole lines arrived: the place moves on, whether they are shown or dropped. */
  passed(block: Buffer, bytes: number): void;
};

/** Seconds between two looks at a file: while it grows, and after it was quiet for two seconds. */
const looks = ['0.1', '0.5'] as const;

export function followedSource(source: LogSource, host: string): FollowedSource {
  return source.kind === 'file' ? followedFile(source.path) : followedUnit(source.unit, host);
}

function followedFile(path: string): FollowedSource {
  let place: { readonly id: string; offset: number } | undefined;
  return {
    label: path,
    command: (token, lines) =>
      shellScript(followFileScript, 'dhis2-hosting-tail', [
        token,
        path,
        String(lines),
        place?.id ?? '',
        String(place?.offset ?? ''),
        ...looks,
      ]),
    opened: (id, offset) => {
      place = { id, offset };
    },
    passed: (_block, bytes) => {
      if (place) place.offset += bytes;
    },
    countLines,
    toLines: fileLines,
  };
}

/** As the manifest's schema has it; checked again here, because this text becomes an argument on a host. */
const unitName = /^[A-Za-z0-9_][A-Za-z0-9:_.@\\-]{0,250}$/;

function followedUnit(unit: string, host: string): FollowedSource {
  if (!unitName.test(unit)) throw new OperationError('unit-name-unusable', host, { unit: unit.slice(0, 100) });
  let cursor: string | undefined;
  const known = new WeakMap<Buffer, readonly string[]>();
  /** The lines of a block are counted and then shown: its JSON is read once for both. */
  const toLines = (block: Buffer): readonly string[] => {
    const lines = known.get(block) ?? journalLines(block);
    known.set(block, lines);
    return lines;
  };
  return {
    label: unit,
    command: (token, lines) => shellScript(followUnitScript, 'dhis2-hosting-tail', [token, unit, String(lines), cursor ?? '']),
    opened: () => undefined,
    passed: (block) => {
      cursor = lastJournalCursor(block) ?? cursor;
    },
    countLines: (block) => toLines(block).length,
    toLines,
  };
}
