/** Questions to a host and their answers, against this machine's /bin/sh. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { defineFact } from '../../client/src/operations/fact.ts';
import { askHost } from '../../client/src/operations/host-shell.ts';
import { probeHost, probeScript, readProbe } from '../../client/src/operations/probe.ts';
import { run, snippet } from '../../client/src/operations/script.ts';
import { localConnection } from '../support/local-connection.ts';
import { soon } from '../support/ssh-client.ts';

const echoed = (id: string, ...words: readonly string[]) =>
  defineFact({ id, script: run(...words), parse: ({ code, out }) => (code === 0 ? out : undefined) });

describe('a question to a host', () => {
  test('comes back whole, with bytes as they were and the code of the script', async () => {
    const { code, out } = await askHost(localConnection(), `printf 'a\\0\\377b'; exit 7`, soon());
    assert.deepEqual({ code, out: [...out] }, { code: 7, out: [0x61, 0, 0xff, 0x62] });
  });

  test('is not disturbed by what a profile prints, nor by a program that reads on (F08)', async () => {
    const noise = 'Welcome!\nlast login {"version":9}\n';
    const { code, out } = await askHost(localConnection({ noise }), 'cat; echo "in: $(cat)"; echo done', soon());
    assert.deepEqual({ code, out: out.toString() }, { code: 0, out: 'in: \ndone\n' });
  });

  test('of which half arrived is not run', async () => {
    const half = (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 3);
    await assert.rejects(askHost(localConnection({ stdin: half }), 'echo done', soon()), { code: 'command-failed' });
  });

  test('whose answer was cut has none', async () => {
    await assert.rejects(askHost(localConnection(), 'echo first; kill -9 $$', soon()), { code: 'command-failed' });
  });

  test('asks the same of every shell that a login may have (F09)', async () => {
    for (const shell of ['/bin/sh', '/bin/bash']) {
      const { out } = await askHost(localConnection({ shell }), `echo "it's $((1 + 1)) \\"x\\""`, soon());
      assert.equal(out.toString(), `it's 2 "x"\n`);
    }
  });
});

describe('a probe', () => {
  test('answers every fact, and tells why one has no answer', async () => {
    const strange = `strange 'name' $(id)`;
    const facts = {
      name: echoed(`packages:${strange}`, 'printf', '%s', strange),
      bytes: echoed('bytes', 'printf', 'é"\\\\\\n'),
      missing: echoed('missing', 'no-such-program-at-all'),
      failed: defineFact({ id: 'failed', script: run('false'), parse: ({ code, out }) => (code === 0 ? out : undefined) }),
      odd: defineFact({ id: 'odd', script: run('echo', 'x'), parse: () => undefined }),
      long: echoed('long', 'head', '-c', '300000', '/dev/zero'),
      input: echoed('input', 'cat'),
    };
    const seen = await probeHost(localConnection({ noise: 'motd\n' }), Object.values(facts), soon());
    const answers = Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, seen.answer(fact)]));
    assert.deepEqual(answers, {
      name: { known: true, value: strange },
      bytes: { known: true, value: 'é"\\\n' },
      missing: { known: false, reason: 'tool-missing' },
      failed: { known: false, reason: 'failed' },
      odd: { known: false, reason: 'not-understood' },
      long: { known: false, reason: 'too-long' },
      input: { known: true, value: '' },
    });
    assert.deepEqual(seen.answer(echoed('never-asked', 'true')), { known: false, reason: 'not-asked' });
  });

  test('has a digest of each answer: the same for the same, another for another code', async () => {
    const one = (code: number) => defineFact({ id: 'one', script: snippet('s', `echo x; exit ${code}`), parse: () => 'x' });
    const digests = await Promise.all(
      [0, 0, 1].map(async (code) => (await probeHost(localConnection(), [one(code)], soon())).digest('one')),
    );
    assert.match(digests[0] ?? '', /^[0-9a-f]{64}$/);
    assert.equal(digests[0], digests[1]);
    assert.notEqual(digests[0], digests[2]);
  });

  test('asks a fact once that is named twice', () => {
    const fact = echoed('one', 'true');
    assert.equal(probeScript([fact, fact]).split('ask one').length, 2);
  });

  const documents: readonly (readonly [name: string, text: string])[] = [
    ['of another version', '{"version":2,"facts":{}}'],
    ['of none', '{"facts":{}}'],
    ['that is cut', '{"version":1,"facts":{"a":{"out":"'],
    ['with half a fact', '{"version":1,"facts":{"a":{"out":""}}}'],
    ['that is a list', '[]'],
    ['that is empty', ''],
  ];
  for (const [name, text] of documents) {
    test(`does not believe a document ${name}`, () => assert.equal(readProbe(text), undefined));
  }
});
