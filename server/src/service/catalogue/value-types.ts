/**
 * Whether a value fits its key in one version. Only what the server would refuse, ignore or misread counts: free
 * texts, class names, hosts and paths always pass, and so does whatever the environment or a template fills in later.
 */
import type { KeyRow } from './catalogue.ts';
import { catalogue } from './dhis-conf-catalogue.ts';
import { checkEnum } from './value-enums.ts';
import { checkList } from './value-lists.ts';
import { checkInteger, checkNumber, checkPort, checkSize } from './value-numbers.ts';
import { type Piece, problem, trimmed, type ValueProblem } from './value-problems.ts';
import { checkSwitch } from './value-switches.ts';
import { checkJdbcUrl, checkUrl } from './value-urls.ts';
import { type Dhis2Version, isWithin } from './versions.ts';

export type { NumberSlip, ProblemDetail, ValueProblem } from './value-problems.ts';

export type ValueContext = {
  /** Value of `db.pool.type` in the same file; without it, the default of the version. */
  readonly poolType?: string | undefined;
};

export function checkValue(row: KeyRow, value: string, version: Dhis2Version, context: ValueContext = {}): ValueProblem | undefined {
  if (isFreeType(row.type)) return undefined;
  if (value.includes('{{') || value.includes('{%')) return undefined;
  const written = trimmed({ text: value, start: 0 });
  const piece = written.text.includes('${') ? fallbackOf(written) : written;
  if (piece === undefined || !isReadIn(row, version)) return undefined;
  return piece.text === '' ? checkEmpty(row, piece, version, context) : checkByType(row, piece, version, context);
}

/** Types whose values always pass. */
export function isFreeType(type: KeyRow['type']): boolean {
  return type === 'string' || type === 'secret' || type === 'class' || type === 'host' || type === 'path';
}

/** The default of `${NAME:-default}` when that is the whole value; other substitutions cannot be known here. */
function fallbackOf({ text, start }: Piece): Piece | undefined {
  const match = /^(\$\{[^${}:]+:-)([^${}]+)\}$/.exec(text);
  return match === null ? undefined : trimmed({ text: match[2] ?? '', start: start + (match[1]?.length ?? 0) });
}

/** A key that this version ignores has no wrong values; that it is ignored is for other rules to say. */
function isReadIn(row: KeyRow, version: Dhis2Version): boolean {
  const ignored = row.ineffective?.some((span) => isWithin(version, span)) === true;
  return !ignored && catalogue.availability(row, version).kind === 'available';
}

function checkByType(row: KeyRow, piece: Piece, version: Dhis2Version, context: ValueContext): ValueProblem | undefined {
  switch (row.type) {
    case 'boolean':
      return checkSwitch(row, piece, version);
    case 'integer':
    case 'duration':
      return checkInteger(row, piece, isHonoured(row, version, context));
    case 'number':
      return checkNumber(row, piece);
    case 'port':
      return checkPort(row, piece);
    case 'size':
      return checkSize(row, piece);
    case 'enum':
      return checkEnum(row, piece, version);
    case 'list':
      return checkList(row, piece, version);
    case 'url':
      return checkUrl(row, piece, version);
    case 'jdbc-url':
      return checkJdbcUrl(piece);
    case 'string':
    case 'secret':
    case 'class':
    case 'host':
    case 'path':
      return undefined;
  }
}

/** Limits of one pool say nothing while another pool is in use. */
function isHonoured(row: KeyRow, version: Dhis2Version, { poolType }: ValueContext): boolean {
  if (row.poolTypes === undefined) return true;
  const typeRow = catalogue.lookup('db.pool.type')?.row;
  const pool = (poolType?.trim() || (typeRow && catalogue.defaultOf(typeRow, version)) || 'c3p0').toLowerCase();
  return (
    pool.includes('${') || row.poolTypes.some(({ name, since }) => name === pool && (since === undefined || isWithin(version, { since })))
  );
}

/** Types whose reading fails on an empty text, unless that is the declared default. */
function checkEmpty(row: KeyRow, piece: Piece, version: Dhis2Version, context: ValueContext): ValueProblem | undefined {
  switch (row.type) {
    case 'boolean':
      return checkSwitch(row, piece, version);
    case 'integer':
    case 'duration':
    case 'number':
    case 'port':
    case 'size':
      return row.default === '' || !isHonoured(row, version, context) ? undefined : problem({ kind: 'empty' }, piece);
    case 'enum':
      return row.openValues ? undefined : problem({ kind: 'empty' }, piece);
    case 'jdbc-url':
      return row.requiredness?.level === 'required' ? problem({ kind: 'empty' }, piece) : undefined;
    default:
      return undefined;
  }
}
