/** Numbers as Java reads them: no blanks, units, groups of digits or notes. */
import type { UnitId } from '../generated/dhis-conf-key.types.ts';
import type { KeyRow } from './catalogue.ts';
import { millisecondsIn } from './units.ts';
import { type NumberSlip, type Piece, problem, undressed, type ValueProblem } from './value-problems.ts';

const integer = /^[+-]?\d+$/;
/** What Double.parseDouble accepts, but for hexadecimal numbers. */
const double = /^[+-]?(?:NaN|Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[dDfF]?)$/;

/** Counts are 32-bit integers. For durations and sizes the facts do not name the width, so the wider one is assumed. */
const largestCount = 2n ** 31n - 1n;
const largestLong = 2n ** 63n - 1n;

export function checkInteger(row: KeyRow, piece: Piece, limitsApply: boolean): ValueProblem | undefined {
  const notOne = notAnInteger(row.unit, piece) ?? tooLarge(piece, row.type === 'integer' ? largestCount : largestLong);
  if (notOne !== undefined || !limitsApply) return notOne;
  const number = Number(piece.text);
  if (isInRange(row, number) || row.specialValues?.some(({ value }) => value === piece.text)) return undefined;
  return problem({ kind: 'out-of-range', written: piece.text, min: row.min, max: row.max, unit: row.unit }, piece);
}

export function checkPort(row: KeyRow, piece: Piece): ValueProblem | undefined {
  const notOne = notAnInteger(undefined, piece);
  if (notOne !== undefined) return notOne;
  const { min = 1, max = 65_535 } = row;
  const number = Number(piece.text);
  return number >= min && number <= max ? undefined : problem({ kind: 'not-a-port', written: piece.text, min, max }, piece);
}

export function checkNumber(row: KeyRow, piece: Piece): ValueProblem | undefined {
  if (/^[+-]?0x/i.test(piece.text)) return undefined;
  if (!double.test(piece.text)) {
    const comma = /^\d+,\d+$/.test(piece.text) ? piece.text.replace(',', '.') : undefined;
    const meant = comma ?? undressed(piece.text)?.text;
    const slip = comma === undefined ? undressed(piece.text)?.slip : 'decimal';
    return problem({ kind: 'not-a-number', written: piece.text, slip }, piece, meant !== undefined && double.test(meant) ? [meant] : []);
  }
  if (isInRange(row, Number.parseFloat(piece.text))) return undefined;
  return problem({ kind: 'out-of-range', written: piece.text, min: row.min, max: row.max, unit: row.unit }, piece);
}

/** A plain number of bytes, or with a suffix where Log4j reads it. */
export function checkSize(row: KeyRow, piece: Piece): ValueProblem | undefined {
  if (row.valuePattern === undefined) return checkInteger(row, piece, true);
  const fits = (text: string) => new RegExp(row.valuePattern ?? '', 'i').test(text);
  if (fits(piece.text)) return undefined;
  const meant = undressed(piece.text)?.text;
  return problem({ kind: 'not-a-size', written: piece.text }, piece, meant !== undefined && fits(meant) ? [meant] : []);
}

/** Zero, and sometimes what is below it, may have a meaning of its own outside the range. */
function isInRange({ min, max, zeroMeans, zeroMeansForNegative }: KeyRow, number: number): boolean {
  if (number === 0 && zeroMeans !== undefined) return true;
  if (number < 0 && zeroMeansForNegative) return true;
  return !(min !== undefined && number < min) && !(max !== undefined && number > max);
}

function tooLarge(piece: Piece, largest: bigint): ValueProblem | undefined {
  const number = BigInt(piece.text.replace(/^\+/, ''));
  return number > largest || number < -largest - 1n ? problem({ kind: 'too-large', written: piece.text }, piece) : undefined;
}

function notAnInteger(unit: UnitId | undefined, piece: Piece): ValueProblem | undefined {
  if (integer.test(piece.text)) return undefined;
  const { slip, meant } = slipOf(piece.text, unit);
  return problem({ kind: 'not-an-integer', written: piece.text, slip, unit }, piece, meant === undefined ? [] : [meant]);
}

type Slip = { readonly slip: NumberSlip | undefined; readonly meant?: string };

function slipOf(text: string, unit: UnitId | undefined): Slip {
  const bare = undressed(text);
  if (bare !== undefined && integer.test(bare.text)) return { slip: bare.slip, meant: bare.text };
  if (/^\d{1,3}(?:[ ,'_\u00a0]\d{3})+$/.test(text)) return { slip: 'grouping', meant: text.replace(/\D/g, '') };
  if (/^[+-]?\d+\.0*$/.test(text)) return { slip: 'decimal', meant: text.replace(/\..*/, '') };
  if (/^[+-]?\d*[.,]\d+$/.test(text)) return { slip: 'decimal' };
  const [, digits, suffix] = /^(\d{1,15})\s*([a-zA-Z\u00b5%]+)$/.exec(text) ?? [];
  if (digits === undefined || suffix === undefined) return { slip: undefined };
  const meant = inUnit(Number(digits), suffix.toLowerCase(), unit);
  return { slip: 'unit', ...(meant !== undefined && { meant }) };
}

const timeSuffixes: { readonly [suffix: string]: number } = {
  ms: 1,
  s: 1000,
  sec: 1000,
  seconds: 1000,
  m: 60_000,
  min: 60_000,
  minutes: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** Decimal, as DHIS2 counts its own default of ten million bytes. */
const sizeSuffixes: { readonly [suffix: string]: number } = {
  b: 1,
  k: 1e3,
  kb: 1e3,
  ko: 1e3,
  m: 1e6,
  mb: 1e6,
  mo: 1e6,
  g: 1e9,
  gb: 1e9,
  go: 1e9,
};

/** `30s` for a key in milliseconds is 30000. */
function inUnit(number: number, suffix: string, unit: UnitId | undefined): string | undefined {
  if (unit === 'percent') return suffix === '%' ? String(number) : undefined;
  if (unit === 'bytes') return scaled(number, sizeSuffixes[suffix], 1);
  return unit === undefined ? undefined : scaled(number, timeSuffixes[suffix], millisecondsIn(unit));
}

function scaled(number: number, from: number | undefined, to: number | undefined): string | undefined {
  if (from === undefined || to === undefined) return undefined;
  const result = (number * from) / to;
  return Number.isSafeInteger(result) ? String(result) : undefined;
}
