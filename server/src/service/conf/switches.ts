/** Whether a switch is on, in the words the release understands. */
import type { Catalogue, KeyRow } from '../catalogue/catalogue.ts';
import { type Dhis2Version, isWithin } from '../catalogue/versions.ts';
import type { ConfDocument } from './conf-document.ts';
import { effectiveValue, isDecidedLater } from './effective.ts';

type Conf = ConfDocument & { readonly version: Dhis2Version; readonly catalogue: Catalogue };

/** Undefined when the environment or a template decides. A switch that the release does not have is off. */
export function switchState(conf: Conf, key: string): 'on' | 'off' | undefined {
  const effective = effectiveValue(conf, key);
  if (effective.from === 'nowhere') return 'off';
  if (isDecidedLater(effective.value)) return undefined;
  return switchesOn(conf.catalogue.lookup(key)?.row, effective.value, conf.version) ? 'on' : 'off';
}

export function isOn(conf: Conf, key: string): boolean {
  return switchState(conf, key) === 'on';
}

export function isOff(conf: Conf, key: string): boolean {
  return switchState(conf, key) === 'off';
}

function switchesOn(row: KeyRow | undefined, value: string, version: Dhis2Version): boolean {
  const words = row?.literals?.find((span) => isWithin(version, span));
  if (words === undefined) return /^(?:on|true)$/i.test(value);
  return words.enables.some((word) => (words.ignoreCase ? word.toLowerCase() === value.toLowerCase() : word === value));
}
