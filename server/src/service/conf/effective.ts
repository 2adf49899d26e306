/** What a key amounts to once defaults are applied: the questions that rules about several keys ask. */
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Dhis2Version } from '../catalogue/versions.ts';
import type { Span } from '../findings.ts';
import type { ConfEntry } from '../rules/context.ts';
import type { ConfDocument } from './conf-document.ts';

export type EffectiveValue =
  | { readonly from: 'file'; readonly value: string; readonly entry: ConfEntry }
  | { readonly from: 'default'; readonly value: string }
  /** The key has no default, or this release does not have the key. */
  | { readonly from: 'nowhere' };

type Conf = ConfDocument & { readonly version: Dhis2Version; readonly catalogue: Catalogue };

/** True when the server fills the value in at start, so that nothing can be said of it here: `${NAME}` or a template. */
export function isDecidedLater(value: string): boolean {
  return value.includes('${') || value.includes('{{') || value.includes('{%');
}

export function effectiveValue(conf: Conf, key: string): EffectiveValue {
  const entry = conf.winners().get(key);
  const match = entry === undefined ? conf.catalogue.lookup(key) : entry.match;
  if (match !== undefined && conf.catalogue.availability(match.row, conf.version).kind !== 'available') return { from: 'nowhere' };
  if (entry !== undefined) return { from: 'file', value: entry.value, entry };
  const value = match === undefined ? undefined : conf.catalogue.defaultOf(match.row, conf.version);
  return value === undefined ? { from: 'nowhere' } : { from: 'default', value };
}

/** The text in force, or undefined when it is unset, empty or decided later. */
export function knownValue(conf: Conf, key: string): string | undefined {
  const effective = effectiveValue(conf, key);
  if (effective.from === 'nowhere' || effective.value === '' || isDecidedLater(effective.value)) return undefined;
  return effective.value;
}

/** The entry of a key when the file sets it to something that is not empty. */
export function setEntry(conf: Conf, key: string): ConfEntry | undefined {
  const entry = conf.winners().get(key);
  return entry === undefined || entry.value === '' ? undefined : entry;
}

/**
 * Whether the file is the whole configuration of a server rather than a fragment of one: only then may a rule
 * complain that a key is absent. A server cannot start without `connection.url`.
 */
export function isWholeConfiguration(conf: Conf): boolean {
  return conf.winners().has('connection.url');
}

/** Where to report what is absent: the key of `connection.url`, which every whole configuration has. */
export function placeOfAbsence(conf: Conf): Span {
  return conf.winners().get('connection.url')?.entry.key.span ?? { start: 0, end: 0 };
}
