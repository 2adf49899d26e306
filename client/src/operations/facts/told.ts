/**
 * What a host of an installation tells the others: its addresses, the verifiers of the passwords that it made for
 * databases elsewhere, and the certificate of its PostgreSQL. Nobody logs in with a verifier.
 */
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { defineFact, type Fact } from '../fact.ts';
import { pathsOf } from '../hosts/parts.ts';
import { snippet } from '../script.ts';
import type { HostTold } from '../step.ts';

/** Of the server's certificate, see steps/postgres-access.ts. */
export const postgresTls = '/etc/postgresql-common/dhis2-hosting';

/** Bridges of containers lead to no other host. */
const script = `
certificate=$1; shift
ip -oneline address show scope global | while read -r number card family address rest; do
  case $card in docker*|br-*|lxdbr*|virbr*|veth*) continue ;; esac
  echo "address \${address%%/*}"
done
while [ $# -gt 0 ]; do
  if [ -e "$2/database.verifier" ]; then
    printf 'verifier %s %s %s\\n' "$1" "$(sha256sum < "$2/database.verifier" | cut -d ' ' -f 1)" "$(cat "$2/database.verifier")"
  fi
  shift 2
done
[ ! -e "$certificate" ] || sed 's/^/pem /' "$certificate"
`;

export function told(manifest: HostingManifest, host: string): Fact<HostTold> {
  const instances = (manifest.instances ?? []).filter((instance) => instance.host === host);
  return defineFact<HostTold>({
    id: ['told', ...(instances.length > 0 ? [instances.map(({ name }) => name).join(' ')] : [])].join(':'),
    script: snippet(
      'told',
      script,
      `${postgresTls}/server.crt`,
      ...instances.flatMap((instance) => [instance.name, pathsOf(instance).secrets]),
    ),
    parse: ({ code, out }) => {
      if (code !== 0) return undefined;
      const verifiers = [...out.matchAll(/^verifier (\S+) ([0-9a-f]{64}) (SCRAM-SHA-256\$\S+)$/gm)];
      const certificate = [...out.matchAll(/^pem (.*)$/gm)].map(([, line = '']) => `${line}\n`).join('');
      return {
        addresses: [...out.matchAll(/^address ([0-9A-Fa-f:.]+)$/gm)].map(([, address = '']) => address),
        verifiers: Object.fromEntries(verifiers.map(([, name = '', digest = '', text = '']) => [name, { text, digest }])),
        ...(certificate === '' ? {} : { certificate }),
      };
    },
  });
}
