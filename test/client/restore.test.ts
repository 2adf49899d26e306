/** What `dhis2-hosting restore` is asked for by its options, and on which host that is. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { recipeOf } from '../../client/src/cli/commands/restore.ts';
import { Refusal } from '../../client/src/cli/refusal.ts';
import { readWanted } from '../../client/src/cli/wanted.ts';
import { recipes } from '../../client/src/operations/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const asked = (line: string) => {
  const words = line.split(' ').filter(Boolean);
  const values = new Map(words.flatMap((word) => (word.includes('=') ? [word.split('=') as [string, string]] : [])));
  return { problems: [], operands: [], values, switches: new Set(words.filter((word) => !word.includes('='))) };
};

describe('restore', () => {
  const kinds = {
    '': 'restore',
    'set=1': 'restore',
    'set=hmis/1 scrubbed': 'restore-scrubbed',
    scrubbed: 'restore-scrubbed',
    'dump=/x': 'restore-dump',
    'to=x': 'bring-back',
    use: 'use-restored',
    'set=1 use': 'use-restored',
    'to=x use': 'use-restored',
  };
  for (const [line, recipe] of Object.entries(kinds)) {
    test(`with ${line || 'nothing'} is ${recipe}`, () => {
      assert.equal(recipeOf(asked(line)), recipe);
      assert.ok(recipes.some(({ id }) => id === recipe));
    });
  }

  for (const line of [
    'set=1 dump=/x',
    'set=1 to=x',
    'dump=/x to=x',
    'dump=/x use',
    'scrubbed use',
    'to=x scrubbed',
    'set=1 to=x use',
    'use yes',
  ]) {
    test(`is refused with ${line}`, () => assert.throws(() => recipeOf(asked(line)), Refusal));
  }

  test('is for the host of the instance, a moment and a dump for that of its database', async (t) => {
    const cwd = await temporaryFolder(t, {});
    const text = `version: 1
hosts: [{ name: app, address: 192.0.2.1 }, { name: db, address: 192.0.2.2 }]
databases: [{ name: main, host: db }]
instances: [{ name: hmis, host: app, database: main, dhis2Version: "2.42.5" }]
`;
    writeFileSync(path.join(cwd, 'dhis2-hosting.yaml'), text);
    const hostFor = async (line: string): Promise<string> => (await readWanted(asked(`instance=hmis ${line}`), cwd)).host.name;
    const found = await Promise.all(
      [
        '',
        'set=1',
        'use',
        'to=x use',
        'to=x',
        'dump=/x',
        'recipe=restore',
        'recipe=bring-back',
        'recipe=restore-dump',
        'to=x host=app',
      ].map(hostFor),
    );
    assert.deepEqual(found, ['app', 'app', 'app', 'app', 'db', 'db', 'app', 'db', 'db', 'app']);
  });
});
