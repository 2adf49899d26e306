import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rules } from '@dhis2-hosting/server/documented';
import { defaultSettings, kindOfFile, readLintSettings, withLintSettings } from '@dhis2-hosting/server/service';
import fc from 'fast-check';
import { folderFileSample } from '../../../scripts/generators/settings-docs.ts';
import { allowKey } from '../../../server/src/service/lint-settings/allow-key.ts';
import { fits } from '../../../server/src/service/text/wildcard.ts';
import { cursor } from '../../support/markers.ts';
import { confDocument, lintSettingsDocument, testService } from '../../support/service.ts';

describe('.dhis2-lint.yaml', () => {
  test('is known by its one name', () => {
    assert.equal(kindOfFile('.dhis2-lint.yaml'), 'lint-settings');
    for (const name of ['.dhis2-lint.yml', 'dhis2-lint.yaml', 'a.dhis2-lint.yaml']) assert.equal(kindOfFile(name), undefined, name);
  });

  const cases: readonly (readonly [text: string, isSound: boolean, settings: object])[] = [
    ['', true, {}],
    ['# nothing yet\n', true, {}],
    ['dhis2Version: "2.41"\n', true, { dhis2Version: '2.41' }],
    ['dhis2Version: 2.40\n', false, {}],
    ['rules: { unknown-key: off, duplicate-key: error }\n', true, { rules: { 'unknown-key': 'off', 'duplicate-key': 'error' } }],
    ['rules: { unknown-key: loud, duplicate-key: hint }\n', false, { rules: { 'duplicate-key': 'hint' } }],
    ['rules: { no-such-rule: off }\n', false, { rules: { 'no-such-rule': 'off' } }],
    ['allowedKeys: [a.*, 12]\n', false, { allowedKeys: ['a.*'] }],
    ['allowedKeys: a\nrules: []\n', false, {}],
    ['a list: [\n', false, {}],
    ['rules: {}\n---\nrules: {}\n', false, {}],
    ['{{ template }}\n', false, {}],
    ['__proto__: { dhis2Version: "2.40" }\n', false, {}],
  ];
  for (const [text, isSound, settings] of cases) {
    test(JSON.stringify(text), () => {
      const read = readLintSettings(text);
      assert.deepEqual(read.settings, { ...defaultSettings, ...settings });
      assert.equal(read.isSound, isSound);
      const levels = testService().findings(lintSettingsDocument(text));
      if (!text.includes('{{')) assert.equal(levels.length === 0, isSound, 'the file says so itself');
    });
  }

  test('as the page on settings shows it is sound', () => {
    assert.equal(readLintSettings(folderFileSample.join('\n')).isSound, true);
  });

  test('wins over the editor, rule by rule; keys add up', () => {
    const editor = { ...defaultSettings, dhis2Version: '2.40', rules: { a: 'off', b: 'hint' }, allowedKeys: ['x'] } as const;
    const file = readLintSettings('dhis2Version: "2.41"\nrules: { a: error }\nallowedKeys: [y]\n').settings;
    assert.deepEqual(withLintSettings(editor, file), {
      dhis2Version: '2.41',
      versionFrom: 'repository',
      rules: { a: 'error', b: 'hint' },
      allowedKeys: ['x', 'y'],
    });
    assert.equal(withLintSettings(editor, readLintSettings('rules: {}').settings).dhis2Version, '2.40');
    assert.equal(withLintSettings(editor, undefined), editor);
  });
});

