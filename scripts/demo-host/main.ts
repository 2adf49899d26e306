/**
 * The demo host of `npm start` and of the editor tests: `main.ts FOLDER`, where FOLDER/demo-workspace is a copy of the sample
 * workspace. Says in one line of JSON that it is up. When its standard input ends, whoever started it is done or dead: it removes
 * the folder and ends.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createGrowingLog } from './growing-log.ts';
import { writeDoor } from './manifest.ts';
import { createKeyPair, startSshServer } from './ssh-server.ts';
import { playTail } from './tail-player.ts';

const user = 'demo';
const logFile = '/var/log/tomcat10/catalina.out';
const growthMs = 1500;

async function main(folder: string): Promise<void> {
  const clientKey = createKeyPair('demo');
  const identityFile = path.join(folder, 'keys/id_ed25519');
  await mkdir(path.dirname(identityFile), { mode: 0o700 });
  await writeFile(identityFile, clientKey.private, { mode: 0o600 });

  const log = createGrowingLog(growthMs);
  const server = await startSshServer({ user, clientKey, handle: playTail(logFile, log) });
  await writeDoor(path.join(folder, 'demo-workspace/dhis2-hosting.yaml'), {
    port: server.port,
    user,
    identityFile,
    hostKey: server.fingerprint,
  });
  process.stdin.resume().once('end', () => {
    log.stop();
    void server
      .stop()
      // An editor that is closing may still write into its profile.
      .then(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }))
      .finally(() => process.exit());
  });
  console.log(JSON.stringify({ port: server.port, hostKey: server.fingerprint }));
}

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('main.ts FOLDER');
  process.exitCode = 2;
} else {
  await main(path.resolve(folder));
}
