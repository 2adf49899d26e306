// `npm test`: everything, from a fresh clone. Closes with `N passed, N failed` and, when some were, `, N skipped`.
import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildProduct, installFromDebian, installPackages, packProduct, requireNode, root } from './bootstrap.mjs';
import { hasBtrfs, labNeeds, labProblem, reachesUbuntu } from './lab-needs.mjs';
import { findProgram } from './run-program.mjs';
import { render, say } from './speak.mjs';
import { chromiumPath } from './vscode/browser.mjs';
import { fetchVscode } from './vscode/fetch-vscode.mjs';

const texts = {
  help: {
    en: `npm test [-- stage...] [-- --only stage]

  check      format, lint, types, unused code, generated files
  unit       everything that needs no editor, SSH against a real sshd included
  lab        against throw-away Debian and Ubuntu hosts with systemd, on this machine (root on Debian or Ubuntu)
  extension  inside the extension host of a real VS Code
  walk       through the real window, with screenshots in artifacts/screenshots

Without a stage: unit, lab, extension and walk. Logs and results are in artifacts/. With CI=true a missing program is a failure.`,
    fr: `npm test [-- étape...] [-- --only étape]

  check      format, lint, types, code inutilisé, fichiers générés
  unit       tout ce qui se passe d'éditeur, SSH contre un vrai sshd compris
  lab        sur des serveurs Debian et Ubuntu jetables avec systemd, sur cette machine (root sous Debian ou Ubuntu)
  extension  dans l'hôte d'extensions d'un vrai VS Code
  walk       dans la vraie fenêtre, captures d'écran dans artifacts/screenshots

Sans étape : unit, lab, extension et walk. Journaux et résultats dans artifacts/. Avec CI=true, un programme manquant est un échec.`,
  },
  unknownStage: { en: 'Unknown stage: {stage}', fr: 'Étape inconnue : {stage}' },
  running: { en: '{stage} ...', fr: '{stage} ...' },
  result: { en: '{stage}: {counts} (artifacts/{stage}.log)', fr: '{stage} : {counts} (artifacts/{stage}.log)' },
  skippedStage: { en: 'SKIPPED {stage}: {reason}', fr: 'IGNORÉ {stage} : {reason}' },
  skippedTest: { en: 'skipped: {name}: {reason}', fr: 'ignoré : {name} : {reason}' },
  noTest: { en: 'FAILED {stage}: no test ran', fr: 'ÉCHEC {stage} : aucun test exécuté' },
  badExit: { en: 'FAILED {stage}: its process ended with {code}', fr: 'ÉCHEC {stage} : son processus a fini avec {code}' },
  noChromium: {
    en: 'Chromium is missing; install it (Debian: apt-get install chromium) or name it in CHROMIUM',
    fr: 'Chromium manque ; installez-le (Debian : apt-get install chromium) ou nommez-le dans CHROMIUM',
  },
  noVscode: {
    en: "VS Code's web server could not be fetched from npm: {problem}",
    fr: "le serveur web de VS Code n'a pas pu être pris sur npm : {problem}",
  },
  noUbuntu: {
    en: 'SKIPPED hosts of Ubuntu in the lab: archive.ubuntu.com does not answer',
    fr: 'IGNORÉS les serveurs Ubuntu du labo : archive.ubuntu.com ne répond pas',
  },
  noBtrfs: {
    en: 'SKIPPED quotas in the lab: the kernel has no btrfs or no loop devices',
    fr: "IGNORÉS les quotas du labo : le noyau n'a pas btrfs ou pas de périphériques loop",
  },
  noSshd: {
    en: 'sshd is missing, tests against it are skipped; install it (Debian: apt-get install openssh-server)',
    fr: 'sshd manque, ses tests sont ignorés ; installez-le (Debian : apt-get install openssh-server)',
  },
};

const inCi = process.env.CI === 'true';
const artifacts = path.join(root, 'artifacts');
const editorTests = path.join(root, 'test/vscode');
const stageNames = ['check', 'unit', 'lab', 'extension', 'walk'];
const withTsx = ['--import', 'tsx'];

