/**
 * A manifest that was edited again and again gives the findings of the same text opened afresh, whatever is remembered of
 * its items; so does one that stands beside it. The texts are a whole plan and the samples of all rules.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLanguageService, defaultSettings, type Settings } from '@dhis2-hosting/server/service';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { aWholePlan, type Edit, edits, manifestSamples, placeOf } from '../../support/manifest-edits.ts';

type Surroundings = { readonly rules: Settings['rules']; readonly today: string };

const surroundings: fc.Arbitrary<Surroundings> = fc.record({
  rules: fc.constantFrom<Settings['rules']>({}, { 'unusable-schedule': 'off' }, { 'java-too-old': 'hint', 'host-out-of-memory': 'off' }),
  today: fc.constantFrom('2026-11-23', '2028-02-01'),
});

const conf = `connection.url = jdbc:postgresql://10.0.0.3/hmis\nconnection.pool.max_size = 190\nmax.file_upload_size = 900000000\n`;
const names = ['dhis2-hosting.yaml', 'east.dhis2-hosting.yaml', 'hmis/dhis.conf'];
const addressOf = (name: string) => `file:///plan/${name}`;

function createService(around: () => Surroundings, documents: () => readonly TextDocument[]) {
  return createLanguageService({
    locale: 'en',
    settings: () => ({ ...defaultSettings, rules: around().rules }),
    rulePage: () => undefined,
    today: () => around().today,
    minuteOfDay: () => 0,
    companions: documents,
    onInternalError: (where, error) => {
      throw new Error(`internal error in ${where}`, { cause: error });
    },
  });
}

function edit(document: TextDocument, change: Edit): void {
  const { start, end, insert } = placeOf(document.getText(), change);
  const range = { start: document.positionAt(start), end: document.positionAt(end) };
  TextDocument.update(document, [{ range, text: insert }], document.version + 1);
}

const step = fc.record({
  which: fc.constantFrom(0, 0, 0, 1, 2),
  edits,
  around: fc.option(surroundings, { nil: undefined, freq: 4 }),
  /** Questions that read the text and ask no rule. */
  hovers: fc.boolean(),
});
const start = fc.tuple(
  fc.oneof(fc.constant(aWholePlan), fc.constantFrom(...manifestSamples)),
  fc.oneof(fc.constant(''), fc.constant(aWholePlan), fc.constantFrom(...manifestSamples)),
  fc.constantFrom('', conf),
);

test('edited and opened afresh agree', () => {
  let found = 0;
  fc.assert(
    fc.property(start, fc.array(step, { minLength: 1, maxLength: 4 }), (texts, steps) => {
      let around: Surroundings = { rules: {}, today: '2026-11-23' };
      const create = (text: string, i: number) => TextDocument.create(addressOf(names[i] ?? ''), i === 2 ? 'dhis-conf' : 'yaml', 1, text);
      const documents = texts.map(create);
      const service = createService(
        () => around,
        () => documents,
      );
      const all = (asked: typeof service, those: readonly TextDocument[]) => those.map((document) => asked.findings(document));
      all(service, documents);
      for (const { which, edits, around: next, hovers } of steps) {
        around = next ?? around;
        const document = documents[which];
        for (const change of edits) {
          if (document === undefined) continue;
          edit(document, change);
          if (hovers) service.hover(document, { line: 3, character: 5 });
        }
        const fresh = documents.map((one, i) => create(one.getText(), i));
        const other = createService(
          () => around,
          () => fresh,
        );
        const findings = all(service, documents);
        assert.deepEqual(findings, all(other, fresh));
        found += findings.flat().length;
      }
    }),
    { numRuns: 200 },
  );
  assert.ok(found > 1000);
});
