import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Locale } from '@dhis2-hosting/server/service';
import { cursor } from '../../support/markers.ts';
import { confDocument, testService } from '../../support/service.ts';

function hoverAt(marked: string, locale: Locale = 'en', dhis2Version = ''): string | undefined {
  const { text, offset } = cursor(marked);
  const document = confDocument(text);
  const hover = testService({ dhis2Version }, locale).hover(document, document.positionAt(offset));
  if (hover === undefined) return undefined;
  assert.ok(typeof hover.contents === 'object' && 'value' in hover.contents);
  return hover.contents.value;
}

describe('hover in dhis.conf', () => {
  test('a key shows description, type with unit, default and source', () => {
    const shown = hoverAt('connection.pool.|max_size = 40\n') ?? '';
    assert.match(shown, /connection\.pool\.max_size/);
    assert.match(shown, /whole number \(connections\)/);
    assert.match(shown, /Default in 2\.43\*\*: `80`/);
    assert.match(shown, /dhis2-core/);
  });

  test('the default is that of the version in the file', () => {
    assert.match(hoverAt('# dhis2-version: 2.42\ndb.pool|.type = hikari\n') ?? '', /Default in 2\.42\*\*: `c3p0`/);
    assert.match(hoverAt('db.pool|.type = hikari\n', 'en', '2.43') ?? '', /Default in 2\.43\*\*: `hikari`/);
  });

  test('it speaks French', () => {
    assert.match(hoverAt('connection.pool.|max_size = 40\n', 'fr') ?? '', /Valeur par défaut en 2\.43/);
  });

  test('a value with a unit is decoded', () => {
    assert.match(hoverAt('system.session.timeout = 36|00\n') ?? '', /`3600` = \*\*1 h\*\*/);
  });

  test('a pattern key is known by its concrete name', () => {
    assert.match(hoverAt('oidc.provider.keycloak.|client_id = x\n') ?? '', /oidc\.provider\.keycloak\.client_id/);
  });

  test('a secret is never repeated', () => {
    for (const marked of ['connection.password = geheim|42\n', 'connection.pass|word = geheim42\n']) {
      assert.doesNotMatch(hoverAt(marked) ?? '', /geheim42/);
    }
  });

  test('comments, unknown keys and blank lines have none', () => {
    for (const marked of ['# a com|ment\n', 'ministry.no|te = 1\n', '\n|\n']) assert.equal(hoverAt(marked), undefined);
  });
});
