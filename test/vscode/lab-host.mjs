// A bare Debian of test/lab/ for the walk, reached through a relay on loopback, and a folder whose manifest says what is wanted of it.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../../scripts/bootstrap.mjs';

/** @param {{ identity: string, port: string, fingerprint: string }} host */
const manifestOf = ({ identity, port, fingerprint }) => `version: 1
hosts:
  - name: hmis-1
    address: 127.0.0.1
    port: ${port}
    user: root
    identityFile: ${identity}
    hostKey: "${fingerprint}"
databases:
  - name: main
    host: hmis-1
    tuning: { recipe: dhis2-guide, memory: 4 GiB }
proxies:
  - name: front
    host: hmis-1
    kind: nginx
    serverNames: [hmis.health.example.org]
instances:
  - name: hmis
    host: hmis-1
    dhis2Version: "2.42.5"
    heap: 4 GiB
    database: main
    proxy: front
    war: { url: "https://releases.dhis2.org/42/dhis2-stable-42.5.0.war", sha256: ${'4b'.repeat(32)} }
`;

/**
 * Building what is not in the cache takes minutes.
 * @param {(manifest: string) => string} [change] of the manifest
 * @returns {Promise<{ workspace: string, sh: (script: string) => string, stop: () => Promise<void> }>}
 */
export async function startLabHost(change = (manifest) => manifest) {
  // It ends with its standard input's end, so also when we are killed.
  const lab = spawn(process.execPath, ['--import', 'tsx', 'test/lab/keep.ts', 'hmis-1'], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => lab.once('close', resolve));
  let said = '';
  /** @type {Promise<RegExpExecArray>} */
  const ready = new Promise((resolve) => {
    lab.stdout.on('data', (chunk) => {
      said += chunk;
      const found = /(SHA256:\S+)\n\s+ssh -i (\S+) -p (\d+) root@127\.0\.0\.1/.exec(said);
      if (found) resolve(found);
    });
  });
  const found = await Promise.race([ready, ended.then(() => undefined)]);
  if (found === undefined) throw new Error(`the host of the lab did not start: ${said}`);
  const [, fingerprint = '', identity = '', port = ''] = found;
  // Editors report real paths.
  const workspace = mkdtempSync(path.join(realpathSync(tmpdir()), 'hmis-'));
  writeFileSync(path.join(workspace, 'dhis2-hosting.yaml'), change(manifestOf({ identity, port, fingerprint })));
  const ssh = ['-i', identity, '-p', port, '-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null', 'root@127.0.0.1', 'sh'];
  return {
    workspace,
    sh: (script) => execFileSync('ssh', ssh, { input: script, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] }),
    stop: async () => {
      lab.kill('SIGTERM');
      await ended;
      rmSync(workspace, { recursive: true, force: true });
    },
  };
}
