/** Nothing is told of an inventory that dhis2-server-tools ships, nor of one that is right: a finding there would be a false alarm. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { render } from '@dhis2-hosting/server/service';
import { root } from '../support/imports.ts';
import { inventoryDocument, testService } from '../support/service.ts';

const folder = path.join(root, 'test/fixtures/server-tools');

function documentsOf(installation: string) {
  const at = path.join(folder, installation);
  return readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => inventoryDocument(readFileSync(file, 'utf8'), path.relative(at, file).split(path.sep).join('/')));
}

for (const installation of readdirSync(folder)) {
  describe(`the ${installation} installation`, () => {
    const documents = documentsOf(installation);
    const service = testService({}, 'en', undefined, false, documents);
    for (const document of documents) {
      test(document.uri.replace(/.*inventory\//, ''), () => {
        const told = service.findings(document).map(({ rule, message, span }) => ({
          rule,
          on: document.getText().slice(span.start, span.end),
          says: render(message, 'en'),
        }));
        assert.deepEqual(told, []);
      });
    }
  });
}
