/**
 * Hosts for a look: `node --import tsx test/lab/keep.ts db=db app=app,proxy new@trixie` starts them, says how to reach them,
 * and throws them away when it is interrupted.
 */
import { once } from 'node:events';
import { type Lab, startLab } from './lab.ts';
import { keeperLayers, layerNames, suites } from './suites.ts';

const form = /^([a-z][a-z0-9-]*)(?:=([a-z,]+))?(?:@([a-z]+))?$/;

async function start(lab: Lab, wanted: string): Promise<string> {
  const [, name = '', layers = '', suite = 'bookworm'] = form.exec(wanted) ?? [];
  const knownSuite = suites.find((known) => known === suite);
  const names = [...layerNames, ...keeperLayers];
  const knownLayers = layers === '' ? [] : layers.split(',').map((layer) => names.find((known) => known === layer));
  if (name === '' || knownSuite === undefined || knownLayers.includes(undefined)) {
    throw new Error(`${wanted} is not NAME[=LAYER,...][@SUITE] (${names.join(', ')}; ${suites.join(', ')})`);
  }
  const host = await lab.host(name, { suite: knownSuite, layers: knownLayers.filter((layer) => layer !== undefined) });
  const relay = await host.relay(22);
  const { fingerprint } = host.hostKey();
  return `${name}  ${host.address}  ${fingerprint}\n  ssh -i ${host.identityFile} -p ${relay.port} root@127.0.0.1`;
}

const lab = await startLab();
try {
  const wanted = process.argv.slice(2);
  for (const line of await Promise.all((wanted.length === 0 ? ['bare'] : wanted).map((host) => start(lab, host)))) console.log(line);
  console.log(`inside the lab's network: ${lab.inside.join(' ')} COMMAND`);
  console.log(`kept in ${lab.folder} until this program is interrupted`);
  await Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal)));
} finally {
  await lab.close();
}
