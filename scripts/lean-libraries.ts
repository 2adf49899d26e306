/**
 * What libraries do at their start and nobody here asks for is left out of the bundles or put off: all of it is waited for
 * at every start of an editor. What takes long with the first long file is done in another way. Nothing of what they can do
 * is changed.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

const again = { isResolvedAgain: true };

/** The package runs no code when it is read, and does not say so to bundlers: what is not used can go. */
const unusedYamlGoes: Plugin = {
  name: 'unused-yaml-goes',
  setup(build) {
    build.onResolve({ filter: /./ }, async ({ path: specifier, pluginData, ...where }) => {
      const isInYaml = /[\\/]node_modules[\\/]yaml[\\/]/.test(where.resolveDir);
      if (pluginData === again || !(specifier === 'yaml' || isInYaml)) return undefined;
      const { importer, resolveDir, kind } = where;
      return { ...(await build.resolve(specifier, { importer, resolveDir, kind, pluginData: again })), sideEffects: false };
    });
  },
};

/** Each kind of value is made by a call that fills it, so all eighty were kept for the ten that are used. */
const unusedValuesGo: Plugin = {
  name: 'unused-values-go',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]vscode-languageserver-types[\\/]lib[\\/]esm[\\/]main\.js$/ }, async ({ path: file }) => {
      const source = await readFile(file, 'utf8');
      const form =
        /^export var (\w+);\n((?:\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?)\(function \(\1\) \{\n([\s\S]*?)^\}\)\(\1 \|\| \(\1 = \{\}\)\);$/gm;
      return { contents: source.replace(form, 'export const $1 = /* @__PURE__ */ (function ($1) {\n$3return $1;\n})({});') };
    });
  },
};

/** It looks for modules and programs of the user's with a module of Node that starts programs; nobody asks it to. */
const noSearchForModules: Plugin = {
  name: 'no-search-for-modules',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/files$/ }, ({ resolveDir }) =>
      resolveDir.endsWith(path.join('vscode-languageserver', 'lib', 'node')) ? { path: 'files', namespace: 'nothing' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'nothing' }, () => ({ contents: 'export {};' }));
  },
};

/** For names of pipes that only a client makes, and for progress that only a server begins. */
const cryptoWhenAsked: Plugin = {
  name: 'crypto-when-asked',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^crypto$/ }, ({ resolveDir }) =>
      /[\\/]vscode-jsonrpc[\\/]/.test(resolveDir) ? { path: 'crypto', namespace: 'when-asked' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'when-asked' }, () => ({
      contents: ['randomBytes', 'randomUUID']
        .map((name) => `exports.${name} = (...given) => require('node:crypto').${name}(...given);`)
        .join('\n'),
    }));
  },
};

const ourLineStarts = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../server/src/service/text/line-starts.ts');

/** Its own walk over each letter is a tenth of the time in which a long file is first opened. */
const linesAreSearched: Plugin = {
  name: 'lines-are-searched',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]vscode-languageserver-textdocument[\\/]lib[\\/]esm[\\/]main\.js$/ }, async ({ path: file }) => {
      const own = await readFile(file, 'utf8');
      const walk = /^function computeLineOffsets\(text, isAtLineStart, textOffset = 0\) \{[\s\S]*?^\}$/m;
      if (!walk.test(own)) throw new Error(`${file} counts lines in another way now`);
      return { contents: own.replace(walk, `import { lineStarts as computeLineOffsets } from ${JSON.stringify(ourLineStarts)};`) };
    });
  },
};

export const leanLibraries: readonly Plugin[] = [unusedYamlGoes, unusedValuesGo, noSearchForModules, cryptoWhenAsked, linesAreSearched];
