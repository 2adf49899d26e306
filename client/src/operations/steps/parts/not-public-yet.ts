/** A site does not become public before DHIS2 behind it has another password than the one that everybody knows. */
import { adminLoginFunctions } from '../../admin-login.ts';
import { type Script, snippet } from '../../script.ts';

/** `address` as the host of the proxy reaches it, with the path. */
export type Upstream = { readonly instance: string; readonly host: string; readonly address: string };

/** From the host of the proxy, which the instance lets in before anybody else; one refused login each when all is well. */
export function refusesEverybody(upstreams: readonly Upstream[]): Script {
  return snippet('not-public-yet', ask, ...upstreams.flatMap(({ instance, host, address }) => [instance, host, address]));
}

const ask = `
${adminLoginFunctions}
while [ $# -gt 0 ]; do
  for try in 1 2 3 4 5 6 7 8 9 10; do
    code=$(status district "$3" 30)
    case $code in 000 | 5??) sleep 1 ;; *) break ;; esac
  done
  case $code in
    200)
      echo "$1 on $2 still lets admin in with the password that everybody knows, so the site does not become public. Provision $2 again, then this host." >&2
      exit 1 ;;
    000 | 5??)
      echo "$1 on $2 does not answer ($code), so nobody knows whether the well-known password opens it. Provision $2 again, then this host." >&2
      exit 1 ;;
  esac
  shift 3
done
`;
