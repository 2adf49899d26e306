import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { render } from '@dhis2-hosting/server/service';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { cursor } from '../../support/markers.ts';
import { confDocument, testService } from '../../support/service.ts';

function prepared(marked: string, dhis2Version = ''): string | undefined {
  const { text, offset } = cursor(marked);
  const document = confDocument(text);
  const place = testService({ dhis2Version }).prepareRename(document, document.positionAt(offset));
  return place && `${document.getText(place.range)} ${place.placeholder}`;
}

function renamed(marked: string, newName: string): string {
  const { text, offset } = cursor(marked);
  const document = confDocument(text);
  const result = testService().rename(document, document.positionAt(offset), newName);
  assert.ok(result !== undefined);
  if ('refusal' in result) return render(result.refusal, 'en');
  return TextDocument.applyEdits(document, result.edit.changes?.[document.uri] ?? []);
}

describe('rename of a provider id', () => {
  test('is offered on the id alone', () => {
    assert.equal(prepared('oidc.provider.key|cloak.client_id = x\n'), 'keycloak keycloak');
    assert.equal(prepared('oidc.provider.keycloak|.client_id = x\n'), 'keycloak keycloak');
    for (const text of [
      'oidc.pro|vider.keycloak.client_id = x',
      'oidc.provider.keycloak.cli|ent_id = x',
      'oidc.provider.keycloak.client_id = |x',
      '|',
      '# oidc.provider.key|cloak.client_id = x',
    ]) {
      assert.equal(prepared(text), undefined, text);
    }
  });

  test('not on ids with a meaning of their own', () => {
    assert.equal(prepared('oidc.provider.goo|gle.client_id = x\n'), undefined);
    assert.equal(prepared('oidc.provider.az|ure.0.tenant = x\n'), undefined);
    assert.equal(prepared('oidc.provider.dhi|s2.client_id = x\n'), undefined);
    assert.equal(prepared('oidc.provider.dhi|s2.client_id = x\n', '2.41'), 'dhis2 dhis2');
    assert.equal(prepared('oidc.provider.{{ i|d }}.client_id = x\n'), undefined);
  });

  test('reaches every key, those out of use and the address of the provider', () => {
    const text = `oidc.provider.a|b.client_id = ab
oidc.provider.a\\u0062.redirect_url = https://x.org/oauth2/code/ab
oidc.provider.abc.redirect_url = https://x.org/oauth2/code/ab
# oidc.provider.ab.scopes = openid
oidc.provider.ab.typo = ab
oidc.provider.a\\
  b.token_uri = https://ab.org
`;
    assert.equal(
      renamed(text, 'id_2'),
      `oidc.provider.id_2.client_id = ab
oidc.provider.id_2.redirect_url = https://x.org/oauth2/code/id_2
oidc.provider.abc.redirect_url = https://x.org/oauth2/code/ab
# oidc.provider.id_2.scopes = openid
oidc.provider.id_2.typo = ab
oidc.provider.id_2.token_uri = https://ab.org
`,
    );
  });

  const refused: readonly (readonly [id: string, why: RegExp])[] = [
    ['a.b', /without dots/],
    ['a b', /without dots or blanks/],
    ['', /cannot be a provider id/],
    ['é', /cannot be/],
    ['google', /reserved/],
    ['dhis2', /reserved/],
    ['other', /already/],
  ];
  for (const [id, why] of refused) {
    test(`refuses \`${id}\``, () => assert.match(renamed('oidc.provider.k|c.client_id = x\noidc.provider.other.client_id = y\n', id), why));
  }

  test('says so where nothing can be renamed', () => assert.match(renamed('connection.u|rl = x\n', 'x'), /Only the id/));

  test('to the same name changes nothing', () => {
    assert.equal(renamed('oidc.provider.k|c.client_id = x\n', ' kc '), 'oidc.provider.kc.client_id = x\n');
  });
});

describe('highlights', () => {
  function highlighted(marked: string): readonly string[] {
    const { text, offset } = cursor(marked);
    const document = confDocument(text);
    const found = testService().documentHighlights(document, document.positionAt(offset));
    return found.map(({ range }) => `${range.start.line}:${range.start.character} ${document.getText(range)}`);
  }

  test('a key that is set twice', () => assert.deepEqual(highlighted('a| = 1\nb = 2\na = 3\n'), ['0:0 a', '2:0 a']));
  test('a variable', () => {
    assert.deepEqual(highlighted('a = x${NA|ME}\nb = ${NAME:-1}${OTHER}\n'), ['0:5 ${NAME}', '1:4 ${NAME:-1}']);
  });
  test('a provider', () => {
    assert.deepEqual(highlighted('oidc.provider.k|c.client_id = x\noidc.provider.kc.scopes = y\n'), ['0:14 kc', '1:14 kc']);
  });
  test('nothing in comments and plain values', () => {
    assert.deepEqual(highlighted('# a|\n'), []);
    assert.deepEqual(highlighted('a = b|c\n'), []);
    assert.deepEqual(highlighted('|'), []);
  });
});
