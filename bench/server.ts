/** How fast the built language server answers, over its standard streams, for a short and for a very long dhis.conf. */
import { access } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeArguments } from '../client/src/vscode/language-client/node-arguments.ts';
import { generateConf } from './generate-conf.ts';
import { type LspProcess, startLsp } from './lsp-process.ts';
import { type Measurement, measured } from './measure.ts';

const serverFile = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../dist/server.js');
const uri = 'file:///opt/dhis2/dhis.conf';

/** Goals on two cores with Node 20; the best servers for other formats reach them or come near. */
const targets = {
  start: '150',
  memoryStart: '58',
  sizes: [
    { lines: 200, open: '8', keystroke: '2', completion: 'p95 5', hover: 'p95 1.2', peak: undefined },
    { lines: 50_000, open: '250', keystroke: '40', completion: 'p95 5', hover: 'p95 1.2', peak: '210' },
  ],
} as const;

type Size = (typeof targets.sizes)[number];
type Report = { readonly resultId: string; readonly items: readonly unknown[] };

export async function benchServer(): Promise<readonly Measurement[]> {
  await access(serverFile).catch(() => {
    throw new Error('dist/server.js is not there: run `npm run build` first');
  });
  const measurements = await benchStart();
  for (const size of targets.sizes) measurements.push(...(await benchSize(size)));
  return measurements;
}

async function benchStart(): Promise<Measurement[]> {
  const starts: number[] = [];
  const resident: number[] = [];
  for (let run = 0; run < 15; run++) {
    const begin = performance.now();
    const server = await started();
    starts.push(performance.now() - begin);
    resident.push(server.memory()?.residentMb ?? Number.NaN);
    await server.stop();
  }
  return [
    measured('start to initialize', 'ms', starts, targets.start),
    measured('memory after start', 'MB', resident, targets.memoryStart),
  ];
}

async function started(): Promise<LspProcess> {
  const server = startLsp({ serverFile, nodeArguments, settings: {} });
  await server.request('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {
      workspace: { configuration: true },
      textDocument: { diagnostic: {}, completion: { completionItem: { documentationFormat: ['markdown'] } } },
    },
  });
  server.notify('initialized', {});
  return server;
}

async function benchSize({ lines, open, keystroke, completion, hover, peak }: Size): Promise<readonly Measurement[]> {
  const sessions = lines > 10_000 ? 3 : 7;
  const samples = {
    open: [] as number[],
    keystroke: [] as number[],
    key: [] as number[],
    value: [] as number[],
    typed: [] as number[],
    hover: [] as number[],
    peak: [] as number[],
  };
  let findings = 0;
  for (let session = 0; session < sessions; session++) {
    const server = await started();
    findings = await oneSession(server, lines, samples);
    samples.peak.push(server.memory()?.peakMb ?? Number.NaN);
    await server.stop();
  }
  const name = (what: string) => `${lines.toLocaleString('en')} lines: ${what}`;
  return [
    measured(name(`open to diagnostics (${findings} findings)`), 'ms', samples.open, open),
    measured(name('keystroke to diagnostics'), 'ms', samples.keystroke, keystroke),
    measured(name('completion of a key'), 'ms', samples.key, completion),
    measured(name('completion of a value'), 'ms', samples.value, completion),
    measured(name('completion behind a keystroke'), 'ms', samples.typed, lines > 10_000 ? 'p95 30' : completion),
    measured(name('hover'), 'ms', samples.hover, hover),
    measured(name('memory at peak'), 'MB', samples.peak, peak),
  ];
}

type Samples = { readonly [what in 'open' | 'keystroke' | 'key' | 'value' | 'typed' | 'hover']: number[] };

async function oneSession(server: LspProcess, lines: number, samples: Samples): Promise<number> {
  const { text, edit, key, value } = generateConf(lines);
  const textDocument = { uri };
  const timed = async <R>(into: number[], work: () => Promise<R>): Promise<R> => {
    const begin = performance.now();
    const result = await work();
    into.push(performance.now() - begin);
    return result;
  };
  const pull = () => server.request<Report>('textDocument/diagnostic', { textDocument });
  let version = 1;
  const type = () => {
    version++;
    const end = { line: edit.line, character: edit.character + 1 };
    const change = version % 2 === 0 ? { range: { start: edit, end: edit }, text: 'x' } : { range: { start: edit, end }, text: '' };
    server.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [change] });
  };

  const first = await timed(samples.open, () => {
    server.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'dhis-conf', version, text } });
    return pull();
  });
  const edits = lines > 10_000 ? 24 : 40;
  for (let i = 0; i < edits; i++) {
    const report = await timed(samples.keystroke, () => {
      type();
      return pull();
    });
    const expected = first.items.length + (version % 2 === 0 ? 1 : 0);
    if (report.items.length !== expected) throw new Error(`${report.items.length} findings, expected ${expected}`);
  }
  for (let i = 0; i < 30; i++) {
    await timed(samples.key, () => server.request('textDocument/completion', { textDocument, position: key }));
    await timed(samples.value, () => server.request('textDocument/completion', { textDocument, position: value }));
    await timed(samples.hover, () => server.request('textDocument/hover', { textDocument, position: key }));
  }
  for (let i = 0; i < 10; i++) {
    type();
    await timed(samples.typed, () => server.request('textDocument/completion', { textDocument, position: value }));
  }
  return first.items.length;
}
