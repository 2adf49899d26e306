/** Whether a switch is on, in the words the release understands. */
import type { Catalogue, KeyRow } from '../catalogue/catalogue.ts';
import { checkValue } from '../catalogue/value-types.ts';
import { type Dhis2Version, isWithin } from '../catalogue/versions.ts';
import type { ConfEntry } from '../rules/context.ts';
import type { ConfDocument } from './conf-document.ts';
import { effectiveValue, isDecidedLater } from './effective.ts';

type Conf = ConfDocument & { readonly version: Dhis2Version; readonly catalogue: Catalogue };

/** Undefined when the environment or a template decides. A switch that the release does not have is off. */
export function switchState(conf: Conf, key: string): 'on' | 'off' | undefined {
  const effective = effectiveValue(conf, key);
  if (effective.from === 'nowhere') return 'off';
  if (isDecidedLater(effective.value)) return undefined;
  return saysOn(conf.catalogue.lookup(key)?.row, effective.value, conf.version) ? 'on' : 'off';
}

export function isOn(conf: Conf, key: string): boolean {
  return switchState(conf, key) === 'on';
}

export function isOff(conf: Conf, key: string): boolean {
  return switchState(conf, key) === 'off';
}

/** The entry in which the file itself says on or off, in words of the release: of others `wrong-value` speaks. */
export function written(conf: Conf, key: string, state: 'on' | 'off'): ConfEntry | undefined {
  const entry = conf.winners().get(key);
  if (entry?.match === undefined || entry.value === '' || effectiveValue(conf, key).from !== 'file') return undefined;
  if (switchState(conf, key) !== state || checkValue(entry.match.row, entry.value, conf.version) !== undefined) return undefined;
  return entry;
}

export function saysOn(row: KeyRow | undefined, value: string, version: Dhis2Version): boolean {
  const words = row?.literals?.find((span) => isWithin(version, span));
  if (words === undefined) return /^(?:on|true)$/i.test(value);
  return words.enables.some((word) => (words.ignoreCase ? word.toLowerCase() === value.toLowerCase() : word === value));
}
