/**
 * The language service alone, without a process or a protocol: what one keystroke costs in a `dhis.conf` and in a manifest
 * with all rules on. Run from a bundle, because a loader that rewrites imports would be measured too.
 */
import { createLanguageService, defaultSettings, type LanguageService, TextDocument } from '@dhis2-hosting/server/service';
import { generateConf } from './generate-conf.ts';
import { generateManifest, type Place } from './generate-manifest.ts';
import { type Measurement, measured } from './measure.ts';

const targets: { readonly [lines: number]: string } = { 200: '1', 50000: '40' };
/** Those of the whole way over standard streams, see yaml.ts. */
const manifestTargets: { readonly [lines: number]: string } = { 100: '2', 1000: '4', 10000: '8', 50000: '25' };

export function benchService(): readonly Measurement[] {
  return [
    ...[200, 50_000].map((lines) => keystroke(lines, lines < 1000 ? 400 : 30)),
    ...editorFeatures(50_000, 30),
    ...[100, 1000, 10_000, 50_000].flatMap((lines) => manifest(lines, lines < 10_000 ? 200 : 30)),
  ];
}

/** What an editor asks for after a keystroke, besides the findings; the parse is done by then. */
function editorFeatures(lines: number, runs: number): readonly Measurement[] {
  const service = createService();
  const document = TextDocument.create('file:///opt/dhis2/dhis.conf', 'dhis-conf', 0, generateConf(lines).text);
  const everything = { start: { line: 0, character: 0 }, end: { line: lines, character: 0 } };
  const features: { readonly [what: string]: () => unknown } = {
    'semantic tokens': () => service.semanticTokens(document),
    'folding ranges': () => service.foldingRanges(document),
    'inlay hints of all lines': () => service.inlayHints(document, everything),
  };
  return Object.entries(features).map(([what, ask]) => {
    const samples = Array.from({ length: runs * 2 }, () => {
      const start = performance.now();
      ask();
      return performance.now() - start;
    });
    return measured(`service alone: ${what}, ${lines.toLocaleString('en')} lines`, 'ms', samples.slice(runs), targets[lines]);
  });
}

function createService(): LanguageService {
  return createLanguageService({
    locale: 'en',
    settings: () => defaultSettings,
    rulePage: () => undefined,
    today: () => '2026-11-23',
    minuteOfDay: () => 0,
    onInternalError: (where, error) => {
      throw new Error(`internal error in ${where}`, { cause: error });
    },
  });
}

function keystroke(lines: number, runs: number): Measurement {
  const { text, edit } = generateConf(lines);
  const document = TextDocument.create('file:///opt/dhis2/dhis.conf', 'dhis-conf', 0, text);
  const samples = typed(createService(), document, edit, runs);
  return measured(`service alone: keystroke to diagnostics, ${lines.toLocaleString('en')} lines`, 'ms', samples, targets[lines]);
}

/** Besides the keystrokes the first check: of a text nobody has seen, by a service that has checked others. */
function manifest(lines: number, runs: number): readonly Measurement[] {
  const { text, edit } = generateManifest(lines, 'yaml');
  const create = (n: number) => TextDocument.create(`file:///opt/${n}/dhis2-hosting.yaml`, 'yaml', 0, text);
  const service = createService();
  const keystrokes = typed(service, create(0), edit, runs);
  const opened = Array.from({ length: 10 }, (_, n) => {
    const document = create(n + 1);
    const start = performance.now();
    service.diagnostics(document);
    return performance.now() - start;
  });
  const name = (what: string) => `service alone: ${what}, manifest of ${lines.toLocaleString('en')} lines`;
  return [
    measured(name('keystroke to diagnostics'), 'ms', keystrokes, manifestTargets[lines]),
    measured(name('first check, warm'), 'ms', opened),
  ];
}

/** A letter more and one less, by turns; the first half is not counted. */
function typed(service: LanguageService, document: TextDocument, edit: Place, runs: number): readonly number[] {
  const samples: number[] = [];
  for (let run = 0; run < runs * 2; run++) {
    const isMore = run % 2 === 0;
    const end = { line: edit.line, character: edit.character + (isMore ? 0 : 1) };
    TextDocument.update(document, [{ range: { start: edit, end }, text: isMore ? 'x' : '' }], run + 1);
    const start = performance.now();
    service.diagnostics(document);
    if (run >= runs) samples.push(performance.now() - start);
  }
  return samples;
}
