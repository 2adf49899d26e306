/**
 * Writes test/service/inventory/ansible-table.json: what Ansible makes of our inventories. Run by hand, with Debian's
 * ansible-core, when an input is added; the tests read the table.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('../test/service/inventory/', import.meta.url);
const inputs = JSON.parse(readFileSync(new URL('ansible-inputs.json', folder), 'utf8'));

/** Small inventories made of the pieces that matter, always the same ones. */
function fuzzed(count) {
  const pieces = [
    'h',
    'i',
    '[web]',
    '[web:vars]',
    '[all:vars]',
    '[db]',
    '[db:children]',
    'web',
    'a=1',
    'b="x y"',
    "c='z'",
    'd',
    '=',
    ' ',
    ' ',
  ];
  pieces.push(
    '\n',
    '\n',
    '\n',
    '\n',
    '#',
    ';',
    '"',
    "'",
    '\\',
    '[1:2]',
    ':22',
    '2.40',
    'yes',
    'True',
    '[',
    ']',
    ',',
    '\t',
    '\u00e9',
    '\r\n',
  );
  let state = 20_261_123;
  const next = (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return Array.from({ length: count }, () => Array.from({ length: 3 + next(16) }, () => pieces[next(pieces.length)]).join(''));
}

const cases = [
  ...Object.entries(inputs.hosts).flatMap(([topic, texts]) => texts.map((hosts) => ({ topic, files: { hosts } }))),
  ...inputs.files.map((files) => ({ topic: 'several files', files })),
  ...fuzzed(600).map((hosts) => ({ topic: 'fuzz', files: { hosts } })),
];

// Not the first Python of the PATH: the modules belong to that of Debian.
const python = spawnSync('/usr/bin/python3', [fileURLToPath(new URL('ansible_inventory.py', folder))], {
  input: `${cases.map(({ files }) => JSON.stringify(files)).join('\n')}\n`,
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
});
if (python.status !== 0) throw new Error(`python ended with ${python.status}: ${python.stderr || python.error?.message}`);
const answers = python.stdout.trimEnd().split('\n');
if (answers.length !== cases.length) throw new Error(`${cases.length} questions, ${answers.length} answers`);

/** Only ASCII, so that no editor and no diff changes or hides a character. */
const escaped = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
const ascii = (json) => json.replace(/[^ -~]/g, escaped);
const lines = cases.map((each, at) => `  ${ascii(JSON.stringify({ ...each, ...JSON.parse(answers[at]) }))}`);
writeFileSync(new URL('ansible-table.json', folder), `[\n${lines.join(',\n')}\n]\n`);
console.log(`${cases.length} cases`);
