import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { catalogue } from '@dhis2-hosting/server/documented';
import { addMissingKind, sortSectionsKind } from '@dhis2-hosting/server/service';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CodeAction } from 'vscode-languageserver-types';
import { parseProperties } from '../../../server/src/service/properties/parser.ts';
import { cursor } from '../../support/markers.ts';
import { confDocument, testService } from '../../support/service.ts';
import { fixedRuns, propertiesText } from '../properties/arbitrary-properties.ts';

type Rewritten = { readonly title: string; readonly text: string };

function apply(document: TextDocument, { title, edit }: CodeAction): Rewritten {
  return { title, text: TextDocument.applyEdits(document, edit?.changes?.[document.uri] ?? []) };
}

/** Actions at the cursor. */
function atCursor(marked: string, locale: 'en' | 'fr' = 'en'): readonly Rewritten[] {
  const { text, offset } = cursor(marked);
  const document = confDocument(text);
  const at = document.positionAt(offset);
  const actions = testService({}, locale).codeActions(document, { start: at, end: at }, { diagnostics: [], only: ['refactor'] });
  return actions.map((action) => apply(document, action));
}

/** The one action of a kind for the whole file. */
function ofKind(kind: string, text: string, locale: 'en' | 'fr' = 'en'): Rewritten | undefined {
  const document = confDocument(text);
  const start = { line: 0, character: 0 };
  const actions = testService({}, locale).codeActions(document, { start, end: start }, { diagnostics: [], only: [kind] });
  assert.ok(actions.length < 2);
  return actions[0] && apply(document, actions[0]);
}

describe('a secret in clear text', () => {
  test('becomes a variable, and is repeated nowhere', () => {
    const [action, ...others] = atCursor('connection.password = s3cr3t-\\\n  w0rd|\nredis.port = 1\n');
    assert.deepEqual(others, []);
    assert.equal(action?.text, 'connection.password = ${CONNECTION_PASSWORD}\nredis.port = 1\n');
    assert.match(action.title, /`\$\{CONNECTION_PASSWORD\}`.*Tomcat/);
    assert.doesNotMatch(JSON.stringify(action), /s3cr3t|w0rd/);
  });

  test('is offered once where a finding offers it too', () => {
    const document = confDocument('connection.password = kX9v-Qm2p-7Rtz\n');
    const at = { line: 0, character: 25 };
    const titles = testService()
      .codeActions(document, { start: at, end: at }, { diagnostics: [] })
      .map(({ title }) => title);
    assert.equal(titles.filter((title) => title.includes('${CONNECTION_PASSWORD}')).length, 1);
  });

  test('takes a name that no other key uses', () => {
    const [action] = atCursor('connection.username = ${REDIS_PASSWORD}\nredis.password = abc|defgh\n');
    assert.match(action?.text ?? '', /redis\.password = \$\{REDIS_PASSWORD_2\}/);
  });

  for (const text of [
    'connection.password = ${X}|\n',
    'connection.password = {{ x }}|\n',
    'connection.username = d|his\n',
    '# connection.password = x|\n',
    'connection.url = jdbc:postgresql://h/d?password=x|\n',
  ]) {
    test(`is not there: ${text.trim()}`, () => assert.deepEqual(atCursor(text), []));
  }
});

describe('a secret that is still to be made', () => {
  test('is generated for an empty value, a placeholder and a key alone', () => {
    for (const [text, before] of [
      ['redis.password =|\n', 'redis.password = '],
      ['redis.password = |  \n', 'redis.password = '],
      ['redis.password : <your password>|\n', 'redis.password : '],
      ['redis.password|\n', 'redis.password = '],
      ['redis.password = changeme|', 'redis.password = '],
    ] as const) {
      const [action] = atCursor(text);
      assert.match(action?.text ?? '', /^[^=:]+[=:] [A-Za-z0-9]{32}\n?$/, text);
      assert.ok(action?.text.startsWith(before) === true, text);
      assert.match(action?.title ?? '', /Generate a strong secret \(then give it to Redis\)/);
    }
  });

  test('the one of the encryption warns', () => {
    assert.match(atCursor('encryption.password =|\n', 'fr')[0]?.title ?? '', /seulement pour une base neuve/);
  });

  test('never where another server gives it, nor over one that is in use', () => {
    assert.deepEqual(atCursor('oidc.provider.keycloak.client_secret =|\n'), []);
    assert.deepEqual(atCursor('ldap.manager.password =|\n'), []);
    for (const { title } of atCursor('encryption.password = a real one that is used|\n')) assert.doesNotMatch(title, /Generate/);
  });
});

