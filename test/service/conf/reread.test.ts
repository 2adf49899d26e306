/**
 * A document that was edited again and again gives the findings of the same text opened afresh, whatever is remembered
 * of its lines. The lines are those of the samples of all rules.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentedRules } from '@dhis2-hosting/server/documented';
import { createLanguageService, defaultSettings, type Settings } from '@dhis2-hosting/server/service';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { confDocument, today } from '../../support/service.ts';

const samples = documentedRules
  .filter(({ language }) => language === 'dhis-conf' || language === 'every')
  .flatMap(({ good, bad }) => [...good, ...bad])
  .map(({ text }) => text);
const sampleLines = [...new Set(samples.flatMap((text) => text.split('\n')))];
const line = fc.oneof(
  fc.constantFrom(...sampleLines),
  // Lines that others depend on, often enough to meet them.
  fc.constantFrom(
    'connection.url = jdbc:postgresql:dhis2',
    'db.pool.type = hikari',
    '# dhis2-version: 2.36',
    'connection.pool.max_size = 1\\',
  ),
);
const block = fc.oneof({ weight: 3, arbitrary: line.map((one) => `${one}\n`) }, { weight: 1, arbitrary: fc.constantFrom(...samples) });
const start = fc.array(block, { maxLength: 12 }).map((blocks) => blocks.join(''));

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.oneof(fc.nat(3), fc.nat(40), fc.nat(1000)),
  insert: fc.oneof(fc.constantFrom('', '', 'x', '\n', '\\', '# ', ' ', '${', '{{'), block),
});

type Surroundings = { readonly settings: Partial<Settings>; readonly tracked: boolean };
const surroundings: fc.Arbitrary<Surroundings> = fc.record({
  settings: fc.record(
    {
      dhis2Version: fc.constantFrom('', '2.35', '2.38.1', '2.40', '2.42'),
      allowedKeys: fc.constantFrom<readonly string[]>([], ['*.local', 'oidc.*']),
      rules: fc.constantFrom<Settings['rules']>(defaultSettings.rules, { ...defaultSettings.rules, 'wrong-value': 'off' }),
    },
    { requiredKeys: [] },
  ),
  tracked: fc.boolean(),
});
/** What happens between two questions: some edits, and perhaps other settings. */
const step = fc.record({
  edits: fc.array(edit, { minLength: 1, maxLength: 3 }),
  around: fc.option(surroundings, { nil: undefined, freq: 4 }),
  /** Questions that read the text and ask no rule. */
  hovers: fc.boolean(),
});

function createService(around: () => Surroundings) {
  return createLanguageService({
    locale: 'en',
    settings: () => ({ ...defaultSettings, ...around().settings }),
    rulePage: () => undefined,
    today: () => today,
    minuteOfDay: () => 0,
    isTracked: () => around().tracked,
    onInternalError: (where, error) => {
      throw new Error(`internal error in ${where}`, { cause: error });
    },
  });
}

test('edited and opened afresh agree', () => {
  fc.assert(
    fc.property(start, fc.array(step, { minLength: 1, maxLength: 5 }), (text, steps) => {
      let around: Surroundings = { settings: {}, tracked: false };
      const service = createService(() => around);
      const edited = confDocument(text);
      service.findings(edited);
      for (const { edits, around: next, hovers } of steps) {
        around = next ?? around;
        for (const { at, remove, insert } of edits) {
          const place = Math.floor(at * (edited.getText().length + 1));
          const range = { start: edited.positionAt(place), end: edited.positionAt(place + remove) };
          TextDocument.update(edited, [{ range, text: insert }], edited.version + 1);
          if (hovers) service.hover(edited, range.start);
        }
        const fresh = confDocument(edited.getText());
        const other = createService(() => around);
        assert.deepEqual(service.findings(edited), other.findings(fresh));
        assert.deepEqual(service.secretSpans(edited), other.secretSpans(fresh));
      }
    }),
    { numRuns: 1500 },
  );
});
