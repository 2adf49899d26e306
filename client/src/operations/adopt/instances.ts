/** What was found, by machines and instances, and which of the manifest's each of them is. */
import { createNamer, type HostingManifest } from '@dhis2-hosting/server/service';
import type { FoundApplication, FoundTomcat } from '../facts/found-tomcats.ts';
import { databaseLogin, type Instance, pathsOf } from '../hosts/parts.ts';
import type { Found, FoundGuest, FoundMachine } from './found.ts';

/** A host, or a container on it. */
export type Place = {
  /** Name in the manifest, or the one that it gets in a draft. */
  readonly name: string;
  /** Whether the manifest has it. */
  readonly isKnown: boolean;
  /** Undefined for the host itself. */
  readonly guest: FoundGuest | undefined;
  /** Undefined when it could not be asked. */
  readonly machine: FoundMachine | undefined;
  readonly instances: readonly FoundInstance[];
};

export type FoundInstance = {
  /** Name in the manifest, or the one that it gets in a draft. */
  readonly name: string;
  readonly place: string;
  readonly wanted: Instance | undefined;
  readonly tomcat: FoundTomcat;
  /** Undefined for a Tomcat that has a DHIS2 home and no DHIS2. */
  readonly application: FoundApplication | undefined;
  readonly database: FoundAddress | undefined;
};

export type FoundAddress = { readonly host: string; readonly port: number; readonly name: string };

export function placesOf(found: Found, manifest: HostingManifest): readonly Place[] {
  const nameOf = createNamer();
  const names = createNamer();
  nameOf(found.host);
  const guests = found.guests.known && found.guests.value !== 'none' ? found.guests.value.guests : [];
  const place = (name: string, isKnown: boolean, guest: FoundGuest | undefined, machine: FoundMachine | undefined): Place => ({
    name,
    isKnown,
    guest,
    machine,
    instances: instancesIn(machine, { name, hint: guest?.name }, manifest, names),
  });
  return [
    place(found.host, true, undefined, found),
    ...guests.map((guest) => {
      const known = (manifest.hosts ?? []).find(
        ({ name, guestOf, address }) => guestOf === found.host && (address === guest.address || name === guest.name.toLowerCase()),
      );
      return place(known?.name ?? nameOf(guest.name), known !== undefined, guest, guest.machine);
    }),
  ];
}

type At = { readonly name: string; readonly hint: string | undefined };

function instancesIn(machine: FoundMachine | undefined, at: At, manifest: HostingManifest, names: (name: string) => string) {
  const tomcats = machine?.tomcats.known === true ? machine.tomcats.value : [];
  const wanted = (manifest.instances ?? []).filter(({ host }) => host === at.name);
  const taken = new Set<Instance>();
  const found = tomcats.flatMap((tomcat) =>
    (tomcat.applications.length === 0 ? [undefined] : tomcat.applications).map((one) => ({ tomcat, one })),
  );
  return found.map(({ tomcat, one }): FoundInstance => {
    const match = wanted.find(
      (instance) => !taken.has(instance) && isSame(instance, tomcat, one, found.length === 1 && wanted.length === 1),
    );
    if (match !== undefined) taken.add(match);
    const database = readAddress(tomcat.conf?.databaseUrl);
    const name = match?.name ?? names(guess(tomcat, one, at.hint, database));
    return { name, place: at.name, wanted: match, tomcat, application: one, database };
  });
}

/** By where it lies, then by its database and its path; an only one is the only one. */
function isSame(instance: Instance, tomcat: FoundTomcat, one: FoundApplication | undefined, isOnly: boolean): boolean {
  const paths = pathsOf(instance);
  if (tomcat.base === paths.base) return true;
  if (instance.dhisConf !== undefined) return tomcat.conf?.path === instance.dhisConf;
  const database = readAddress(tomcat.conf?.databaseUrl);
  if (database !== undefined && database.name === databaseLogin(instance).name) return true;
  return isOnly || (one !== undefined && one.path !== '/' && one.path === (instance.path ?? `/${instance.name}`));
}

function guess(
  tomcat: FoundTomcat,
  one: FoundApplication | undefined,
  hint: string | undefined,
  database: FoundAddress | undefined,
): string {
  const path = one?.path.split('/').at(-1);
  return path || hint || database?.name || tomcat.base.split('/').at(-1) || 'dhis2';
}

/** Undefined for what is no address of a PostgreSQL database. */
export function readAddress(url: string | undefined): FoundAddress | undefined {
  const found = /^jdbc:postgresql:(?:\/\/(\[[^\]]+\]|[^:/]*)(?::(\d+))?\/)?([^/?]+)$/.exec(url ?? '');
  if (found === null) return undefined;
  const [, host, port, name = ''] = found;
  return { host: host || 'localhost', port: Number(port ?? 5432), name };
}

/** Bytes that `-Xmx` gives to Java; undefined when it is not a size. */
export function heapBytes(text: string | undefined): number | undefined {
  const found = /^(\d+)([kKmMgG]?)$/.exec(text ?? '');
  const unit = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 }[(found?.[2] ?? '').toLowerCase()];
  return found === null || unit === undefined ? undefined : Number(found[1]) * unit;
}
