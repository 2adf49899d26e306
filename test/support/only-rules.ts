/** Settings under which nothing but the named rules reports, so that a test of reports need not follow every new rule. */
import { rules } from '@dhis2-hosting/server/documented';

export function onlyRules(...ids: readonly string[]): { readonly '.dhis2-lint.yaml': string } {
  const off = rules.filter(({ id }) => !ids.includes(id)).map(({ id }) => `  ${id}: off\n`);
  return { '.dhis2-lint.yaml': `rules:\n${off.join('')}` };
}
