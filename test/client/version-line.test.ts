import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createLanguageService, defaultSettings, formatVersion, TextDocument } from '@dhis2-hosting/server/service';
import { versionLineEdit } from '../../client/src/vscode/language-client/version-line.ts';

const service = createLanguageService({
  locale: 'en',
  settings: () => defaultSettings,
  rulePage: () => undefined,
  today: () => '2026-11-23',
  minuteOfDay: () => 0,
  onInternalError: (where, error) => assert.fail(`${where}: ${String(error)}`),
});

function written(text: string, version: string): string {
  const { span, newText } = versionLineEdit(text, version);
  return text.slice(0, span.start) + newText + text.slice(span.end);
}

describe('writing the DHIS2 version into a dhis.conf', () => {
  const cases: readonly (readonly [name: string, before: string, after: string])[] = [
    ['an empty file', '', '# dhis2-version: 2.41.3\n'],
    ['a file without the line', 'a = b\n', '# dhis2-version: 2.41.3\na = b\n'],
    ['a file with CRLF', 'a = b\r\nc = d\r\n', '# dhis2-version: 2.41.3\r\na = b\r\nc = d\r\n'],
    ['a line to change', 'a = b\n# dhis2-version: 2.39\nc = d\n', 'a = b\n# dhis2-version: 2.41.3\nc = d\n'],
    ['a line with an unusable version', '! dhis2-version=soon\n', '! dhis2-version=2.41.3\n'],
    ['only the first of two', '# dhis2-version: 2.39\n# dhis2-version: 2.40\n', '# dhis2-version: 2.41.3\n# dhis2-version: 2.40\n'],
    ['the same version', '# dhis2-version: 2.41.3\n', '# dhis2-version: 2.41.3\n'],
    ['a property of that name is no comment', '#\ndhis2-version: 2.39\n', '# dhis2-version: 2.41.3\n#\ndhis2-version: 2.39\n'],
    ['a byte order mark stays first', '\ufeffa = b\n', '\ufeff# dhis2-version: 2.41.3\na = b\n'],
  ];
  for (const [name, before, after] of cases) {
    test(name, () => {
      assert.equal(written(before, '2.41.3'), after);
      if (before.startsWith('\ufeff')) return;
      const checked = service.checkedVersion(TextDocument.create('file:///dhis.conf', 'dhis-conf', 1, after));
      assert.deepEqual(checked === undefined ? undefined : [formatVersion(checked.version), checked.origin], ['2.41.3', 'line']);
    });
  }
});
