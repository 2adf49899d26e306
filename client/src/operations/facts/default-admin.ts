/**
 * Whether the password that every DHIS2 starts with still opens it. The one that this host keeps is tried first: when it
 * opens DHIS2 the other one cannot, and no login was refused. The database may be another one than the one it was set in.
 */
import { adminLoginFunctions } from '../admin-login.ts';
import { defineFact, type Fact } from '../fact.ts';
import { snippet } from '../script.ts';

/** `refused`: neither opens it, the kept one is of no use here. */
const states = ['open', 'changed', 'refused', 'not-running'] as const;

export type DefaultAdmin = (typeof states)[number];

/** Both tries have to end within the time that a fact is given. */
const script = `
address=$1 kept=$2
${adminLoginFunctions}
other=changed
if [ -s "$kept" ]; then
  case $(status "$(cat "$kept")" "$address" 9) in
    200) echo changed; exit 0 ;;
    401) other=refused ;;
    *) echo not-running; exit 0 ;;
  esac
fi
case $(status district "$address" 9) in
  200) echo open ;;
  401) echo "$other" ;;
  *) echo not-running ;;
esac
`;

export function defaultAdmin(address: string, passwordFile: string): Fact<DefaultAdmin> {
  return defineFact<DefaultAdmin>({
    id: `default-admin:${address}`,
    script: snippet('default-admin', script, address, passwordFile),
    parse: ({ code, out }) => (code === 0 ? states.find((each) => `${each}\n` === out) : undefined),
  });
}
