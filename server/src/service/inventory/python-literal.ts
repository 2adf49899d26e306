/**
 * What Python's `ast.literal_eval` makes of a text. Ansible sends every value of an INI inventory through it and keeps
 * the text when it is no literal: `2.40` becomes a number, `yes` stays a word, and behind a literal `#` begins a comment.
 */
import { type InventoryValue, pythonFloat, stringValue } from './inventory-value.ts';

/** Undefined when the text is no literal. */
export function readPythonLiteral(text: string): InventoryValue | undefined {
  const reader: Reader = { text, at: 0, depth: 0 };
  skipBlanks(reader);
  const value = readList(reader, undefined);
  if (value === undefined) return undefined;
  if (reader.text[reader.at] === '#') return value;
  return reader.at === text.length ? value : undefined;
}

type Reader = { readonly text: string; at: number; depth: number };

/** Python's tokenizer refuses more. */
const deepest = 200;
/** Python refuses to read longer decimal numbers. */
const mostDigits = 4300;

function skipBlanks(reader: Reader): void {
  while (reader.at < reader.text.length && ' \t\f'.includes(reader.text.charAt(reader.at))) reader.at++;
}

function take(reader: Reader, character: string): boolean {
  if (reader.text[reader.at] !== character) return false;
  reader.at++;
  skipBlanks(reader);
  return true;
}

/** Values between commas. Outside of brackets one value alone is itself, and several are a tuple. */
function readList(reader: Reader, close: string | undefined): InventoryValue | undefined {
  const items: InventoryValue[] = [];
  let commas = 0;
  while (close === undefined || reader.text[reader.at] !== close) {
    const item = readValue(reader);
    if (item === undefined) return undefined;
    items.push(item);
    if (!take(reader, ',')) break;
    commas++;
    if (close === undefined && (reader.at === reader.text.length || reader.text[reader.at] === '#')) break;
  }
  if (close !== undefined && !take(reader, close)) return undefined;
  const [only] = items;
  const isPlain = commas === 0 && only !== undefined && close !== ']';
  return isPlain ? only : { kind: 'list', items };
}

function readValue(reader: Reader): InventoryValue | undefined {
  const start = reader.text.charAt(reader.at);
  if (start === '[' || start === '(' || start === '{') return readBracket(reader, start);
  if (start === '+' || start === '-') return readSigned(reader);
  return readNumber(reader) ?? readName(reader) ?? readStrings(reader);
}

const closing = { '[': ']', '(': ')', '{': '}' } as const;

function readBracket(reader: Reader, open: '[' | '(' | '{'): InventoryValue | undefined {
  if (++reader.depth > deepest) return undefined;
  take(reader, open);
  const value = open === '{' ? readBraces(reader) : readList(reader, closing[open]);
  reader.depth--;
  return value;
}

/** A dictionary, or a set, which no template of the tool can use. */
function readBraces(reader: Reader): InventoryValue | undefined {
  const entries: (readonly [string, InventoryValue])[] = [];
  let isSet = false;
  for (let first = true; reader.text[reader.at] !== '}'; first = false) {
    const key = readValue(reader);
    if (key === undefined) return undefined;
    const isPair = take(reader, ':');
    if (first) isSet = !isPair;
    if (isPair === isSet) return undefined;
    if (isPair) {
      const value = readValue(reader);
      if (value === undefined) return undefined;
      entries.push([key.kind === 'string' || key.kind === 'int' || key.kind === 'float' ? key.text : '', value]);
    }
    if (!take(reader, ',')) break;
  }
  if (!take(reader, '}')) return undefined;
  return isSet ? { kind: 'other' } : { kind: 'map', entries };
}

/** One sign before a number; Python's reader knows no more of arithmetic. */
function readSigned(reader: Reader): InventoryValue | undefined {
  const isNegative = reader.text[reader.at] === '-';
  reader.at++;
  skipBlanks(reader);
  const number = readNumber(reader);
  if (number === undefined || !isNegative) return number;
  if (number.kind === 'int') return number.text === '0' ? number : { kind: 'int', text: `-${number.text}` };
  return number.kind === 'float' ? { kind: 'float', text: `-${number.text}` } : number;
}

