/** The import edges of our sources: static, dynamic and type-only. The compiler of TypeScript 7 has no API to ask. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

export type Edge = {
  /** Path from the root of the repository, with `/`. */
  readonly from: string;
  /** The same for one of our files, else the package as written. */
  readonly to: string;
  readonly isOurs: boolean;
  /** Gone after compilation: `import type`, and types named by `import()`. */
  readonly isType: boolean;
};

export async function sourceFiles(folders: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(path.join(root, folder), { recursive: true })).map((name) => `${folder}/${name.replaceAll(path.sep, '/')}`),
    ),
  );
  return found.flat().filter((name) => /\.m?ts$/.test(name) && !name.includes('/node_modules/'));
}

export async function edgesOf(file: string): Promise<readonly Edge[]> {
  return importsIn(await readFile(path.join(root, file), 'utf8')).map(({ specifier, isType }) => ({
    from: file,
    isType,
    ...resolve(file, specifier),
  }));
}

type Import = { readonly specifier: string; readonly isType: boolean };

export function importsIn(source: string): readonly Import[] {
  const code = withoutComments(source);
  const named = /^\s*(?:import|export)\s+(type\s)?[^'"`;=]*?\bfrom\s*['"]([^'"]+)['"]/gm;
  const bare = /^\s*import\s*['"]([^'"]+)['"]/gm;
  const dynamic = /\bimport\s*\(\s*['"`]([^'"`]+)['"`]/g;
  return [
    ...[...code.matchAll(named)].map(([text, type, specifier = '']) => ({ specifier, isType: type !== undefined || hasOnlyTypes(text) })),
    ...[...code.matchAll(bare)].map(([, specifier = '']) => ({ specifier, isType: false })),
    ...[...code.matchAll(dynamic)].map(([, specifier = '']) => ({ specifier, isType: false })),
  ];
}

/** `import { type A, type B } from`. */
function hasOnlyTypes(statement: string): boolean {
  const names = /^\s*\w+\s*\{([^}]*)\}\s*from/
    .exec(statement)?.[1]
    ?.split(',')
    .map((name) => name.trim());
  return names?.every((name) => name === '' || name.startsWith('type ')) ?? false;
}

/** Strings stay whole, so that `//` inside of an address does not begin a comment. */
function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g, (part) =>
    part.startsWith('/') ? '' : part,
  );
}

const ownPackages: { readonly [specifier: string]: string } = {
  '@dhis2-hosting/server/service': 'server/src/service/index.ts',
  '@dhis2-hosting/server/cli': 'server/src/cli/index.ts',
  '@dhis2-hosting/server/protocol': 'server/src/lsp/protocol.ts',
  '@dhis2-hosting/client/operations': 'client/src/operations/index.ts',
};

function resolve(file: string, specifier: string): { readonly to: string; readonly isOurs: boolean } {
  if (specifier.startsWith('.')) return { to: path.posix.join(path.posix.dirname(file), specifier), isOurs: true };
  if (specifier.startsWith('#service/')) return { to: specifier.replace('#service', 'server/src/service'), isOurs: true };
  const own = ownPackages[specifier];
  return own === undefined ? { to: specifier, isOurs: false } : { to: own, isOurs: true };
}