describe('in the file', () => {
  const service = testService();
  const labels = (marked: string) => {
    const { text, offset } = cursor(marked);
    const document = lintSettingsDocument(text);
    return service.completion(document, document.positionAt(offset)).items.map(({ label }) => label);
  };

  test('fields, rules, levels and versions are proposed', () => {
    assert.deepEqual(labels('|'), ['dhis2Version', 'rules', 'allowedKeys']);
    assert.deepEqual(
      labels('rules:\n  unknown-key: off\n  |'),
      rules.map(({ id }) => id).filter((id) => id !== 'unknown-key'),
    );
    assert.deepEqual(labels('rules:\n  unknown-key: |').toSorted(), ['error', 'hint', 'info', 'off', 'warning']);
    assert.ok(labels('dhis2Version: |').includes('2.41'));
  });

  test('a rule is explained', () => {
    const hover = JSON.stringify(
      testService({}, 'fr').hover(lintSettingsDocument('rules:\n  unknown-key: off\n'), { line: 1, character: 4 }),
    );
    assert.match(hover, /Clé qu'aucune version/);
    assert.match(hover, /Par défaut : `warning`/);
  });

  test('comments silence here too', () => {
    const text = 'rules:\n  # dhis2-lint-ignore unusable-lint-settings -- comes with the next version\n  new-rule: off\n';
    assert.deepEqual(service.findings(lintSettingsDocument(text)), []);
  });
});

describe('allowed keys', () => {
  const rulesOf = (text: string, allowedKeys: readonly string[]) =>
    testService({ allowedKeys })
      .findings(confDocument(text))
      .map(({ rule }) => rule);

  test('are no unknown keys', () => {
    assert.deepEqual(rulesOf('ministry.ticket = 1\n', []), ['unknown-key']);
    assert.deepEqual(rulesOf('ministry.ticket = 1\n', ['backup', 'ministry.*']), []);
    assert.deepEqual(rulesOf('conection.url = 1\n', ['conection.url']), []);
    assert.deepEqual(rulesOf('ministry.ticket = 1\n', ['ministry', 'MINISTRY.*', 'inistry.ticket']), ['unknown-key']);
  });

  test('a pattern fits as a slow search has it', () => {
    const part = fc.constantFrom('a', 'b', '.', '*', '*');
    const pattern = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(''));
    const text = fc.array(fc.constantFrom('a', 'b', '.'), { maxLength: 10 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, pattern, (given, wildcard) => {
        const slow = new RegExp(`^${wildcard.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
        assert.equal(fits(given, wildcard), slow.test(given));
      }),
      { seed: 20_261_123, numRuns: 2000 },
    );
    assert.equal(fits('a'.repeat(50_000), `${'a*'.repeat(50)}b`), false);
  });

  const cases: readonly (readonly [name: string, text: string, after: string | undefined])[] = [
    ['an empty file', '', 'allowedKeys:\n  - k.1\n'],
    ['a file of comments', '# ours', '# ours\nallowedKeys:\n  - k.1\n'],
    ['a file without the list', 'rules:\r\n  unknown-key: off\r\n', 'rules:\r\n  unknown-key: off\r\nallowedKeys:\r\n  - k.1\r\n'],
    ['a list in lines', 'allowedKeys:\n- a # why\n\nrules: {}\n', 'allowedKeys:\n- a # why\n- k.1\n\nrules: {}\n'],
    ['a list with a margin', 'allowedKeys:\n    -   a\n', 'allowedKeys:\n    -   a\n    -   k.1\n'],
    ['a list in brackets', 'allowedKeys: [a, "b"] # why\n', 'allowedKeys: [a, "b", k.1] # why\n'],
    ['an empty list', 'allowedKeys: []\n', 'allowedKeys: [k.1]\n'],
    ['a list to come', 'allowedKeys: # why\nrules: {}\n', 'allowedKeys: # why\n  - k.1\nrules: {}\n'],
    ['no list', 'allowedKeys: a\n', undefined],
    ['a broken text', 'allowedKeys: [\n', undefined],
    ['a text in braces', '{ rules: {} }\n', undefined],
    ['two documents', 'rules: {}\n---\nrules: {}\n', undefined],
    ['an empty item', 'allowedKeys:\n  - a\n  -\n', undefined],
  ];
  for (const [name, text, after] of cases) {
    test(`are added to ${name}`, () => {
      const edit = allowKey(text, 'k.1');
      assert.equal(edit && text.slice(0, edit.span.start) + edit.newText + text.slice(edit.span.end), after);
    });
  }

  test('any text: what comes out has the key, and everything that stood there', () => {
    const words = [
      'allowedKeys:',
      'rules:',
      ' ',
      '  ',
      '\n',
      '\n',
      '\r\n',
      '- a',
      '- ',
      '[',
      ']',
      'a',
      ', ',
      '#',
      '"',
      ':',
      '{',
      '}',
      '---',
      '|',
      '&a ',
    ];
    const anyText = fc.array(fc.constantFrom(...words), { maxLength: 15 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(anyText, fc.constantFrom('k.1', '12', 'true', 'a:b', '"x', 'é'), (text, key) => {
        const edit = allowKey(text, key);
        if (edit === undefined) return;
        assert.equal(edit.span.start, edit.span.end);
        const { settings } = readLintSettings(text.slice(0, edit.span.start) + edit.newText + text.slice(edit.span.end));
        assert.deepEqual(settings, {
          ...readLintSettings(text).settings,
          allowedKeys: [...readLintSettings(text).settings.allowedKeys, key],
        });
      }),
      { seed: 20_261_123, numRuns: 2000 },
    );
  });
});