/** @typedef {{ passed: number, failed: number, skipped: number, results?: { name: string, state: string, error?: string, reason?: string }[] }} Counts */

/** Runs a Node program whose output goes to a log. @param {string} stage @param {readonly string[]} words @returns {Promise<number>} */
function runLogged(stage, words) {
  const log = createWriteStream(path.join(artifacts, `${stage}.log`));
  return new Promise((resolve) => {
    const child = spawn(process.execPath, words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.pipe(log, { end: false });
    child.once('close', (code) => log.end(() => resolve(code ?? 1)));
  });
}

/** @param {string} file @returns {Counts | undefined} */
function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {Counts} counts */
const printCounts = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

/**
 * A stage is one program that writes its counts. What it does not tell counts as a failure: no test, no counts, a bad end.
 * @param {string} stage
 * @param {(result: string) => readonly string[]} words
 * @returns {Promise<Counts>}
 */
async function runStage(stage, words) {
  const file = path.join(artifacts, `${stage}.json`);
  rmSync(file, { force: true });
  say(texts.running, { stage });
  const code = await runLogged(stage, words(file));
  const counts = readCounts(file) ?? { passed: 0, failed: 0, skipped: 0 };
  for (const { name, state, error, reason } of counts.results ?? []) {
    if (state === 'failed') console.log(`\nFAILED ${name}\n${error}\n`);
    if (state === 'skipped') console.log(render(texts.skippedTest, { name, reason: reason ?? '' }));
  }
  if (inCi) {
    // A machine that checks for others must have everything.
    counts.failed += counts.skipped;
    counts.skipped = 0;
  }
  if (counts.failed === 0 && (code !== 0 || counts.passed === 0)) {
    console.log(render(code === 0 ? texts.noTest : texts.badExit, { stage, code }));
    console.log(
      readFileSync(path.join(artifacts, `${stage}.log`), 'utf8')
        .split('\n')
        .slice(-40)
        .join('\n'),
    );
    counts.failed += 1;
  }
  say(texts.result, { stage, counts: printCounts(counts) });
  return counts;
}

/** @param {string} stage @param {string} reason @returns {Counts} */
function skipStage(stage, reason) {
  say(texts.skippedStage, { stage, reason });
  return inCi ? { passed: 0, failed: 1, skipped: 0 } : { passed: 0, failed: 0, skipped: 1 };
}

/** Why a stage in an editor cannot run, or undefined. @param {Promise<unknown>} fetching */
async function editorProblem(fetching) {
  if (process.env.VSCODE_EXECUTABLE) return undefined;
  if (!chromiumPath()) return render(texts.noChromium);
  try {
    await fetching;
    return undefined;
  } catch (error) {
    return render(texts.noVscode, { problem: error instanceof Error ? error.message : String(error) });
  }
}

/** @param {ReadonlySet<string>} stages */
function debianNeeds(stages) {
  const inEditor = stages.has('extension') || stages.has('walk');
  const hasFont = () => existsSync('/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf') || !findProgram('apt-get');
  return [
    ...(stages.has('unit')
      ? [
          { isThere: () => existsSync('/usr/sbin/sshd') || Boolean(findProgram('sshd')), packages: ['openssh-server'] },
          { isThere: () => Boolean(findProgram('ssh')), packages: ['openssh-client'] },
          { isThere: () => Boolean(findProgram('git')), packages: ['git'] },
          { isThere: () => Boolean(findProgram('patch')), packages: ['patch'] },
          { isThere: () => Boolean(findProgram('nvim')), packages: ['neovim'] },
          { isThere: () => Boolean(findProgram('ansible-inventory')), packages: ['ansible-core'] },
          { isThere: () => Boolean(findProgram('jq')), packages: ['jq'] },
          { isThere: () => Boolean(findProgram('python3')), packages: ['python3'] },
          { isThere: () => existsSync('/usr/lib/systemd/systemd-journald'), packages: ['systemd'] },
          { isThere: () => Boolean(findProgram('logger')), packages: ['bsdutils'] },
        ]
      : []),
    ...(stages.has('lab') ? labNeeds : []),
    ...(inEditor
      ? [
          { isThere: () => Boolean(chromiumPath()), packages: ['chromium'] },
          { isThere: hasFont, packages: ['fonts-dejavu-core'] },
        ]
      : []),
  ];
}

/** People read the first on standard output, this program the second. @param {string} result */
const reporters = (result) => [
  '--test-reporter=spec',
  '--test-reporter-destination=stdout',
  '--test-reporter=./test/support/count-reporter.mjs',
  `--test-reporter-destination=${result}`,
];

/** @param {string} result */
const unitTests = (result) => [...withTsx, ...reporters(result), 'test/run.ts'];

/** A process a file, two at a time: hosts wait for their disks and daemons more than they compute. @param {string} result */
const labTests = (result) => [
  ...withTsx,
  '--test',
  '--test-concurrency=2',
  ...reporters(result),
  ...readdirSync(path.join(root, 'test', 'lab'))
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `test/lab/${name}`),
];

