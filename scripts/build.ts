/** Bundles the sources into dist/: `npm run build`, or with `--watch` on every change. */
import { chmod, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, context, type Metafile, type Plugin } from 'esbuild';
import { hostsAreApart } from './hosts-are-apart.ts';
import { leanLibraries } from './lean-libraries.ts';
import { noticesOf } from './notices.ts';
import { serverBundle, serviceBundles } from './service-in-parts.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const dist = path.join(root, 'dist');

/** The extension loads the SSH engine with its first remote command, so it is a file of its own beside the extension. */
const operationsAreLazy: Plugin = {
  name: 'operations-are-lazy',
  setup({ onResolve }) {
    onResolve({ filter: /^@dhis2-hosting\/client\/operations$/ }, ({ kind, importer }) =>
      kind === 'dynamic-import'
        ? { path: './operations.js', external: true }
        : { errors: [{ text: `${path.relative(root, importer)} must import the operations with import() or import type` }] },
    );
  },
};

const onNode: BuildOptions = {
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // The native parts of ssh2 are optional and never built (docs/decisions: no install scripts).
  external: ['vscode', 'cpu-features', '*.node'],
  mainFields: ['module', 'main'],
  // For Node the package has sixty closures, each of them read twice at start; what it has for browsers is flat.
  alias: { yaml: path.join(root, 'node_modules/yaml/browser/index.js') },
  // `import()` becomes `require`, which every extension host can do.
  supported: { 'dynamic-import': false },
};
const inWorker: BuildOptions = { platform: 'browser', target: 'es2022', external: ['vscode'] };

type Bundle = { readonly entry: string; readonly to: string; readonly options: BuildOptions };

const bundles: readonly Bundle[] = [
  { entry: 'client/src/vscode/extension.ts', to: 'extension.js', options: { ...onNode, plugins: [operationsAreLazy] } },
  { entry: 'client/src/operations/index.ts', to: 'operations.js', options: onNode },
  ...[serverBundle, ...serviceBundles].map(({ entry, file, plugins }) => ({ entry, to: file, options: { ...onNode, plugins } })),
  {
    entry: 'client/src/cli/main.ts',
    to: 'cli.js',
    options: { ...onNode, plugins: [hostsAreApart], banner: { js: '#!/usr/bin/env node' } },
  },
  { entry: 'client/src/cli/operate.ts', to: 'operate.js', options: { ...onNode, plugins: [hostsAreApart] } },
  { entry: 'client/src/vscode/extension.web.ts', to: 'web/extension.js', options: { ...inWorker, format: 'cjs' } },
  { entry: 'client/src/webview/map.ts', to: 'map.js', options: { ...inWorker, format: 'iife' } },
  { entry: 'server/src/lsp/browser.ts', to: 'web/server.js', options: { ...inWorker, format: 'iife' } },
  { entry: 'test/vscode/suite/index.ts', to: 'test-vscode/index.js', options: onNode },
];

function optionsOf({ entry, to, options }: Bundle): BuildOptions {
  return {
    ...options,
    bundle: true,
    minify: true,
    metafile: true,
    // The licences stand together in dist/third-party.txt.
    legalComments: 'none',
    plugins: [...leanLibraries, ...(options.plugins ?? [])],
    logLevel: 'warning',
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: path.join(dist, to),
  };
}

async function buildAll(): Promise<void> {
  const inputs: Metafile['inputs'] = {};
  const outputs: Metafile['outputs'] = {};
  const results = await Promise.allSettled(bundles.map((bundle) => build(optionsOf(bundle))));
  for (const [index, result] of results.entries()) {
    const bundle = bundles[index];
    if (bundle === undefined) continue;
    if (result.status === 'rejected') {
      // The old bundle would otherwise be started as if it were the new one.
      await rm(path.join(dist, bundle.to), { force: true });
      console.error(`NOT built: dist/${bundle.to} from ${bundle.entry}`);
      process.exitCode = 1;
      continue;
    }
    Object.assign(inputs, result.value.metafile?.inputs);
    Object.assign(outputs, result.value.metafile?.outputs);
    const { size } = await stat(path.join(dist, bundle.to));
    console.log(`${String(Math.ceil(size / 1024)).padStart(5)} KiB  dist/${bundle.to}`);
  }
  await writeFile(path.join(dist, 'meta.json'), JSON.stringify({ inputs, outputs }));
  await writeFile(path.join(dist, 'third-party.txt'), await noticesOf(root, { inputs }));
  await chmod(path.join(dist, 'cli.js'), 0o755).catch(() => undefined);
}

async function watchAll(): Promise<void> {
  for (const bundle of bundles) {
    const watched = await context({ ...optionsOf(bundle), minify: false, sourcemap: true, logLevel: 'info' });
    await watched.watch();
  }
}

await mkdir(dist, { recursive: true });
await (process.argv.includes('--watch') ? watchAll() : buildAll());
