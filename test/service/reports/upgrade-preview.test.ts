import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { knownReleases, parseVersion, upgradeMarkdown } from '@dhis2-hosting/server/service';
import fc from 'fast-check';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { UpgradePreview } from '../../../server/src/service/reports/upgrade-preview.ts';
import { applyEdits } from '../../../server/src/service/text/edits.ts';
import { confDocument, manifestDocument, testService } from '../../support/service.ts';
import { propertiesText } from '../properties/arbitrary-properties.ts';

function preview(text: string, to: string, dhis2Version = ''): UpgradePreview {
  const found = testService({ dhis2Version }).upgradePreview(confDocument(text), parseVersion(to) ?? []);
  assert.ok(found !== undefined);
  return found;
}

const keys = (text: string, from: string, to: string) => preview(text, to, from).keys.map(({ key, kind }) => `${key} ${kind}`);

describe('preview of an upgrade', () => {
  test('what becomes of the keys of the file', () => {
    assert.deepEqual(keys('enable.query.logging = on\n', '2.42', '2.43'), ['enable.query.logging renamed']);
    assert.deepEqual(keys('changelog.tracker = on\n', '2.42', '2.43'), ['changelog.tracker vanishes']);
    assert.deepEqual(keys('logging.query = off\n', '2.42', '2.43'), ['logging.query takes-effect']);
    assert.deepEqual(keys('logging.query = off\n', '2.41', '2.42'), ['logging.query still-unknown']);
    assert.deepEqual(keys('logging.query = off\n', '2.43', '2.42'), ['logging.query vanishes'], 'back to an older release');
    assert.deepEqual(keys('connection.pool.min_size = 5\n', '2.42', '2.43'), ['connection.pool.min_size deprecated']);
    assert.deepEqual(keys('connection.url = x\nno.such.key = 1\n', '2.42', '2.43'), []);
  });

  test('a key that is set twice counts once', () => {
    assert.deepEqual(
      preview('changelog.tracker = on\nchangelog.tracker = off\n', '2.43', '2.42').keys.map(({ line }) => line),
      [1],
    );
  });

  test('defaults that change, where the file does not set the key and the key is read', () => {
    const changed = (text: string) => preview(text, '2.43', '2.42').defaults.map(({ key, from, to }) => `${key} ${from} ${to}`);
    assert.ok(changed('').includes('db.pool.type c3p0 hikari'));
    assert.ok(changed('').includes('connection.pool.max_idle_time 7200 600'));
    assert.ok(!changed('db.pool.type = c3p0\n').some((change) => change.startsWith('db.pool.type')));
    assert.ok(!changed('').some((change) => change.startsWith('analytics.connection.pool')));
    assert.ok(changed('analytics.connection.url = jdbc:postgresql://h/d\n').includes('analytics.connection.pool.max_idle_time 7200 600'));
    assert.ok(!preview('', '2.38', '2.37').defaults.some(({ key }) => key === 'redis.enabled'), '`false` and `off` are one');
  });

  test('keys to know of, only on the way up', () => {
    assert.ok(preview('', '2.43', '2.42').newKeys.some(({ key }) => key === 'logging.session_id'));
    assert.deepEqual(preview('', '2.42', '2.43').newKeys, []);
    assert.deepEqual(preview('', '2.43', '2.43').newKeys, []);
  });

  test('values that become wrong, and findings that go away', () => {
    const { appearing } = preview('redis.enabled = true\nfilestore.provider = s3\n', '2.35', '2.43');
    assert.ok(appearing.some(({ finding, line }) => finding.rule === 'wrong-value' && line === 1));
    const { vanishing } = preview('redis.enabled = on\n', '2.43', '2.36');
    assert.ok(vanishing.some(({ finding }) => finding.rule === 'wrong-value'));
  });

  test('the file after all certain fixes, its version line included', () => {
    const text = '# dhis2-version: 2.42\nenable.query.logging = off\nserver.https = on\n';
    const { fixed } = preview(text, '2.43');
    assert.equal(fixed.text, '# dhis2-version: 2.43\nlogging.query = off\nserver.https = on\n');
    assert.equal(applyEdits(text, fixed.edits), fixed.text);
  });

  test('of the same release nothing changes', () => {
    const same = preview('enable.query.logging = on\nredis.enabled = maybe\n', '2.43', '2.43');
    assert.deepEqual([same.keys, same.defaults, same.appearing, same.vanishing], [[], [], [], []]);
    assert.match(upgradeMarkdown(same, 'en'), /Nothing changes/);
  });

  test('of other documents there is none', () => {
    assert.equal(testService().upgradePreview(manifestDocument('version: 1\n'), [2, 43]), undefined);
  });

  test('the page speaks both languages and formats nothing of the file', () => {
    const shown = preview('connection.url = x\nenable.query.logging = <b>on</b>\nredis.port = 1|`2`\n', '2.43', '2.42');
    const page = upgradeMarkdown(shown, 'en');
    assert.match(page, /^# This file under DHIS2 2\.43 instead of 2\.42$/m);
    assert.match(page, /^- line 2: `enable\.query\.logging` is now called `logging\.query`$/m);
    assert.match(page, /^\| `db\.pool\.type` \| `c3p0` \| `hikari` \|$/m);
    assert.doesNotMatch(page.replace(/`[^`]*`/g, ''), /<b>/);
    assert.match(upgradeMarkdown(shown, 'fr'), /^- ligne 2 : `enable\.query\.logging` s'appelle désormais `logging\.query`$/m);
  });

  test('any text and any release: the edits lead to the text, and findings keep their lines', () => {
    fc.assert(
      fc.property(propertiesText, fc.constantFrom(...knownReleases), fc.constantFrom('', '# dhis2-version: 2.41.3\n'), (text, to, line) => {
        const document: TextDocument = confDocument(line + text);
        const found = preview(line + text, to, '2.40');
        assert.equal(applyEdits(document.getText(), found.fixed.edits), found.fixed.text);
        for (const change of [...found.keys, ...found.appearing, ...found.vanishing]) assert.ok(change.line < document.lineCount);
        assert.ok(upgradeMarkdown(found, 'fr').startsWith('# '));
      }),
      { numRuns: 300, seed: 20_261_123 },
    );
  });
});
