/** Recipes by name: the command line offers them all, and those of an instance say so. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { recipes } from '../../client/src/operations/recipes/recipes.ts';
import { operationRows } from '../../server/src/cli/operation-rows.ts';
import { whole } from '../support/facts.ts';

describe('recipes', () => {
  test('are the choices of the command line', () => {
    for (const { name, options } of operationRows) {
      for (const option of options) {
        if (option.name === 'recipe')
          assert.deepEqual(
            option.choices,
            recipes.map(({ id }) => id),
            name,
          );
      }
    }
  });

  for (const recipe of recipes) {
    test(`${recipe.id} has steps for ${recipe.about ?? 'a host'}`, () => {
      const target = { manifest: whole, host: 'app-1', now: 0 };
      assert.equal(recipe.steps(target).length > 0, recipe.about === undefined);
      assert.ok(recipe.steps({ ...target, instance: 'hmis' }).length > 0);
      assert.ok(recipe.holds === undefined || recipe.about === 'instance');
    });
  }
});
