/** A file in the configuration folder of the cluster on a port; missing as long as there is no such cluster. */
import { defineFact, type Fact } from '../fact.ts';
import { snippet } from '../script.ts';
import { type FileState, readFileState, tellFile } from './file.ts';

const script = `
folder=
if command -v pg_lsclusters > /dev/null; then
  folder=$(pg_lsclusters --no-header | while read -r version name port rest; do
    [ "$port" != "$1" ] || echo "/etc/postgresql/$version/$name"
  done)
fi
set -- "\${folder:-/nonexistent}/$2"
${tellFile}
`;

export function postgresFile(port: number, name: string): Fact<FileState> {
  return defineFact<FileState>({
    id: `postgres-file:${port} ${name}`,
    script: snippet('postgres-file', script, String(port), name),
    parse: readFileState,
  });
}
