/** Values of variables of dhis2-server-tools in the form of a manifest. Undefined for what the tool itself does not take. */
import { formatVersion, parseVersion } from '../catalogue/versions.ts';
import type { InventoryHost } from '../inventory/inventory.ts';
import { printed } from '../inventory/inventory-value.ts';

/** As a template of the tool prints it. Undefined when it is not set, empty, more than a word, or a template itself. */
export function variable(host: InventoryHost, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const set = host.variables.get(name);
    const text = set === undefined ? undefined : printed(set.assignment.value)?.trim();
    if (text !== undefined && text !== '' && !isTemplate(text)) return text;
  }
  return undefined;
}

export const isTemplate = (text: string): boolean => /\{\{|\{%/.test(text);

/** What Ansible reads as a number has lost its last zero: the tool writes two decimals. */
export function dhis2VersionOf(host: InventoryHost): string | undefined {
  const set = host.variables.get('dhis2_version')?.assignment.value;
  const text = set?.kind === 'float' ? Number(set.text).toFixed(2) : variable(host, 'dhis2_version');
  const version = text === undefined ? undefined : parseVersion(text);
  return version && formatVersion(version);
}

/** `4G`, `512m`: the tool takes nothing else. */
export function heapOf(text: string): string | undefined {
  const [, count, unit = ''] = /^(\d+)([GgMm])$/.exec(text) ?? [];
  return count === undefined ? undefined : inBinary(Number(count), unit.toUpperCase());
}

/** `8GB` of PostgreSQL, where units are powers of 1024. `KB` is refused by PostgreSQL. */
export function postgresSizeOf(text: string): string | undefined {
  const [, count, unit = ''] = /^(\d+)(GB|MB|TB)$/.exec(text) ?? [];
  return count === undefined ? undefined : inBinary(Number(count), unit.charAt(0));
}

/** `2 GiB` for 2048 M. */
function inBinary(count: number, unit: string): string {
  return unit === 'M' && count > 0 && count % 1024 === 0 ? `${count / 1024} GiB` : `${count} ${unit}iB`;
}

export function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** `True` of YAML and INI, and what people write for it. */
export const isYes = (text: string | undefined): boolean => /^(?:true|yes|on|1)$/i.test(text ?? '');
