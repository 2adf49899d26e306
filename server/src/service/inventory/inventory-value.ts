/** What Ansible makes of a value, whichever file it stands in. */

export type InventoryValue =
  | { readonly kind: 'string'; readonly text: string }
  /** In canonical notation, because numbers of Python have no limit. */
  | { readonly kind: 'int'; readonly text: string }
  /** As Python writes the number back: what a template of the tool prints. */
  | { readonly kind: 'float'; readonly text: string }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'none' }
  | { readonly kind: 'list'; readonly items: readonly InventoryValue[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [string, InventoryValue])[] }
  /** Bytes, sets, dates, encrypted values: nothing the tool's variables hold in clear text. */
  | { readonly kind: 'other' };

export const stringValue = (text: string): InventoryValue => ({ kind: 'string', text });

/** As a template prints it; undefined for what is more than a word. */
export function printed(value: InventoryValue): string | undefined {
  switch (value.kind) {
    case 'string':
    case 'int':
    case 'float':
      return value.text;
    case 'bool':
      return value.value ? 'True' : 'False';
    case 'none':
      return '';
    case 'list':
    case 'map':
    case 'other':
      return undefined;
  }
}

/** As Python prints a float: `2.4`, `1000.0`, `1e+16`, `1e-05`. */
export function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (value !== 0 && (power < -4 || power >= 16)) {
    return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  }
  const text = Object.is(value, -0) ? '-0' : power < -6 ? value.toFixed(20).replace(/0+$/, '') : String(value);
  return /[.]/.test(text) ? text : `${text}.0`;
}
