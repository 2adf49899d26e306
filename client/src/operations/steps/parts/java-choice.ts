/** Which Java and which Tomcat run a release, of those that the distribution packages. */
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
  otherTodo: {
    en: 'Use a release of the system that packages it (Ubuntu 22.04 has Tomcat 9; Debian 12, 13 and Ubuntu 24.04 have 10.1), or another DHIS2.',
    fr: 'Utilisez une version du système qui le fournit (Ubuntu 22.04 a Tomcat 9 ; Debian 12, 13 et Ubuntu 24.04 ont 10.1), ou un autre DHIS2.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export type Platform = { readonly java: string; readonly tomcat: string };
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
  const tomcat = (system?.tomcat ?? []).find((each) => (wanted === undefined || each === wanted) && Number(each) >= 10 === isJakarta);
  if (tomcat === undefined) {
    return problem(texts.tomcat, texts.otherTodo, {
      ...args,
      wanted: wanted ?? (isJakarta ? '10.1' : '9'),
      own: listOf(system?.tomcat ?? []),
    });
  }
  return { platform: { java, tomcat } };
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

export function tomcatHome({ tomcat }: Platform): string {
  return `/usr/share/tomcat${tomcat}`;
}
