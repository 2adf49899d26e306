// What `npm start` and `npm test` need before anything of the product can run, on a fresh clone with Node and npm only.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findProgram, lastLines, npm, run } from './run-program.mjs';
import { render, say } from './speak.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const oldestNode = [20, 19];

const texts = {
  oldNode: {
    en: 'DHIS2 Hosting needs Node {wanted} or newer; this is {found}. Get it from your system or from nodejs.org, then start again.',
    fr: 'DHIS2 Hosting demande Node {wanted} ou plus récent ; celui-ci est {found}. Installez-le depuis votre système ou nodejs.org, puis relancez.',
  },
  installing: {
    en: 'Installing the npm packages of {folder} (npm ci, up to a minute the first time)',
    fr: 'Installation des paquets npm de {folder} (npm ci, une minute au plus la première fois)',
  },
  installFailed: {
    en: 'npm ci failed. Check that the npm registry can be reached, then start again.\n{output}',
    fr: 'npm ci a échoué. Vérifiez que le registre npm est joignable, puis relancez.\n{output}',
  },
  building: { en: 'Building (a few seconds)', fr: 'Construction (quelques secondes)' },
  buildFailed: { en: 'The build failed:\n{output}', fr: 'La construction a échoué :\n{output}' },
  packing: { en: 'Packing the extension', fr: "Empaquetage de l'extension" },
  debian: { en: 'Installing Debian packages: {packages}', fr: 'Installation de paquets Debian : {packages}' },
  debianFailed: { en: 'apt-get could not install {packages}:\n{output}', fr: "apt-get n'a pas pu installer {packages} :\n{output}" },
};

/** Ends the program when this Node is too old. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = oldestNode;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  console.error(render(texts.oldNode, { wanted: oldestNode.join('.'), found: process.version }));
  process.exit(1);
}

/** `npm ci` in a folder whose packages are missing or are not those of its lock file. @param {string} [folder] */
export async function installPackages(folder = root) {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(folder, 'package-lock.json')))
    .digest('hex');
  const stamp = path.join(folder, 'node_modules/.installed-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  say(texts.installing, { folder: path.relative(root, folder) || path.basename(root) });
  const { code, stdout, stderr } = await npm(['ci'], { cwd: folder });
  if (code !== 0) throw new Error(render(texts.installFailed, { output: lastLines(stderr || stdout) }));
  writeFileSync(stamp, lock);
}

/** A TypeScript script of ours. @param {string} script @param {readonly string[]} [args] @param {Parameters<typeof run>[2]} [options] */
export const runScript = (script, args = [], options = {}) =>
  run(process.execPath, ['--import', 'tsx', script, ...args], { cwd: root, ...options });

export async function buildProduct() {
  say(texts.building);
  const { code, stdout, stderr } = await runScript('scripts/build.ts');
  if (code !== 0) throw new Error(render(texts.buildFailed, { output: lastLines(stdout + stderr, 40) }));
}

/** Packs what was built. @returns {Promise<string>} path of the VSIX */
export async function packProduct() {
  say(texts.packing);
  const { code, stdout, stderr } = await runScript('scripts/package.ts');
  if (code !== 0) throw new Error(render(texts.buildFailed, { output: lastLines(stdout + stderr, 40) }));
  return path.join(root, 'dist/dhis2-hosting.vsix');
}

/**
 * Debian's packages of programs that are missing, when this user may install them. Says what failed and goes on:
 * the stage that needs the program tells it.
 * @param {readonly { readonly isThere: () => boolean, readonly packages: readonly string[] }[]} needs
 */
export async function installFromDebian(needs) {
  const packages = needs.filter(({ isThere }) => !isThere()).flatMap((need) => need.packages);
  if (packages.length === 0 || process.getuid?.() !== 0 || !findProgram('apt-get')) return;
  say(texts.debian, { packages: packages.join(', ') });
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await run('apt-get', ['update', '-qq'], { env });
  const install = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
  if (install.code !== 0) say(texts.debianFailed, { packages: packages.join(', '), output: lastLines(update.stderr + install.stderr) });
}
