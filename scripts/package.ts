/** Packs the built extension into dist/dhis2-hosting.vsix: `npm run package`. What goes in is listed in .vscodeignore. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX } from '@vscode/vsce';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const packagePath = path.join(root, 'dist/dhis2-hosting.vsix');

await createVSIX({
  cwd: root,
  packagePath,
  // The bundles hold every dependency, so none is looked up.
  dependencies: false,
  // No address of a repository is known that relative links could be turned into.
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
});
const { size } = await stat(packagePath);
console.log(`${Math.ceil(size / 1024)} KiB  ${path.relative(root, packagePath)}`);
