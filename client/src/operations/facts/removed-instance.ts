/** What a host still keeps of an instance that was removed: databases under other names, and folders put aside. */
import { defineFact, type Fact } from '../fact.ts';
import { removedFolder } from '../hosts/removed.ts';
import { sqlFunction } from '../postgres.ts';
import { snippet } from '../script.ts';

export type RemovedDatabase = { readonly port: number; readonly name: string; readonly bytes: number };
export type RemovedInstance = {
  readonly databases: readonly RemovedDatabase[];
  readonly folders: readonly { readonly path: string; readonly bytes: number }[];
};

/** What was dropped or moved by hand meanwhile is no longer there. */
const script = `
folder=$1
${sqlFunction}
if [ -e "$folder/databases" ]; then
  while read -r at name role; do
    size=$(echo "select pg_database_size(oid) from pg_database where datname = :'name'" | sql "$at" postgres --set name="$name")
    [ -z "$size" ] || echo "database $at $name $size"
  done < "$folder/databases"
fi
if [ -e "$folder/folders" ]; then
  while read -r path; do
    [ ! -e "$path" ] || printf 'folder %s %s\\n' "$(du --summarize --block-size=1 -- "$path" | cut -f 1)" "$path"
  done < "$folder/folders"
fi
`;

export function removedInstance(instance: string): Fact<RemovedInstance> {
  return defineFact<RemovedInstance>({
    id: `removed-instance:${instance}`,
    // Their sizes change; which they are is looked at again when they are dropped.
    drifts: true,
    script: snippet('removed-instance', script, removedFolder(instance)),
    parse: ({ code, out }) => {
      if (code !== 0) return undefined;
      const databases = [...out.matchAll(/^database (\d+) (\S+) (\d+)$/gm)];
      const folders = [...out.matchAll(/^folder (\d+) (\/.*)$/gm)];
      if (databases.length + folders.length !== out.split('\n').filter((line) => line !== '').length) return undefined;
      return {
        databases: databases.map(([, port, name = '', bytes]) => ({ port: Number(port), name, bytes: Number(bytes) })),
        folders: folders.map(([, bytes, path = '']) => ({ path, bytes: Number(bytes) })),
      };
    },
  });
}
