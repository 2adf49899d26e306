/**
 * Whether the password that every DHIS2 starts with still opens it. It is tried only as long as this host has not made
 * another, so that plans do not lock the account.
 */
import { defineFact, type Fact } from '../fact.ts';
import { snippet } from '../script.ts';

export type DefaultAdmin = 'open' | 'changed' | 'not-running';

const script = `
address=$1 password=$2
if [ -e "$password" ]; then echo changed; exit 0; fi
code=$(printf 'user = "admin:district"\\n' | curl --silent --max-time 15 --config - --output /dev/null --write-out '%{http_code}' "$address/api/me") || :
case $code in
  200) echo open ;;
  401) echo changed ;;
  *) echo not-running ;;
esac
`;

export function defaultAdmin(address: string, passwordFile: string): Fact<DefaultAdmin> {
  return defineFact<DefaultAdmin>({
    id: `default-admin:${address}`,
    script: snippet('default-admin', script, address, passwordFile),
    parse: ({ code, out }) => (code === 0 ? (['open', 'changed', 'not-running'] as const).find((each) => `${each}\n` === out) : undefined),
  });
}
