/** Bundles of the sources as they are now, made once a run: the tests must not pass or fail on an old dist/. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { hostsAreApart } from '../../scripts/hosts-are-apart.ts';
import { leanLibraries } from '../../scripts/lean-libraries.ts';
import * as parts from '../../scripts/service-in-parts.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

const made = new Map<string, Promise<string>>();

function bundle(entry: string, name: string, options: BuildOptions): Promise<string> {
  const outfile = path.join(root, 'dist/test', name);
  const known = made.get(name);
  if (known !== undefined) return known;
  const building = build({
    ...options,
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    logLevel: 'error',
    plugins: [...leanLibraries, ...(options.plugins ?? [])],
  }).then(() => outfile);
  made.set(name, building);
  return building;
}

const onNode: BuildOptions = { platform: 'node', format: 'cjs', target: 'node20', mainFields: ['module', 'main'] };

/** What the server loads behind its answer to `initialize`, from the folder it stands in. */
export const serviceBundles = () =>
  Promise.all(parts.serviceBundles.map(({ entry, file, plugins }) => bundle(entry, file, { ...onNode, plugins })));

export async function serverBundle(): Promise<string> {
  await serviceBundles();
  const { entry, file, plugins } = parts.serverBundle;
  return bundle(entry, file, { ...onNode, plugins });
}

export const cliBundle = () => bundle('client/src/cli/main.ts', 'cli.js', { ...onNode, plugins: [hostsAreApart] });
/** With all that the commands on hosts need beside it. */
export async function hostsCliBundle(): Promise<string> {
  const [cli] = await Promise.all([
    cliBundle(),
    serviceBundles(),
    bundle('client/src/operations/index.ts', 'operations.js', { ...onNode, external: ['cpu-features', '*.node'] }),
    bundle('client/src/cli/operate.ts', 'operate.js', { ...onNode, plugins: [hostsAreApart] }),
  ]);
  return cli;
}

export const workerBundle = () =>
  bundle('server/src/lsp/browser.ts', 'web-server.js', { platform: 'browser', format: 'iife', target: 'es2022' });
