/** How the language server and its service are bundled in several files; the tests bundle them the same way. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';
import { serviceParts } from '../server/src/service/parts.ts';

type Part = keyof typeof serviceParts;

/** The server answers `initialize` without its service, which is read behind the answer. */
const serviceIsApart: Plugin = {
  name: 'service-is-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^#service\/index\.ts$/ }, () => ({ path: './service.js', external: true }));
  },
};

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../server/src/service');

const partOf = new Map(
  Object.entries(serviceParts).flatMap(([part, modules]) => modules.map((module) => [path.join(folder, module), part] as const)),
);

/** For `service.js`, and for the part that `own` names: calls to other parts read them. */
function otherPartsAreApart(own?: Part): Plugin {
  return {
    name: 'other-parts-are-apart',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /\.ts$/ }, ({ path: specifier, resolveDir, namespace }) => {
        if (namespace === 'part') return undefined;
        const file = path.resolve(resolveDir, specifier);
        const part = partOf.get(file);
        return part === undefined || part === own ? undefined : { path: file, namespace: 'other-part', sideEffects: false };
      });
      onResolve({ filter: /^\.\/service-.*\.js$/ }, ({ path: specifier }) => ({ path: specifier, external: true }));
      onLoad({ filter: /./, namespace: 'other-part' }, async ({ path: file }) => ({
        contents: calls(`./${partOf.get(file)}`, await exportedFunctions(file)),
      }));

      // The part itself: all that its modules export.
      onResolve({ filter: /^part:/ }, ({ path: specifier }) => ({ path: specifier.slice('part:'.length), namespace: 'part' }));
      onLoad({ filter: /./, namespace: 'part' }, ({ path: part }) => ({
        contents: serviceParts[part as Part].map((module) => `export * from './${module}';`).join('\n'),
        resolveDir: folder,
      }));
    },
  };
}

function calls(part: string, names: readonly string[]): string {
  return [
    'let part;',
    `const read = () => (part ??= require('${part}'));`,
    ...names.map((name) => `export const ${name} = (...given) => read().${name}(...given);`),
  ].join('\n');
}

type ServerFile = { readonly file: string; readonly entry: string; readonly plugins: Plugin[] };

/** The files of the service by what they are bundled from. */
export const serviceBundles: readonly ServerFile[] = [
  { file: 'service.js', entry: 'server/src/service/index.ts', plugins: [otherPartsAreApart()] },
  ...(Object.keys(serviceParts) as Part[]).map((part) => ({
    file: part,
    entry: `part:${part}`,
    plugins: [otherPartsAreApart(part)],
  })),
];

export const serverBundle: ServerFile = { file: 'server.js', entry: 'server/src/lsp/node.ts', plugins: [serviceIsApart] };

/** Anything else that a part exported would have to be there before it is read. */
async function exportedFunctions(file: string): Promise<readonly string[]> {
  const source = await readFile(file, 'utf8');
  const exported = [...source.matchAll(/^export (?!type )(?:async )?(.*)/gm)].map(([, what = '']) => what);
  return exported.map((what) => {
    const name = /^function (\w+)/.exec(what)?.[1];
    if (name === undefined)
      throw new Error(`${path.relative(folder, file)} is a part of the service and exports more than functions: ${what}`);
    return name;
  });
}
