/** A system account: whether it is there, and whether anybody can log in with it. */
import { defineFact, type Fact } from '../fact.ts';
import { snippet } from '../script.ts';

export type Account =
  | { readonly kind: 'missing' }
  | { readonly kind: 'there'; readonly uid: number; readonly home: string; readonly shell: string };

export function account(user: string): Fact<Account> {
  return defineFact<Account>({
    id: `account:${user}`,
    script: snippet('account', 'getent passwd "$1" || [ $? -eq 2 ]', user),
    parse: ({ code, out }) => {
      if (code !== 0) return undefined;
      if (out === '') return { kind: 'missing' };
      const [, , uid, , , home, shell] = out.trimEnd().split(':');
      if (home === undefined || shell === undefined || !/^\d+$/.test(uid ?? '')) return undefined;
      return { kind: 'there', uid: Number(uid), home, shell };
    },
  });
}
