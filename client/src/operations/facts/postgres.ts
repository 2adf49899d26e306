/** PostgreSQL as Debian's packages keep it: versions that are installed, and clusters with their state. */
import { defineFact } from '../fact.ts';
import { snippet } from '../script.ts';

export type PostgresServer = { readonly version: string; readonly postgis: boolean };

export type PostgresCluster = {
  readonly version: string;
  readonly name: string;
  readonly port: number;
  readonly online: boolean;
  /** Of its pages, so that a disk that lies is found out. */
  readonly checksums: boolean;
  readonly folder: string;
};

export type Postgres = { readonly servers: readonly PostgresServer[]; readonly clusters: readonly PostgresCluster[] };

const script = `
for program in /usr/lib/postgresql/*/bin/postgres; do
  [ -x "$program" ] || continue
  version=\${program#/usr/lib/postgresql/} version=\${version%%/*} postgis=no
  [ ! -e "/usr/share/postgresql/$version/extension/postgis.control" ] || postgis=yes
  echo "server $version $postgis"
done
command -v pg_lsclusters > /dev/null || exit 0
pg_lsclusters --no-header | while read -r version name port status owner folder log; do
  checksums=$("/usr/lib/postgresql/$version/bin/pg_controldata" "$folder" | sed -n 's/^Data page checksum version: *//p')
  echo "cluster $version $name $port \${status%%,*} \${checksums:-0} $folder"
done
`;

export const postgres = defineFact<Postgres>({
  id: 'postgres',
  script: snippet('postgres', script),
  parse: ({ code, out }) => {
    if (code !== 0) return undefined;
    const servers: PostgresServer[] = [];
    const clusters: PostgresCluster[] = [];
    for (const line of out.split('\n').filter((each) => each !== '')) {
      const server = /^server (\d+(?:\.\d+)?) (yes|no)$/.exec(line);
      const cluster = /^cluster (\d+(?:\.\d+)?) (\S+) (\d+) (\S+) (\d+) (\/.*)$/.exec(line);
      if (server !== null) servers.push({ version: server[1] ?? '', postgis: server[2] === 'yes' });
      else if (cluster === null) return undefined;
      else {
        const [, version = '', name = '', port, status, checksums, folder = ''] = cluster;
        clusters.push({ version, name, port: Number(port), online: status === 'online', checksums: checksums !== '0', folder });
      }
    }
    return { servers, clusters };
  },
});
