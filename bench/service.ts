/**
 * The language service alone, without a process or a protocol: what one keystroke costs in a `dhis.conf` with all
 * rules on. Run from a bundle, because a loader that rewrites imports would be measured too.
 */
import { createLanguageService, defaultSettings, type LanguageService, TextDocument } from '@dhis2-hosting/server/service';
import { generateConf } from './generate-conf.ts';
import { type Measurement, measured } from './measure.ts';

const targets: { readonly [lines: number]: string } = { 200: '1', 50000: '40' };

export function benchService(): readonly Measurement[] {
  return [...[200, 50_000].map((lines) => keystroke(lines, lines < 1000 ? 400 : 30)), ...editorFeatures(50_000, 30)];
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
    onInternalError: (where, error) => {
      throw new Error(`internal error in ${where}`, { cause: error });
    },
  });
}

function keystroke(lines: number, runs: number): Measurement {
  const service = createService();
  const { text, edit } = generateConf(lines);
  const document = TextDocument.create('file:///opt/dhis2/dhis.conf', 'dhis-conf', 0, text);
  const samples: number[] = [];
  for (let run = 0; run < runs * 2; run++) {
    const typed = run % 2 === 0;
    const end = { line: edit.line, character: edit.character + (typed ? 0 : 1) };
    TextDocument.update(document, [{ range: { start: edit, end }, text: typed ? 'x' : '' }], run + 1);
    const start = performance.now();
    service.diagnostics(document);
    if (run >= runs) samples.push(performance.now() - start);
  }
  return measured(`service alone: keystroke to diagnostics, ${lines.toLocaleString('en')} lines`, 'ms', samples, targets[lines]);
}
