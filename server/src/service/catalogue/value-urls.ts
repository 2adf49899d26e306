/** URLs, only where the server has an opinion on them: rows that name schemes, or an end the value must not have. */
import type { KeyRow } from './catalogue.ts';
import { type Piece, problem, type ValueProblem } from './value-problems.ts';
import { type Dhis2Version, isWithin } from './versions.ts';

export function checkUrl(row: KeyRow, piece: Piece, version: Dhis2Version): ValueProblem | undefined {
  if (row.schemes?.includes('ldap')) return first(wordsOf(piece), (word) => checkScheme(word, row.schemes ?? []));
  return (row.schemes && (checkScheme(piece, row.schemes) ?? checkLocal(row, piece, version))) ?? checkEnd(row, piece);
}

/** `jdbc:` and a driver's name, as `jdbc:postgresql:dhis2`; what follows is the driver's business. May hold a password. */
export function checkJdbcUrl(piece: Piece): ValueProblem | undefined {
  return /^jdbc:[\w+-]+:/i.test(piece.text) ? undefined : problem({ kind: 'not-a-jdbc-url' }, piece);
}

export function checkScheme(piece: Piece, schemes: readonly string[]): ValueProblem | undefined {
  const scheme = /^([a-zA-Z][\w+.-]*):\/\//.exec(piece.text)?.[1];
  if (scheme === undefined) return problem({ kind: 'not-a-url', schemes }, piece);
  if (!schemes.includes(scheme.toLowerCase())) {
    return problem({ kind: 'scheme-not-allowed', scheme, schemes }, { text: scheme, start: piece.start }, schemes.slice(0, 1));
  }
  return /^[^:]+:\/\/[^\s/?#]\S*$/.test(piece.text) ? undefined : problem({ kind: 'not-a-url', schemes }, piece);
}

/** LDAP takes several addresses separated by blanks. */
function wordsOf({ text, start }: Piece): readonly Piece[] {
  return [...text.matchAll(/\S+/g)].map((match) => ({ text: match[0], start: start + match.index }));
}

function first(pieces: readonly Piece[], check: (piece: Piece) => ValueProblem | undefined): ValueProblem | undefined {
  for (const piece of pieces) {
    const found = check(piece);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Addresses of generic OpenID Connect providers must not be local before 2.38 (GenericOidcProviderConfigParser). */
function checkLocal(row: KeyRow, piece: Piece, version: Dhis2Version): ValueProblem | undefined {
  if (!row.key.startsWith('oidc.provider.<id>.') || isWithin(version, { since: '2.38' })) return undefined;
  const host = /^[^:]+:\/\/(?:[^/?#@]*@)?([^/?#:]+)/.exec(piece.text)?.[1] ?? '';
  return host.toLowerCase() === 'localhost' || /^[a-z][\w-]*$/i.test(host)
    ? problem({ kind: 'local-address', since: '2.38' }, piece)
    : undefined;
}

function checkEnd(row: KeyRow, piece: Piece): ValueProblem | undefined {
  const end = row.mustNotEndWith;
  if (end === undefined || end === '') return undefined;
  let length = piece.text.length;
  while (length >= end.length && piece.text.startsWith(end, length - end.length)) length -= end.length;
  // Of a value that is nothing else, nothing would be left.
  if (length === piece.text.length || length === 0) return undefined;
  return problem({ kind: 'wrong-end', end }, { text: piece.text.slice(length), start: piece.start + length }, ['']);
}
