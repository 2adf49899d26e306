/** Switches: which words they understand changed with the versions (literals of the row). */
import { near } from '../text/similarity.ts';
import type { KeyRow } from './catalogue.ts';
import { defaultOf } from './dhis-conf-catalogue.ts';
import { type Piece, problem, undressed, type ValueProblem } from './value-problems.ts';
import { type Dhis2Version, isWithin } from './versions.ts';

/** Whoever writes these means off, and off is what every reading of the server makes of them. */
const meansOff = new Set(['off', 'false', 'no', 'n', 'f', '0', 'disable', 'disabled', 'none', 'never', 'non', 'faux']);
const meansOn = new Set(['on', 'true', 'yes', 'y', 't', '1', 'enable', 'enabled', 'oui', 'vrai']);

export function checkSwitch(row: KeyRow, piece: Piece, version: Dhis2Version): ValueProblem | undefined {
  const words = row.literals?.find((span) => isWithin(version, span));
  const [on] = words?.enables ?? [];
  const [off] = words?.disables ?? [];
  if (words === undefined || on === undefined || off === undefined) return undefined;
  const same = (word: string) => (words.ignoreCase ? word.toLowerCase() === piece.text.toLowerCase() : word === piece.text);
  if (words.enables.some(same) || words.disables.some(same)) return undefined;
  const word = (undressed(piece.text)?.text ?? piece.text).toLowerCase();
  if (meansOff.has(word.split(/[^a-z0-9]/)[0] ?? '')) return undefined;
  // Left empty, a switch is off; that surprises nobody but whoever counted on a default of on.
  if (piece.text === '' && !meansOn.has(defaultOf(row, version) ?? '')) return undefined;
  const countsAs = words.otherwise === 'disables' ? 'off' : 'neither';
  return problem({ kind: 'not-a-switch', written: piece.text, countsAs, on, off }, piece, suggestions(word, on, off));
}

function suggestions(word: string, on: string, off: string): readonly string[] {
  if (meansOn.has(word)) return [on];
  const [meant] = near(
    word,
    [...meansOn, ...meansOff].filter((known) => known.length > 3),
  );
  if (meant === undefined) return [on, off];
  return [meansOn.has(meant) ? on : off];
}