const digits = '\\d(?:_?\\d)*';
const numberForms = new RegExp(
  [
    '(?<based>0[xX](?:_?[\\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+)',
    `(?<float>(?:${digits})?\\.${digits}(?:[eE][+-]?${digits})?|${digits}\\.(?:[eE][+-]?${digits})?|${digits}[eE][+-]?${digits})`,
    '(?<int>0(?:_?0)*(?![_\\d])|[1-9](?:_?\\d)*)',
  ].join('|'),
  'y',
);

function readNumber(reader: Reader): InventoryValue | undefined {
  numberForms.lastIndex = reader.at;
  const match = numberForms.exec(reader.text);
  if (match === null) return undefined;
  const after = reader.text.slice(reader.at + match[0].length, reader.at + match[0].length + 2);
  const isComplex = /^[jJ](?!\w)/.test(after);
  if (!isComplex && /^[\p{L}\p{N}_.]/u.test(after)) return undefined;
  const plain = match[0].replaceAll('_', '');
  const { based, float } = match.groups ?? {};
  if (based === undefined && float === undefined && plain.length > mostDigits) return undefined;
  reader.at += match[0].length + (isComplex ? 1 : 0);
  skipBlanks(reader);
  if (isComplex) return { kind: 'other' };
  return float === undefined ? { kind: 'int', text: BigInt(plain).toString() } : { kind: 'float', text: pythonFloat(Number(plain)) };
}

const names: { readonly [name: string]: InventoryValue } = {
  True: { kind: 'bool', value: true },
  False: { kind: 'bool', value: false },
  None: { kind: 'none' },
};
const nameForm = /(?:True|False|None)(?![\p{L}\p{N}_])/uy;

function readName(reader: Reader): InventoryValue | undefined {
  nameForm.lastIndex = reader.at;
  const match = nameForm.exec(reader.text);
  if (match === null) return undefined;
  reader.at += match[0].length;
  skipBlanks(reader);
  return names[match[0]];
}

const stringForm = /(?<prefix>[rRuU]|[bB][rR]?|[rR][bB])?(?<quote>'''|"""|'|")/y;

/** Strings beside each other are one. */
function readStrings(reader: Reader): InventoryValue | undefined {
  let text = '';
  let bytes: boolean | undefined;
  for (;;) {
    stringForm.lastIndex = reader.at;
    const match = stringForm.exec(reader.text);
    if (match === null) break;
    const prefix = (match.groups?.['prefix'] ?? '').toLowerCase();
    const isBytes = prefix.includes('b');
    if (bytes !== undefined && bytes !== isBytes) return undefined;
    bytes = isBytes;
    reader.at += match[0].length;
    const part = readQuoted(reader, match.groups?.['quote'] ?? '"', prefix.includes('r'));
    if (part === undefined) return undefined;
    text += part;
    skipBlanks(reader);
  }
  if (bytes === undefined) return undefined;
  return bytes ? { kind: 'other' } : stringValue(text);
}

function readQuoted(reader: Reader, quote: string, raw: boolean): string | undefined {
  let text = '';
  while (reader.at < reader.text.length) {
    if (reader.text.startsWith(quote, reader.at)) {
      reader.at += quote.length;
      return text;
    }
    if (reader.text[reader.at] === '\\') {
      const part = raw ? reader.text.slice(reader.at, reader.at + 2) : readEscape(reader);
      if (part === undefined) return undefined;
      if (raw) reader.at += 2;
      text += part;
    } else text += reader.text.charAt(reader.at++);
  }
  return undefined;
}

const shortEscapes: { readonly [letter: string]: string } = {
  ...{ '\\': '\\', "'": "'", '"': '"', a: '\u0007', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' },
};
const longEscape = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3}))/y;

/** Undefined for what Python refuses, and for characters by name, of which there is no list here. */
function readEscape(reader: Reader): string | undefined {
  const letter = reader.text.charAt(reader.at + 1);
  const short = Object.hasOwn(shortEscapes, letter) ? shortEscapes[letter] : undefined;
  if (short !== undefined) {
    reader.at += 2;
    return short;
  }
  longEscape.lastIndex = reader.at;
  const match = longEscape.exec(reader.text);
  if (match === null) {
    if (letter === '' || /[xuUN]/.test(letter)) return undefined;
    reader.at += 2;
    return `\\${letter}`;
  }
  const [whole, x, u, long, octal] = match;
  const code = octal === undefined ? Number.parseInt(x ?? u ?? long ?? '0', 16) : Number.parseInt(octal, 8);
  if (code > 0x10ffff) return undefined;
  reader.at += whole.length;
  return String.fromCodePoint(code);
}
