/** What an instance runs, and how its start is judged. */
import { type DatabaseServer, databaseLogin, defaultDatabasePort, type Instance, localAddress, pathsOf } from '../../hosts/parts.ts';
import { type Script, snippet } from '../../script.ts';
import { contextName } from '../../templates/tomcat-base.ts';
import { gateScript } from './gate.ts';

export type Places = {
  /** The link to the release that runs. */
  readonly context: string;
  /** There from before a start until the gate has been passed: a run that ends in between is not taken for a success. */
  readonly unproven: string;
  /** Read at the start. */
  readonly files: readonly string[];
};

export function placesOf(instance: Instance): Places {
  const { base, secrets, conf } = pathsOf(instance);
  const context = `${base}/webapps/${contextName(instance.path ?? '/')}`;
  const files = [conf, `${secrets}/secrets.env`, `${base}/conf/server.xml`, '/etc/systemd/system/dhis2@.service', context];
  return { context, unproven: `${secrets}/unproven`, files };
}

/** Of a folder of releases, see release.ts. */
export function versionOf(folder: string): string {
  return folder.replace(/^.*\//, '').replace(/-[0-9a-f]{16}$/, '');
}

export function gateFor(instance: Instance, server: DatabaseServer, version: string): Script {
  const { unit, secrets, home } = pathsOf(instance);
  const isHere = server.host === instance.host;
  return gateScript({
    ...{ unit, secrets, home, version },
    address: localAddress(instance),
    database: isHere ? { port: server.port ?? defaultDatabasePort, ...databaseLogin(instance) } : undefined,
  });
}

/** An application under an older path would run beside it, in the same database. */
export function removeOtherLinks(context: string): Script {
  return snippet('other-links', removeOthers, context);
}

export function restoreOtherLinks(context: string): Script {
  return snippet('other-links', restoreOthers, context);
}

const removeOthers = `
kept=$DHIS2_HOSTING_KEPT/others
mkdir -p -- "$kept"
find "\${1%/*}" -mindepth 1 -maxdepth 1 -type l ! -name "\${1##*/}" | while read -r path; do
  [ -L "$kept/\${path##*/}" ] || cp -P -- "$path" "$kept/"
  rm -- "$path"
done
`;

const restoreOthers = `
for path in "$DHIS2_HOSTING_KEPT/others"/*; do
  [ ! -L "$path" ] || [ -L "\${1%/*}/\${path##*/}" ] || cp -P -- "$path" "\${1%/*}/"
done
`;
