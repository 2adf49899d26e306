/**
 * What Ansible's YAML reader makes of a plain scalar. It follows YAML 1.1: `yes` and `on` are booleans, `010` is 8,
 * `1:30` is 90. The `yaml` package follows 1.2, where they are not.
 */
import { type InventoryValue, pythonFloat, stringValue } from './inventory-value.ts';

const forms: readonly { readonly form: RegExp; readonly read: (text: string) => InventoryValue }[] = [
  { form: /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/, read: () => ({ kind: 'bool', value: true }) },
  { form: /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/, read: () => ({ kind: 'bool', value: false }) },
  { form: /^(?:~|null|Null|NULL|)$/, read: () => ({ kind: 'none' }) },
  { form: /^[-+]?0b[01][01_]*$/, read: (text) => integer(text, '0b') },
  { form: /^[-+]?0x[\da-fA-F][\da-fA-F_]*$/, read: (text) => integer(text, '0x') },
  { form: /^[-+]?0[0-7_]+$/, read: (text) => integer(text, '0o') },
  { form: /^[-+]?(?:0|[1-9][\d_]*)$/, read: (text) => integer(text, '') },
  { form: /^[-+]?[1-9][\d_]*(?::[0-5]?\d)+$/, read: (text) => ({ kind: 'int', text: String(sexagesimal(text)) }) },
  { form: /^[-+]?\d[\d_]*(?::[0-5]?\d)+\.[\d_]*$/, read: (text) => float(sexagesimal(text)) },
  { form: /^(?:[-+]?\d[\d_]*\.[\d_]*(?:[eE][-+]\d+)?|\.[\d][\d_]*(?:[eE][-+]\d+)?)$/, read: (text) => float(Number(plain(text))) },
  { form: /^[-+]?\.(?:inf|Inf|INF)$/, read: (text) => float(text.startsWith('-') ? -Infinity : Infinity) },
  { form: /^\.(?:nan|NaN|NAN)$/, read: () => float(Number.NaN) },
  {
    form: /^\d{4}-\d\d?-\d\d?(?:[Tt \t]+\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?)?$/,
    read: () => ({ kind: 'other' }),
  },
];

export function readPlainScalar(text: string): InventoryValue {
  return forms.find(({ form }) => form.test(text))?.read(text) ?? stringValue(text);
}

const plain = (text: string): string => text.replaceAll('_', '').replace(/^\+/, '');
const float = (value: number): InventoryValue => ({ kind: 'float', text: pythonFloat(value) });

/** `prefix` as JavaScript writes the base. */
function integer(text: string, prefix: '' | '0b' | '0o' | '0x'): InventoryValue {
  const digits = text
    .replaceAll('_', '')
    .replace(/^[-+]/, '')
    .replace(/^0[bx]/, '');
  const value = BigInt(`${prefix}${digits || '0'}`);
  return { kind: 'int', text: String(text.startsWith('-') ? -value : value) };
}

function sexagesimal(text: string): number {
  const value = plain(text)
    .replace('-', '')
    .split(':')
    .reduce((sum, part) => sum * 60 + Number(part), 0);
  return text.startsWith('-') ? -value : value;
}
