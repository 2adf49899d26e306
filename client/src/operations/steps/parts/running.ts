/** What an instance runs, and how its start is judged. */
import { databaseWords } from '../../database-client.ts';
import { type DatabaseServer, type Instance, localAddress, pathsOf } from '../../hosts/parts.ts';
import { type Script, snippet } from '../../script.ts';
import type { Target } from '../../step.ts';
import { contextName } from '../../templates/tomcat-base.ts';
import { addressOf } from '../dhis-conf.ts';
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

export function gateFor(instance: Instance, server: DatabaseServer, version: string, target: Target): Script {
  const { unit, secrets, home } = pathsOf(instance);
  const database = databaseWords(instance, server, addressOf(server.host, target));
  return gateScript({ unit, secrets, home, version, database, address: localAddress(instance) });
}

/** Also when it failed often before, and when it was stopped and systemd has forgotten it. */
export function startUnit(unit: string, verb: 'start' | 'restart' = 'start'): Script {
  return snippet('start-unit', starting, verb, unit);
}

const starting = `
systemctl reset-failed "$2" 2> /dev/null || :
systemctl "$1" "$2"
`;

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
