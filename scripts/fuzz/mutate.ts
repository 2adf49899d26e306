/** New files from known ones: what slips of hands, editors and merges make of a text, and what nobody would write. */
import type { Random } from './random.ts';

const nasty: readonly string[] = [
  ...['\n', '\r\n', '\r', '\f', '\t', ' ', '  ', '\u00a0', '\u200b', '\u2028', '\ufeff', '\u0000', '\ud83d', '\udc00', '😀', 'é', '\u212a'],
  ...['=', ':', ' = ', '==', '\\', '\\\\', '\\\n', '\\u', '\\u00', '\\u00e9', '\\u005c', '#', '!', '# ', '"', "'", '`', '“', '«'],
  ...[
    '$',
    '${',
    '}',
    '${A}',
    '${A:-',
    '${A:-1}',
    '${A_${B}}',
    '$${A}',
    '{{',
    '}}',
    '{{ a }}',
    '{%',
    '%}',
    '{% if a %}',
    '{#',
    '%A%',
    '$(a)',
  ],
  ...[
    '[',
    ']',
    '[a]',
    ';',
    ',',
    ', ',
    '//',
    '--',
    '<',
    '>',
    '@',
    '?',
    '&',
    '*',
    '/',
    '0',
    '-1',
    '1e9',
    '99999999999999999999',
    'on',
    'off',
    'true',
  ],
  ...[
    'oidc.provider.',
    'oidc.provider..',
    'oidc.provider.x.',
    'oidc.provider.azure.0.',
    'oidc.provider.dhis2.',
    'oidc.provider.x.0.client_id',
  ],
  ...[
    'read1.connection.url',
    'connection.url',
    'connection.pool.max_size',
    'connection url',
    'encryption.password',
    'jdbc:',
    'jdbc:postgresql://',
  ],
  ...['https://', 'http://u:p@h:1/', 'ldap://', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype.x'],
  ...[
    '# dhis2-version: 2.4',
    '# dhis2-lint-ignore unknown-key -- x until 2026-01-01',
    '# dhis2-lint-ignore-file wrong-value',
    '# dhis2-nodes: 9',
  ],
  // What YAML makes of it.
  ...['- ', '  - ', ': ', '? ', '|\n', '>-\n', '&a ', '*a', '<<: *a', '!t ', '---\n', '...\n', '%YAML 1.2\n', '~', '{ ', ' }', '{a: {b: '],
  ...['- name: a\n', 'version: 1\n', 'hosts:\n', 'sites:\n', 'a: &a [*a, *a]\n', '<<<<<<< HEAD\n', '=======\n', '>>>>>>> theirs\n'],
];

type Mutation = (text: string, random: Random, texts: readonly string[]) => string;

const put = (text: string, at: number, piece: string) => text.slice(0, at) + piece + text.slice(at);
const place = (text: string, random: Random) => random.below(text.length + 1);

/** Start and end of a piece, mostly a short one. */
function piece(text: string, random: Random): readonly [number, number] {
  const start = place(text, random);
  const longest = random.below(4) === 0 ? text.length - start : 12;
  return [start, Math.min(text.length, start + random.below(longest + 1))];
}

const cut: Mutation = (text, random) => {
  const [start, end] = piece(text, random);
  return text.slice(0, start) + text.slice(end);
};

const move: Mutation = (text, random) => {
  const [start, end] = piece(text, random);
  const rest = text.slice(0, start) + text.slice(end);
  return put(rest, place(rest, random), text.slice(start, end));
};

const splice: Mutation = (text, random, texts) => {
  const other = random.of(texts);
  const [start, end] = piece(other, random);
  return put(text, place(text, random), other.slice(start, end));
};

const join: Mutation = (text, random, texts) => text + random.of(['', '\n', '\r\n', '\\\n']) + random.of(texts);

const flip: Mutation = (text, random) => {
  const at = random.below(Math.max(1, text.length));
  return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << random.below(8))) + text.slice(at + 1);
};

const insert: Mutation = (text, random) => put(text, place(text, random), random.of(nasty));

const onLines =
  (change: (lines: string[], random: Random) => void): Mutation =>
  (text, random) => {
    const lines = text.split('\n');
    change(lines, random);
    return lines.join('\n');
  };

const repeatLine = onLines((lines, random) => {
  const line = random.of(lines);
  const times = random.below(20) === 0 ? 200 : 1 + random.below(2);
  lines.splice(random.below(lines.length + 1), 0, ...Array<string>(times).fill(line));
});

const swapLines = onLines((lines, random) => {
  const at = random.below(lines.length);
  lines.push(...lines.splice(at, 1));
});

const otherLineEnds: Mutation = (text, random) => text.replaceAll('\n', random.of(['\r\n', '\r', '\n\n']));

const lengthen: Mutation = (text, random) =>
  random.below(10) === 0 ? put(text, place(text, random), random.of(nasty).repeat(1 + random.below(2000))) : insert(text, random, []);

const mutations: readonly Mutation[] = [
  cut,
  move,
  splice,
  join,
  flip,
  flip,
  insert,
  insert,
  insert,
  repeatLine,
  swapLines,
  otherLineEnds,
  lengthen,
];

/** Joined files could grow without end; no `dhis.conf` is longer than this. */
const longest = 40_000;

export function mutate(texts: readonly string[], random: Random): string {
  let text = random.of(texts);
  for (let left = 1 + random.below(6); left > 0; left--) text = random.of(mutations)(text, random, texts);
  return text.slice(0, longest);
}
