/** Which Java and which Tomcat run a release: those that the distribution packages, or the Tomcat of Apache that the manifest names. */
import { type Message, message, operatingSystem, releaseNeeds, type Text } from '@dhis2-hosting/server/service';
import type { OsRelease } from '../../facts/os-release.ts';
import type { Instance } from '../../hosts/parts.ts';
import type { Problem } from '../../step.ts';

const texts = {
  noVersion: {
    en: 'The manifest does not say which DHIS2 {instance} is.',
    fr: 'Le manifeste ne dit pas quelle version de DHIS2 est {instance}.',
  },
  noVersionTodo: { en: 'Write its `dhis2Version`.', fr: 'Écrivez sa `dhis2Version`.' },
  java: {
    en: 'DHIS2 {version} needs Java {least} or later; {os} packages {own}.',
    fr: 'DHIS2 {version} exige Java {least} ou plus récent ; {os} fournit {own}.',
  },
  tomcat: {
    en: 'DHIS2 {version} needs Tomcat {wanted}; {os} packages {own}.',
    fr: 'DHIS2 {version} exige Tomcat {wanted} ; {os} fournit {own}.',
  },
  archive: {
    en: 'DHIS2 {version} does not run in Tomcat {wanted}.',
    fr: 'DHIS2 {version} ne fonctionne pas dans Tomcat {wanted}.',
  },
  archiveTodo: {
    en: 'Name an archive of Tomcat {least} in `tomcatArchive`, and its version in `tomcatVersion`.',
    fr: 'Indiquez une archive de Tomcat {least} dans `tomcatArchive`, et sa version dans `tomcatVersion`.',
  },
  tomcatTodo: {
    en: 'Name the archive of Apache in `tomcatArchive` (`url` and `sha512`), use a release of the system that packages it (Ubuntu 22.04 has Tomcat 9; Debian 12, 13 and Ubuntu 24.04 have 10.1), or another DHIS2.',
    fr: 'Indiquez l’archive d’Apache dans `tomcatArchive` (`url` et `sha512`), utilisez une version du système qui le fournit (Ubuntu 22.04 a Tomcat 9 ; Debian 12, 13 et Ubuntu 24.04 ont 10.1), ou un autre DHIS2.',
  },
  otherTodo: {
    en: 'Use a release of the system that packages it, or another DHIS2.',
    fr: 'Utilisez une version du système qui le fournit, ou un autre DHIS2.',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** A Tomcat of Apache, in a folder of its own. */
export type TomcatArchive = {
  readonly folder: string;
  readonly url: string;
  readonly sha512: string;
  /** What its own version has to begin with. */
  readonly version: string;
};

export type Platform = {
  readonly java: string;
  readonly tomcat: { readonly packaged: string } | { readonly archive: TomcatArchive };
};
export type PlatformChoice = { readonly platform: Platform } | { readonly problem: Problem };

export function platformFor(instance: Instance, os: OsRelease): PlatformChoice {
  const version = instance.dhis2Version;
  const needs = releaseNeeds(version);
  if (version === undefined || needs === undefined) return problem(texts.noVersion, texts.noVersionTodo, { instance: instance.name });
  const system = operatingSystem(`${os.id}-${os.version}`);
  const packaged = system?.java.packaged ?? [];
  const fitting = packaged.filter((each) => Number(each) >= Number(needs.java.least));
  const java =
    fitting.find((each) => each === (instance.javaVersion ?? needs.java.recommended)) ??
    (instance.javaVersion === undefined ? fitting[0] : undefined);
  const args = { version, os: os.name };
  if (java === undefined)
    return problem(texts.java, texts.otherTodo, { ...args, least: instance.javaVersion ?? needs.java.least, own: listOf(packaged) });
  const wanted = instance.tomcatVersion?.replace(/\..*$/, '');
  const isJakarta = needs.servlet === 'jakarta';
  const least = isJakarta ? '10.1' : '9';
  const { tomcatArchive } = instance;
  if (tomcatArchive !== undefined) {
    const archive = archiveOf(tomcatArchive, instance.tomcatVersion ?? least);
    const isFitting = isJakarta ? !/^(?:[7-9]|10\.0)(?:\.|$)/.test(archive.version) : !/^1\d/.test(archive.version);
    return isFitting
      ? { platform: { java, tomcat: { archive } } }
      : problem(texts.archive, texts.archiveTodo, { version, wanted: archive.version, least });
  }
  const tomcat = (system?.tomcat ?? []).find((each) => (wanted === undefined || each === wanted) && Number(each) >= 10 === isJakarta);
  if (tomcat === undefined) {
    return problem(texts.tomcat, texts.tomcatTodo, {
      ...args,
      wanted: wanted ?? least,
      own: listOf(system?.tomcat ?? []),
    });
  }
  return { platform: { java, tomcat: { packaged: tomcat } } };
}

function listOf(versions: readonly string[]): string {
  return versions.length === 0 ? '–' : versions.join(', ');
}

function problem(why: Text, todo: Text, args: Message['args']): { readonly problem: Problem } {
  return { problem: { why: message(why, args), todo: message(todo, args) } };
}

export function javaHome({ java }: Platform, { architecture }: OsRelease): string {
  return `/usr/lib/jvm/java-${java}-openjdk-${architecture}`;
}

/** Where the archive of an instance is unpacked; undefined when its manifest names none. */
export function archiveFolder({ dhis2Version, tomcatVersion, tomcatArchive }: Instance): string | undefined {
  if (tomcatArchive === undefined) return undefined;
  const least = releaseNeeds(dhis2Version)?.servlet === 'jakarta' ? '10.1' : '9';
  return archiveOf(tomcatArchive, tomcatVersion ?? least).folder;
}

function archiveOf({ url, sha512 }: NonNullable<Instance['tomcatArchive']>, version: string): TomcatArchive {
  return { folder: `/opt/dhis2/tomcat/${version}-${sha512.slice(0, 16)}`, url, sha512, version };
}

export function tomcatHome({ tomcat }: Platform): string {
  return 'archive' in tomcat ? tomcat.archive.folder : `/usr/share/tomcat${tomcat.packaged}`;
}

/** Settings that all its applications share. */
export function tomcatSettings(platform: Platform): string {
  return `${tomcatHome(platform)}/${'archive' in platform.tomcat ? 'conf' : 'etc'}`;
}
