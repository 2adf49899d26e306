/** How fast manifests of 100 to 50,000 lines are answered over standard streams, beside the servers for YAML and JSON in general. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { asAnother, type GeneratedManifest, generateManifest, plantedErrors } from './generate-manifest.ts';
import { type LspProcess, startLsp } from './lsp-process.ts';
import { type Measurement, measured } from './measure.ts';
import { type Contestant, installedPeers, ours } from './peers.ts';

/** Goals on two cores with Node 20, for ours. */
const sizes = [
  { lines: 100, open: '8', keystroke: '2', typed: 'p95 5' },
  { lines: 1000, open: '16', keystroke: '4', typed: 'p95 5' },
  { lines: 10_000, open: '80', keystroke: '8', typed: 'p95 10' },
  { lines: 50_000, open: '250', keystroke: '25', typed: 'p95 30' },
] as const;

type Size = (typeof sizes)[number];

/** Sessions of each server at each size; the servers take turns, so that a busy minute is one for all of them. */
const sessions = 3;

/** Only files of so many lines; all sizes when none are named. */
export async function benchYaml(lines: readonly number[]): Promise<readonly Measurement[]> {
  const contestants = [ours, ...(await installedPeers())];
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-'));
  try {
    const measurements: Measurement[] = [];
    const wanted = sizes.filter((size) => lines.length === 0 || lines.includes(size.lines));
    const [workspace, elsewhere] = [path.join(folder, 'workspace'), path.join(folder, 'elsewhere')];
    await Promise.all([mkdir(workspace), mkdir(elsewhere)]);
    for (const size of wanted) measurements.push(...(await benchSize(contestants, size, { workspace, elsewhere })));
    return measurements;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function benchSize(contestants: readonly Contestant[], size: Size, folders: Folders): Promise<readonly Measurement[]> {
  const all = new Map(contestants.map((contestant) => [contestant, emptySamples()]));
  for (let session = 0; session < sessions; session++) {
    for (const [contestant, samples] of all) await oneSession(contestant, size, folders, samples);
  }
  return [...all].flatMap(([{ name, hasRules }, samples]) => {
    const row = (what: string, unit: string, values: readonly number[], target?: string) =>
      measured(`${size.lines.toLocaleString('en')} lines, ${name}: ${what}`, unit, values, hasRules ? target : undefined);
    return [
      row('first open to diagnostics', 'ms', samples.open, size.open),
      row('open of another one', 'ms', samples.another, size.open),
      row('keystroke to diagnostics', 'ms', samples.keystroke, size.keystroke),
      row('processor time of a keystroke', 'ms', samples.processor),
      row('completion of a value', 'ms', samples.value, 'p95 5'),
      row('completion behind a keystroke', 'ms', samples.typed, size.typed),
      row('hover', 'ms', samples.hover, 'p95 1.2'),
      row('memory at peak', 'MB', samples.peak),
    ];
  });
}

/** The other manifest is no part of the workspace, or it and the first were one project. */
type Folders = { readonly workspace: string; readonly elsewhere: string };

type Samples = { readonly [what in 'open' | 'another' | 'keystroke' | 'processor' | 'value' | 'typed' | 'hover' | 'peak']: number[] };

const emptySamples = (): Samples => ({ open: [], another: [], keystroke: [], processor: [], value: [], typed: [], hover: [], peak: [] });

async function timed<R>(into: number[], work: () => Promise<R>): Promise<R> {
  const begin = performance.now();
  const result = await work();
  into.push(performance.now() - begin);
  return result;
}

async function oneSession(contestant: Contestant, { lines }: Size, { workspace, elsewhere }: Folders, samples: Samples): Promise<void> {
  const manifest = generateManifest(lines, contestant.format);
  const file = path.join(workspace, contestant.fileName);
  await writeFile(file, manifest.text);
  const server = startLsp(contestant);
  const uri = pathToFileURL(file).href;
  const asked = await ask(server, contestant, workspace, uri, manifest);

  const found = await timed(samples.open, () => asked.open(uri, manifest.text));
  const begin = server.processorMs();
  const edits = lines > 10_000 ? 20 : 40;
  for (let i = 0; i < edits; i++) await timed(i < 4 ? [] : samples.keystroke, () => asked.type(found, i % 2 === 0));
  samples.processor.push((server.processorMs() - begin) / edits);
  for (let i = 0; i < 20; i++) {
    await timed(i < 2 ? [] : samples.value, () => asked.at('completion', manifest.value));
    await timed(i < 2 ? [] : samples.hover, () => asked.at('hover', manifest.key));
  }
  for (let i = 0; i < 8; i++) {
    asked.change(i % 2 === 0);
    await timed(i < 2 ? [] : samples.typed, () => asked.at('completion', manifest.value));
  }
  samples.peak.push(server.memory()?.peakMb ?? Number.NaN);
  asked.close();
  const another = pathToFileURL(path.join(elsewhere, contestant.fileName)).href;
  const text = asAnother(manifest.text);
  await writeFile(path.join(elsewhere, contestant.fileName), text);
  await timed(samples.another, () => asked.open(another, text));
  await server.stop();
}

type Asked = {
  /** How many findings there are. */
  open(uri: string, text: string): Promise<number>;
  close(): void;
  /** A letter more, or one less; settles with the findings of the text that is then there. */
  type(found: number, isMore: boolean): Promise<void>;
  change(isMore: boolean): void;
  at(what: 'completion' | 'hover', position: GeneratedManifest['edit']): Promise<unknown>;
};

type Report = { readonly items: readonly unknown[] };
type Published = { readonly uri: string; readonly diagnostics: readonly unknown[] };

async function ask(
  server: LspProcess,
  { format, hasRules, settings }: Contestant,
  folder: string,
  uri: string,
  { edit }: GeneratedManifest,
): Promise<Asked> {
  const { capabilities } = await initialized(server, folder, settings);
  const isPull = capabilities.diagnosticProvider !== undefined;
  const textDocument = { uri };
  let version = 1;

  /** Sends, and settles with the first report that has as many findings as it must: one before it is of an older text. */
  const findings = async (about: string, send: () => void, isRight: (count: number) => boolean): Promise<number> => {
    if (!isPull) return published(server, about, send, isRight);
    send();
    const { items } = await server.request<Report>('textDocument/diagnostic', { textDocument: { uri: about } });
    if (!isRight(items.length)) throw new Error(`${items.length} findings`);
    return items.length;
  };
  const change = (isMore: boolean) => {
    version++;
    const end = { line: edit.line, character: edit.character + (isMore ? 0 : 1) };
    const contentChanges = [{ range: { start: edit, end }, text: isMore ? 'x' : '' }];
    server.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
  };
  let broken: number | undefined;
  return {
    change,
    close: () => server.notify('textDocument/didClose', { textDocument }),
    open: (opened, text) =>
      findings(
        opened,
        () => server.notify('textDocument/didOpen', { textDocument: { uri: opened, languageId: format, version: 1, text } }),
        (count) => (hasRules ? count >= plantedErrors : count === plantedErrors),
      ),
    async type(found, isMore) {
      const isRight = (count: number) =>
        isMore ? (hasRules ? count > found && count === (broken ?? count) : count === found + 1) : count === found;
      const count = await findings(uri, () => change(isMore), isRight);
      if (isMore) broken = count;
    },
    at: (what, position) => server.request(`textDocument/${what}`, { textDocument, position }),
  };
}

function published(server: LspProcess, uri: string, send: () => void, isRight: (count: number) => boolean): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no findings within a minute')), 60_000);
    server.onNotification = (method, params) => {
      if (method !== 'textDocument/publishDiagnostics') return;
      const { uri: about, diagnostics } = params as Published;
      if (about !== uri || !isRight(diagnostics.length)) return;
      clearTimeout(timer);
      resolve(diagnostics.length);
    };
    send();
  });
}

type Initialized = { readonly capabilities: { readonly diagnosticProvider?: unknown } };

async function initialized(server: LspProcess, folder: string, settings: Contestant['settings']): Promise<Initialized> {
  const rootUri = pathToFileURL(folder).href;
  const result = await server.request<Initialized>('initialize', {
    processId: process.pid,
    rootUri,
    workspaceFolders: [{ uri: rootUri, name: 'bench' }],
    capabilities: {
      workspace: { configuration: true, workspaceFolders: true },
      textDocument: {
        diagnostic: {},
        publishDiagnostics: { relatedInformation: true },
        hover: { contentFormat: ['markdown'] },
        completion: { completionItem: { documentationFormat: ['markdown'], snippetSupport: true } },
      },
    },
  });
  server.notify('initialized', {});
  server.notify('workspace/didChangeConfiguration', { settings });
  // What a server does on its own after its start is not the opening of a file.
  await new Promise((resolve) => setTimeout(resolve, 500));
  return result;
}