describe('sorting into sections', () => {
  test('comments go with their entries, blocks stay together, unknown keys come last', () => {
    const text = `# File of the ministry
# dhis2-version: 2.43

redis.enabled = on
mystery = 1
# about the url
connection.url = jdbc:postgresql://localhost/dhis2
# connection.url = other

# a note on
# the port

redis.port = 6379
redis.enabled = off
oidc.provider.b.scopes = openid
read2.connection.url = x
oidc.provider.a.client_id = a
oidc.provider.b.client_id = b
oidc.provider.b.typo = b
read1.connection.url = y
# the end
`;
    const sorted = `# dhis2-version: 2.43
# File of the ministry

# === Database connection ===

# about the url
connection.url = jdbc:postgresql://localhost/dhis2
# connection.url = other

read1.connection.url = y
# the end

read2.connection.url = x

# === OpenID Connect login ===

oidc.provider.b.client_id = b
oidc.provider.b.scopes = openid
oidc.provider.b.typo = b

oidc.provider.a.client_id = a

# === Redis ===

redis.enabled = on
redis.enabled = off

# a note on
# the port
redis.port = 6379

# === Keys that DHIS2 does not know ===

mystery = 1
`;
    assert.equal(ofKind(sortSectionsKind, text)?.text, sorted);
    assert.equal(ofKind(sortSectionsKind, sorted), undefined, 'sorted is sorted');
    const french = ofKind(sortSectionsKind, sorted, 'fr')?.text ?? '';
    assert.match(french, /# === Connexion à la base de données ===/);
    assert.doesNotMatch(french, /# === Database/);
    assert.equal(ofKind(sortSectionsKind, french)?.text, sorted, 'back again');
  });

  test('what is commented out goes to its section with the words above it; what ignores a finding stays with its entry', () => {
    const text = `# Title
redis.enabled = on
# off on Sundays

# which port
# redis.port = 6379
# connection.pool.max_size = 40
# dhis2-lint-ignore unknown-key -- ours

connection.url = jdbc:postgresql:dhis2
# node.id = a
`;
    const sorted = `# === Database connection ===

# dhis2-lint-ignore unknown-key -- ours
connection.url = jdbc:postgresql:dhis2

# === Connection pool ===

# connection.pool.max_size = 40

# === Redis ===

# Title
redis.enabled = on
# off on Sundays

# which port
# redis.port = 6379

# === Server node ===

# node.id = a
`;
    assert.equal(ofKind(sortSectionsKind, text)?.text, sorted);
    assert.equal(ofKind(sortSectionsKind, sorted), undefined, 'sorted is sorted');
  });

  test('keeps the line ends', () => {
    assert.doesNotMatch(ofKind(sortSectionsKind, 'redis.port = 1\r\nconnection.url = x\r\n')?.text ?? '\n', /[^\r]\n/);
  });

  test('is not offered unasked, nor for a file whose first key is lost', () => {
    assert.deepEqual(atCursor('redis.port = 1|\nconnection.url = x\n'), []);
    assert.equal(ofKind(sortSectionsKind, '\ufeffredis.port = 1\nconnection.url = x\n'), undefined);
    assert.equal(ofKind(sortSectionsKind, 'redis.port = 1\n'), undefined);
  });

  test('is not offered for a template with statements', () => {
    for (const [begin, end] of [
      ['{% if x %}', '{% endif %}'],
      ['{{- if .x }}', '{{- end }}'],
      ['{{ more }}', ''],
    ]) {
      assert.equal(ofKind(sortSectionsKind, `redis.port = 1\n${begin}\nconnection.url = x\n${end}\n`), undefined, begin);
    }
    assert.ok(ofKind(sortSectionsKind, 'redis.port = {{ port }}\nconnection.url = {{ url }}\n') !== undefined);
  });

  const keys = catalogue.rows.filter(({ pattern }) => pattern !== true).map(({ key }) => key);
  const conf = fc
    .array(
      fc.oneof(
        fc
          .tuple(
            fc.constantFrom(...keys.slice(0, 40), 'x.y', 'oidc.provider.a.client_id', 'oidc.provider.b.x', 'read1.connection.url'),
            fc.constantFrom(' = 1', '=', ': a\\\n  b', ' c\\'),
          )
          .map((parts) => parts.join('')),
        fc.constantFrom(
          '',
          '# c',
          '! d',
          '# === Redis ===',
          '# dhis2-version: 2.41',
          '\\',
          '# redis.port = 2',
          '#connection.url: y',
          '# oidc.provider.a.scopes = openid',
          '# dhis2-lint-ignore unknown-key -- ours',
        ),
        propertiesText,
      ),
      { maxLength: 14 },
    )
    .map((lines) => lines.join('\n'));

  test('the server reads the same, no comment is lost, and a second time changes nothing', () => {
    const reading = (text: string) => {
      const values: Record<string, string[]> = {};
      for (const { key, value } of parseProperties(text).entries) {
        const name = `key ${key.cooked}`;
        values[name] = [...(values[name] ?? []), value.cooked];
      }
      return values;
    };
    const comments = (text: string) =>
      parseProperties(text)
        .comments.map(({ span }) => text.slice(span.start, span.end))
        .filter((comment) => !/^# === .* ===\s*$/.test(comment))
        .sort();
    let sortedOnes = 0;
    fc.assert(
      fc.property(conf, (text) => {
        const sorted = ofKind(sortSectionsKind, text)?.text;
        if (sorted === undefined) return;
        sortedOnes++;
        assert.deepEqual(reading(sorted), reading(text));
        assert.deepEqual(comments(sorted), comments(text));
        assert.equal(ofKind(sortSectionsKind, sorted)?.text ?? sorted, sorted);
      }),
      { ...fixedRuns, numRuns: 800 },
    );
    assert.ok(sortedOnes > 200, `${sortedOnes} texts were sorted`);
  });
});

describe('what a production file should decide', () => {
  test('an empty file gets the connection, and the rest as a list to switch on', () => {
    const added = ofKind(addMissingKind, '');
    assert.match(added?.title ?? '', /9 keys/);
    assert.deepEqual(
      parseProperties(added?.text ?? '').entries.map(({ key }) => key.cooked),
      ['connection.url', 'connection.username', 'connection.password'],
    );
    assert.match(added?.text ?? '', /^# encryption\.password = \$\{ENCRYPTION_PASSWORD\}$/m);
    assert.equal(ofKind(addMissingKind, added?.text ?? ''), undefined, 'once is enough');
    const switchedOn = (added?.text ?? '').replace(/^# (?=[\w.]+ = )/gm, '');
    const grave = testService()
      .findings(confDocument(switchedOn))
      .filter(({ severity }) => severity === 'error' || severity === 'warning');
    assert.deepEqual(
      grave.map(({ rule }) => rule),
      [],
    );
  });

  test('what stands in the file or in a comment is left alone, and the release counts', () => {
    const text = 'connection.url = x\n#server.base.url=\nserver.https = on';
    const added = ofKind(addMissingKind, `# dhis2-version: 2.41\n${text}`, 'fr')?.text ?? '';
    assert.ok(added.startsWith(`# dhis2-version: 2.41\n${text}\n\n# Un rôle propre à DHIS2`));
    assert.doesNotMatch(added.slice(text.length + 23), /connection\.url =|server\.base\.url =|route\./);
  });

  test('a line that goes on swallows nothing', () => {
    for (const text of ['a = b\\', 'a = b\\\n', 'a = b', 'a = b\r\n']) {
      const added = ofKind(addMissingKind, text)?.text ?? '';
      assert.deepEqual(
        parseProperties(added)
          .entries.slice(0, 2)
          .map(({ key, value }) => [key.cooked, value.cooked.slice(0, 4)]),
        [
          ['a', 'b'],
          ['connection.url', 'jdbc'],
        ],
      );
    }
  });
});
