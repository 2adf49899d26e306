import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const hosts = 'version: 1\norganisation: { name: Ministry }\nhosts:\n  - { name: web-1, address: 192.0.2.1 }\n';
const instances = 'version: 1\ninstances:\n  - { name: hmis, host: web-1, config: dhis.conf }\n';

test('sheet writes the plan of all manifests around, in the language that is asked for', async (t) => {
  const folder = await temporaryFolder(t, { 'dhis2-hosting.yaml': hosts, 'below/dhis2-hosting.yaml': instances });
  const english = await runCli(['sheet', 'below/dhis2-hosting.yaml'], { cwd: folder });
  assert.equal(english.code, 0, english.stderr);
  assert.match(english.stdout, /^# Planning sheet: Ministry\n/);
  assert.match(english.stdout, /\| hmis \|/);
  assert.match(english.stdout, /\| web-1 · 192\.0\.2\.1 \|/);
  const french = await runCli(['sheet', '--locale', 'fr', 'dhis2-hosting.yaml'], { cwd: folder });
  assert.match(french.stdout, /^# Fiche de planification : Ministry\n/);
});

test('sheet tells what it cannot take', async (t) => {
  const folder = await temporaryFolder(t, { 'plan.yaml': hosts });
  for (const [args, problem] of [
    [[], /Name a hosting manifest/],
    [['plan.yaml'], /plan\.yaml is no hosting manifest by its name/],
    [['dhis2-hosting.yaml'], /dhis2-hosting\.yaml/],
  ] as const) {
    const { code, stdout, stderr } = await runCli(['sheet', ...args], { cwd: folder });
    assert.equal(code, 2);
    assert.equal(stdout, '');
    assert.match(stderr, problem);
  }
});