/** @type {Record<string, (fetching: Promise<unknown>) => Promise<Counts>>} */
const stageRunners = {
  check: () => runStage('check', (result) => [...withTsx, 'scripts/check.ts', result]),
  unit: () => runStage('unit', unitTests),
  lab: async () => {
    const problem = labProblem();
    if (problem) return skipStage('lab', problem);
    if (!reachesUbuntu()) {
      say(texts.noUbuntu);
      process.env.DHIS2_HOSTING_LAB_UBUNTU = 'no';
    }
    if (!hasBtrfs()) {
      say(texts.noBtrfs);
      process.env.DHIS2_HOSTING_LAB_QUOTAS = 'no';
    }
    return runStage('lab', labTests);
  },
  extension: async (fetching) => {
    const problem = await editorProblem(fetching);
    return problem ? skipStage('extension', problem) : runStage('extension', (result) => ['scripts/vscode/run-ext-tests.mjs', result]);
  },
  walk: async (fetching) => {
    const problem = chromiumPath() ? await editorProblem(fetching) : render(texts.noChromium);
    if (problem) return skipStage('walk', problem);
    await packProduct();
    return runStage('walk', (result) => ['test/vscode/walk.mjs', result]);
  },
};

/** @returns {ReadonlySet<string>} */
function readStages() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { only: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
  });
  if (values.help) {
    console.log(render(texts.help));
    process.exit(0);
  }
  const named = [...positionals, ...(values.only === undefined ? [] : [values.only])];
  const unknown = named.find((name) => !stageNames.includes(name));
  if (unknown !== undefined) {
    console.error(render(texts.unknownStage, { stage: unknown }));
    process.exit(2);
  }
  return new Set(named.length > 0 ? named : stageNames.filter((name) => name !== 'check'));
}

async function test() {
  const stages = readStages();
  const inEditor = stages.has('extension') || stages.has('walk');
  mkdirSync(artifacts, { recursive: true });
  const fetching = inEditor && !process.env.VSCODE_EXECUTABLE ? fetchVscode(() => {}) : Promise.resolve();
  // Awaited by the stages that need it.
  fetching.catch(() => {});
  await installPackages();
  if (inEditor) await installPackages(editorTests);
  await installFromDebian(debianNeeds(stages));
  if (stages.has('unit') && !existsSync('/usr/sbin/sshd') && !findProgram('sshd')) say(texts.noSshd);
  if (stages.size > 1 || !stages.has('check')) await buildProduct();
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const name of stageNames.filter((stage) => stages.has(stage))) {
    const counts = await stageRunners[name]?.(fetching);
    if (!counts) continue;
    sum.passed += counts.passed;
    sum.failed += counts.failed;
    sum.skipped += counts.skipped;
  }
  return sum;
}

requireNode();
/** @type {Counts} */
let sum = { passed: 0, failed: 1, skipped: 0 };
try {
  sum = await test();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
}
console.log(printCounts(sum));
process.exitCode = sum.failed > 0 || sum.passed === 0 ? 1 : 0;
