/** The import rule of ARCHITECTURE.md as data; each test prints the offending edges. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { type Edge, edgesOf, importsIn, root, sourceFiles } from '../support/imports.ts';

type Layer = {
  readonly folder: string;
  /** Files of other layers: their public faces. */
  readonly files: readonly string[];
  readonly packages: readonly RegExp[];
  /** Packages that only these files may import. */
  readonly only: readonly { readonly file: RegExp; readonly packages: readonly RegExp[] }[];
};

const service = 'server/src/service/index.ts';
/** Rules with their pages. */
const documented = 'server/src/service/documented.ts';
/** What may be said before the service is loaded. */
const announced = 'server/src/service/announced.ts';
const protocol = 'server/src/lsp/protocol.ts';
const commandLine = 'server/src/cli/index.ts';
const operations = 'client/src/operations/index.ts';
const machine = ['inventory-files', 'local-files', 'tracked-files'].map((name) => `server/src/node/${name}.ts`);
const node = /^node:/;

const layers: readonly Layer[] = [
  {
    folder: 'server/src/service',
    files: [],
    packages: [/^yaml$/, /^vscode-languageserver-types$/, /^vscode-languageserver-textdocument$/],
    only: [],
  },
  {
    folder: 'server/src/lsp',
    files: [service, announced, ...machine],
    packages: [/^vscode-languageserver$/],
    only: [
      { file: /^node\.ts$/, packages: [/^vscode-languageserver\/node$/, node] },
      { file: /^machine\.ts$/, packages: [node] },
      { file: /^browser\.ts$/, packages: [/^vscode-languageserver\/browser$/] },
    ],
  },
  { folder: 'server/src/node', files: [service], packages: [node], only: [] },
  { folder: 'server/src/cli', files: [service, documented, ...machine], packages: [node], only: [] },
  {
    folder: 'client/src/operations',
    files: [service],
    packages: [node],
    only: [
      { file: /^transport\//, packages: [/^node-ssh$/, /^ssh2$/, /^ssh-config$/] },
      { file: /^plan-view\.ts$/, packages: [/^diff$/] },
      { file: /^facts\/program\.ts$/, packages: [/^@noble\/hashes\//] },
    ],
  },
  { folder: 'client/src/cli', files: [service, commandLine, operations], packages: [node], only: [] },
  { folder: 'client/src/webview', files: [], packages: [], only: [] },
  {
    folder: 'client/src/vscode',
    files: [service, protocol, operations],
    packages: [/^vscode$/, /^vscode-languageclient(?:\/node|\/browser)?$/, node],
    only: [],
  },
];

function isAllowed(layer: Layer, { from, to, isOurs }: Edge): boolean {
  if (isOurs) return to.startsWith(`${layer.folder}/`) || layer.files.includes(to);
  const inside = from.slice(layer.folder.length + 1);
  const packages = [...layer.packages, ...layer.only.filter(({ file }) => file.test(inside)).flatMap((rule) => rule.packages)];
  return packages.some((pattern) => pattern.test(to));
}

const show = ({ from, to }: Edge) => `${from} -> ${to}`;

async function graph(): Promise<ReadonlyMap<string, readonly Edge[]>> {
  const files = await sourceFiles(['server', 'client']);
  return new Map(await Promise.all(files.map(async (file) => [file, await edgesOf(file)] as const)));
}

/** Files that a file needs at run time, itself included. */
function reachable(edges: ReadonlyMap<string, readonly Edge[]>, start: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const todo = [start];
  for (let file = todo.pop(); file !== undefined; file = todo.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    for (const { to, isOurs, isType } of edges.get(file) ?? []) if (isOurs && !isType) todo.push(to);
  }
  return seen;
}

describe('imports', () => {
  for (const layer of layers) {
    test(`of ${layer.folder}`, async () => {
      const edges = [...(await graph())].filter(([file]) => file.startsWith(`${layer.folder}/`)).flatMap(([, list]) => list);
      assert.ok(edges.length > 3 || layer.packages.length === 0, 'the imports were found');
      assert.deepEqual(edges.filter((edge) => !isAllowed(layer, edge)).map(show), []);
    });
  }

  test('every source belongs to a layer', async () => {
    const files = (await sourceFiles(['server', 'client'])).filter((file) => !layers.some(({ folder }) => file.startsWith(`${folder}/`)));
    assert.deepEqual(files, []);
  });

  test('the protocol is types and values, without the library behind it', async () => {
    const edges = await edgesOf(protocol);
    assert.deepEqual(edges.filter(({ isType }) => !isType).map(show), []);
  });

  test('the web extension reaches no operations and no module of Node', async () => {
    const edges = await graph();
    const files = [...reachable(edges, 'client/src/vscode/extension.web.ts')];
    const forbidden = ({ to }: Edge) => to.startsWith('client/src/operations/') || node.test(to) || to === 'vscode-languageclient/node';
    const reached = files.flatMap((file) => edges.get(file) ?? []).filter((edge) => !edge.isType && forbidden(edge));
    assert.ok(files.length > 1, 'the entry was found');
    assert.deepEqual(reached.map(show), []);
  });

  test('what is wanted of a host reaches neither a host nor a module of Node', async () => {
    const edges = await graph();
    const starts = [...edges.keys()].filter((file) => /^client\/src\/operations\/(?:facts|steps|recipes|templates)\//.test(file));
    const files = new Set(starts.flatMap((start) => [...reachable(edges, start)]));
    const forbidden = ({ to }: Edge) => to.startsWith('client/src/operations/transport/') || node.test(to);
    const reached = [...files].flatMap((file) => edges.get(file) ?? []).filter((edge) => !edge.isType && forbidden(edge));
    assert.ok(starts.length > 10, 'the files were found');
    assert.deepEqual(reached.map(show), []);
  });

  test('the answer to initialize needs no table of the service', async () => {
    const reached = reachable(await graph(), 'server/src/lsp/connect.ts');
    assert.ok(reached.has(announced), 'the file was found');
    assert.deepEqual(
      [...reached].filter((file) => file === service || file.startsWith('server/src/service/rules/')),
      [],
    );
  });

  test('no file needs itself at run time', async () => {
    const edges = await graph();
    const cycles = [...edges.values()].flat().filter(({ from, to, isOurs, isType }) => isOurs && !isType && reachable(edges, to).has(from));
    assert.deepEqual(cycles.map(show), []);
  });

  test('every import of our own leads to a file', async () => {
    const edges = await graph();
    const broken = [...edges.values()].flat().filter(({ to, isOurs }) => isOurs && /\.ts$/.test(to) && !edges.has(to));
    assert.deepEqual(broken.map(show), []);
  });

  test('ARCHITECTURE.md names the same layers', async () => {
    const document = await readFile(path.join(root, 'ARCHITECTURE.md'), 'utf8');
    const named = [...document.matchAll(/^\| `((?:server|client)\/src\/[\w-]+)` \|/gm)].map(([, folder]) => folder);
    assert.deepEqual(
      named,
      layers.map(({ folder }) => folder),
    );
  });
});

test('the reader of imports sees every form', () => {
  const source = `/* import x from 'comment'; */
// import 'comment';
import a, { type B } from 'value';
import type { C } from 'type';
import { type D, type E } from 'types';
import 'bare';
export * from 'again';
export {
  f,
} from 'lines';
const lazy = () => import('lazy');
const address = 'https://example.org'; // import('comment')
type G = import('named').G;
`;
  const seen = importsIn(source).map(({ specifier, isType }) => `${specifier}${isType ? ' (type)' : ''}`);
  assert.deepEqual(seen.sort(), ['again', 'bare', 'lazy', 'lines', 'named', 'type (type)', 'types (type)', 'value']);
});
