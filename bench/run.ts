/** `npm run bench [service|server|yaml|ssh|hosts|tail|backup] [-- --out FILE] [--lines 100,1000]`: measures, prints a table, and keeps the numbers where it is told to. */
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { type Measurement, table } from './measure.ts';

/** From a bundle: the loader that runs this file rewrites imports, and the service would pay for it. */
async function bundledService(): Promise<readonly Measurement[]> {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const outfile = path.join(here, '../dist/bench/service.cjs');
  await build({
    entryPoints: [path.join(here, 'service.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  });
  const { benchService } = createRequire(import.meta.url)(outfile) as typeof import('./service.ts');
  return benchService();
}

/** Loaded when asked for: the tail needs an SSH server, `ssh`, `hosts` and `backup` the lab, `hosts` Ansible, `yaml` other language servers. */
const benches: { readonly [name: string]: () => Promise<readonly Measurement[]> } = {
  service: bundledService,
  server: async () => (await import('./server.ts')).benchServer(),
  yaml: async () => (await import('./yaml.ts')).benchYaml((values.lines ?? '').split(',').filter(Boolean).map(Number)),
  ssh: async () => (await import('./hosts.ts')).benchSsh(),
  hosts: async () => (await import('./hosts.ts')).benchHosts(),
  backup: async () => (await import('./backup.ts')).benchBackup(),
  tail: async () => (await import('./tail.ts')).benchTail(),
};

const { values, positionals } = parseArgs({ allowPositionals: true, options: { out: { type: 'string' }, lines: { type: 'string' } } });
const wanted = positionals.length === 0 ? Object.keys(benches) : positionals;
const unknown = wanted.filter((name) => benches[name] === undefined);
if (unknown.length > 0) {
  console.error(`no bench called ${unknown.join(', ')}; there are: ${Object.keys(benches).join(', ')}`);
  process.exitCode = 2;
} else {
  const machine = { node: process.version, cores: cpus().length, processor: cpus()[0]?.model ?? '' };
  console.log(`Node ${machine.node}, ${machine.cores} cores, ${machine.processor}`);
  const results: { [name: string]: readonly Measurement[] } = {};
  for (const name of wanted) {
    results[name] = (await benches[name]?.()) ?? [];
    console.log(`\n${name}\n${table(results[name])}`);
  }
  if (values.out !== undefined) await writeFile(values.out, `${JSON.stringify({ ...machine, results }, undefined, 2)}\n`);
}
