/** Whose tools have made a host, by the traces that they leave. */
import { defineFact } from '../fact.ts';
import { snippet } from '../script.ts';

const knownTools = ['dhis2-server-tools', 'dhis2-tools-ng', 'dhis2-hosting', 'docker', 'lxd'] as const;
export type KnownTool = (typeof knownTools)[number];

const script = `
PATH=$PATH:/snap/bin
for folder in /opt/ansible/secrets /root/dhis2-server-tools /home/*/dhis2-server-tools /opt/dhis2-server-tools; do
  [ ! -d "$folder" ] || echo dhis2-server-tools
done
for file in /usr/local/etc/dhis/containers.json /usr/local/bin/dhis2-create-instance /usr/local/sbin/dhis2-create-instance; do
  [ ! -e "$file" ] || echo dhis2-tools-ng
done
[ ! -d /var/lib/dhis2-hosting ] || echo dhis2-hosting
! command -v docker > /dev/null || [ -z "$(docker ps --all --format '{{.Image}}' 2> /dev/null | grep -i dhis2)" ] || echo docker
! command -v lxc > /dev/null && ! command -v incus > /dev/null || echo lxd
true
`;

export const foundTools = defineFact<readonly KnownTool[]>({
  id: 'found-tools',
  script: snippet('found-tools', script),
  parse: ({ code, out }) => {
    const lines = [...new Set(out.split('\n').filter((line) => line !== ''))];
    const tools = lines.flatMap((line) => knownTools.filter((tool) => tool === line));
    return code === 0 && tools.length === lines.length ? tools : undefined;
  },
});
