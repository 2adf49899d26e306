/**
 * Writes test/service/properties/java-table.json: what java.util.Properties answers to our inputs. Run by hand, with a
 * Java 17 on the PATH, when an input is added; the tests only read the table.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('../test/service/properties/', import.meta.url);
const { texts, bytes } = JSON.parse(readFileSync(new URL('java-inputs.json', folder), 'utf8'));

/** Small texts made of the characters that matter, always the same ones. */
function fuzzTexts(count) {
  const pieces = ['a', 'b', '=', ':', ' ', '\t', '\f', '\\', '\\', '\\', '#', '!', 'u', '0', '1', '\n', '\r', '\r\n'];
  pieces.push('\\u0041', '\\u00e9', '\\u3d', '\u00e9', '\u00a0', '"', "'");
  let state = 20_261_123;
  const next = (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return Array.from({ length: count }, () => Array.from({ length: 2 + next(14) }, () => pieces[next(pieces.length)]).join(''));
}

const cases = [
  ...Object.entries(texts).flatMap(([topic, inputs]) => inputs.map((text) => ({ topic, text }))),
  ...fuzzTexts(600).map((text) => ({ topic: 'fuzz', text })),
  ...Object.entries(bytes).flatMap(([topic, inputs]) => inputs.map((hex) => ({ topic, bytes: hex }))),
];
const request = cases.map((each) => ('text' in each ? `chars ${utf16Hex(each.text)}` : `bytes ${each.bytes}`));

function utf16Hex(text) {
  return Array.from({ length: text.length }, (_, at) => text.charCodeAt(at).toString(16).padStart(4, '0')).join('');
}

const java = spawnSync('java', [fileURLToPath(new URL('JavaProperties.java', folder))], {
  input: `${request.join('\n')}\n`,
  encoding: 'utf8',
});
if (java.status !== 0) throw new Error(`java ended with ${java.status}: ${java.stderr || java.error?.message}`);
const answers = java.stdout.trimEnd().split('\n');
if (answers.length !== cases.length) throw new Error(`${cases.length} questions, ${answers.length} answers`);

/** Only ASCII, so that no editor and no diff changes or hides a character. */
const ascii = (json) => json.replace(/[^ -~]/g, (character) => `\\u${utf16Hex(character)}`);
const lines = cases.map((each, at) => `  ${ascii(JSON.stringify({ ...each, ...JSON.parse(answers[at]) }))}`);
writeFileSync(new URL('java-table.json', folder), `[\n${lines.join(',\n')}\n]\n`);
console.log(`${cases.length} cases`);
