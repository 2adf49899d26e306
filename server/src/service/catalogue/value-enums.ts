/** Enumerations, by version. */
import { near } from '../text/similarity.ts';
import type { KeyRow } from './catalogue.ts';
import { valuesOf } from './dhis-conf-catalogue.ts';
import { type Piece, problem, undressed, type ValueProblem } from './value-problems.ts';
import { boundOf, compareVersions, type Dhis2Version } from './versions.ts';

export function checkEnum(row: KeyRow, piece: Piece, version: Dhis2Version): ValueProblem | undefined {
  const values = valuesOf(row, version);
  if (values === undefined || row.openValues) return undefined;
  const written = piece.text;
  if (values.includes(written) || (row.caseSensitive !== true && values.some((value) => sameLetters(value, written)))) return undefined;
  const since = laterSince(row, written, version);
  if (since !== undefined) return problem({ kind: 'value-from-later', written, since, values }, piece);
  return problem({ kind: 'unknown-value', written, values }, piece, meantBy(written, values));
}

/** Known words a mistyped one may have meant, in quotes or with a note behind it too. */
export function meantBy(written: string, known: readonly string[]): readonly string[] {
  const word = undressed(written)?.text ?? written;
  const exact = known.find((value) => sameLetters(value, word));
  if (exact !== undefined) return [exact];
  const close = near(word, known);
  return close.length > 0 ? close : known.filter((value) => word.length > 2 && value.toLowerCase().startsWith(word.toLowerCase()));
}

function sameLetters(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** The nearest version above that has the value. */
function laterSince(row: KeyRow, written: string, version: Dhis2Version): string | undefined {
  return row.valuesByVersion?.find(({ since, values }) => compareVersions(version, boundOf(since)) < 0 && values.includes(written))?.since;
}
