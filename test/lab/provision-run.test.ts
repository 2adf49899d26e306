/** From a bare host and a manifest to DHIS2 over HTTPS, as a run on the host that the command line starts. */
import assert from 'node:assert/strict';
import { createReadStream, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { test } from 'node:test';
import { runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { startLab } from './lab.ts';
import { standIn } from './stand-in/stand-in.ts';
import { addSue } from './sue.ts';

test('a bare host is provisioned by one plan and one run, and a second plan is empty', async (t) => {
  const lab = await startLab();
  t.after(() => lab.close());
  const war = await standIn('2.42.5');
  await lab.serve(
    8088,
    createServer((_, response) => void createReadStream(war.file).pipe(response.writeHead(200, { 'content-length': war.size }))),
  );
  lab.name('releases.test', lab.gateway);
  const host = await lab.host('one');
  await addSue(host);
  const { port } = await host.relay(22);
  const cwd = await temporaryFolder(t, {});
  writeFileSync(
    path.join(cwd, 'dhis2-hosting.yaml'),
    `version: 1
hosts:
  - { name: one, address: 127.0.0.1, port: ${port}, user: sue, agent: false, identityFile: ${host.identityFile}, hostKey: "${host.hostKey().fingerprint}" }
databases:
  - { name: main, host: one, tuning: { recipe: dhis2-guide, memory: 1 GiB } }
proxies:
  - { name: front, host: one, kind: nginx, serverNames: [dhis.test] }
instances:
  - { name: hmis, host: one, dhis2Version: "2.42.5", database: main, proxy: front, heap: 512 MiB,
      war: { url: "http://releases.test:8088/dhis.war", sha256: ${war.sha256} } }
`,
  );
  const cli = (...args: readonly string[]) => runCli([...args, '--locale', 'en'], { cwd, env: { HOME: cwd } });
  const planned = await cli('plan', '--save', 'one.json');
  assert.equal(planned.code, 1, planned.stderr);
  const began = Date.now();
  const applied = await cli('apply', '--plan', 'one.json', '--yes');
  assert.equal(applied.code, 0, `${applied.stdout.slice(-6000)}\n${applied.stderr}`);
  t.diagnostic(`${Math.round((Date.now() - began) / 1000)} s`);
  const again = await cli('plan');
  assert.equal(again.code, 0, again.stdout);
  const body = await host.sh('curl --silent --insecure --resolve dhis.test:443:127.0.0.1 https://dhis.test/api/ping');
  assert.equal(body.trim(), 'pong');
  // No secret that the host has made is in what the run keeps.
  await host.sh(
    'for f in /etc/dhis2/hmis/secrets.env; do sed -n "s/^[A-Z_]*=//p" "$f"; done > /root/made; ! grep -rqFf /root/made /var/lib/dhis2-hosting/runs /var/lib/dhis2-hosting/journal',
  );
});
