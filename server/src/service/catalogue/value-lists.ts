/** Lists. Most are split at the separator and no further: a blank beside it belongs to the item. */
import type { KeyRow } from './catalogue.ts';
import { meantBy } from './value-enums.ts';
import { type Piece, problem, trimmed, type ValueProblem } from './value-problems.ts';
import { checkScheme } from './value-urls.ts';
import { type Dhis2Version, isWithin } from './versions.ts';

export function checkList(row: KeyRow, piece: Piece, version: Dhis2Version): ValueProblem | undefined {
  const { separator = ',' } = row;
  if (separator === ' ') return checkWords(piece);
  const trims = row.trimsItems?.some((span) => isWithin(version, span)) === true;
  for (const item of itemsOf(piece, separator)) {
    const found = checkItem(row, trims ? trimmed(item) : item, separator);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Empty items are left out: Java drops those at the end, and a doubled separator does no harm. */
function itemsOf({ text, start }: Piece, separator: string): readonly Piece[] {
  let place = start;
  return text
    .split(separator)
    .map((item) => {
      const piece = { text: item, start: place };
      place += item.length + separator.length;
      return piece;
    })
    .filter((item) => trimmed(item).text !== '');
}

function checkItem(row: KeyRow, item: Piece, separator: string): ValueProblem | undefined {
  if (row.itemValues !== undefined) return checkKnown(row.itemValues, item, separator);
  switch (row.itemType) {
    case 'url':
      return checkBlank(item, separator);
    case 'url-origin':
      return checkBlank(item, separator) ?? checkOrigin(row, item);
    case 'ip':
      return /[*/]/.test(item.text) ? problem({ kind: 'not-an-address', written: item.text }, item) : undefined;
    case 'pair':
      return trimmed(item).text.split(/\s+/).length === 2
        ? undefined
        : problem({ kind: 'not-a-pair', written: trimmed(item).text }, trimmed(item));
    default:
      return undefined;
  }
}

function checkKnown(known: readonly string[], item: Piece, separator: string): ValueProblem | undefined {
  if (known.includes(item.text)) return undefined;
  const core = trimmed(item);
  if (known.includes(core.text)) return checkBlank(item, separator, core.text);
  return problem(
    { kind: 'unknown-item', written: core.text, values: known },
    core,
    resplit(core.text, known, separator) ?? meantBy(core.text, known),
  );
}

/** Known items joined by the wrong separator. */
function resplit(text: string, known: readonly string[], separator: string): readonly string[] | undefined {
  const parts = text.split(/[\s,;]+/).filter(Boolean);
  return parts.length > 1 && parts.every((part) => known.includes(part)) ? [parts.join(separator)] : undefined;
}

function checkBlank(item: Piece, separator: string, instead = trimmed(item).text): ValueProblem | undefined {
  return trimmed(item).text === item.text ? undefined : problem({ kind: 'blank-in-list', separator }, item, [instead]);
}

/** Scheme and host, perhaps a port; a path stops the start, even a closing slash (RouteService, from 2.42 on). */
function checkOrigin(row: KeyRow, item: Piece): ValueProblem | undefined {
  const wrong = checkScheme(item, row.schemes ?? []);
  if (wrong !== undefined) return wrong;
  const slash = item.text.indexOf('/', item.text.indexOf('://') + 3);
  if (slash === -1) return undefined;
  return problem({ kind: 'path-not-allowed' }, { text: item.text.slice(slash), start: item.start + slash }, ['']);
}

/** A list whose separator is a blank; a comma would be part of a word. */
function checkWords(piece: Piece): ValueProblem | undefined {
  if (!piece.text.includes(',')) return undefined;
  return problem({ kind: 'comma-in-list' }, piece, [
    piece.text
      .split(/[\s,]+/)
      .filter(Boolean)
      .join(' '),
  ]);
}
