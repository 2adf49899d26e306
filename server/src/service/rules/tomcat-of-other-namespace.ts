import { fieldSpan } from '../manifest/items.ts';
import { isOlder, operatingSystem, type ReleaseNeeds, releaseName, releaseNeeds } from '../platform/platform.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';
import { changeToQuotedFix } from './version-fixes.ts';

type MessageId = 'older' | 'olderPackaged' | 'newer' | 'newerPackaged';

export const rule = defineManifestRule<MessageId>({
  id: 'tomcat-of-other-namespace',
  category: 'compatibility',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Tomcat that does not fit the DHIS2 release', fr: 'Tomcat qui ne convient pas à la version de DHIS2' },
  what: {
    en: 'DHIS2 2.42 and newer speak the `jakarta` interface of Tomcat 10.1 and newer, older releases the `javax` interface of Tomcat 8.5 and 9. Without `tomcatVersion`, the packages of the operating system count.',
    fr: "DHIS2 2.42 et suivantes parlent l'interface `jakarta` de Tomcat 10.1 et suivants, les versions antérieures l'interface `javax` de Tomcat 8.5 et 9. Sans `tomcatVersion`, les paquets du système d'exploitation comptent.",
  },
  source: 'schemas/platform/dhis2.json (dhis2-core dhis-2/pom.xml @ 2.41.9.1, 2.42.0; dhis2-releases releases/2.42/README.md)',
  messages: {
    older: {
      en: 'DHIS2 {release} needs Tomcat {least} or newer and does not start in Tomcat {tomcat}. Write the version that fits.',
      fr: 'DHIS2 {release} demande Tomcat {least} ou plus récent et ne démarre pas dans Tomcat {tomcat}. Écrivez la version qui convient.',
    },
    olderPackaged: {
      en: 'DHIS2 {release} needs Tomcat {least} or newer, and {system} packages {tomcat} at most. Upgrade the system, or write as `tomcatVersion` what you install from elsewhere.',
      fr: 'DHIS2 {release} demande Tomcat {least} ou plus récent, et {system} ne propose que {tomcat} au plus. Mettez le système à niveau, ou écrivez dans `tomcatVersion` ce que vous installez par ailleurs.',
    },
    newer: {
      en: 'DHIS2 {release} is built for Tomcat 9: Tomcat {tomcat} runs it only after its WAR has been converted. Take Tomcat 9, or upgrade DHIS2.',
      fr: "DHIS2 {release} est faite pour Tomcat 9 : Tomcat {tomcat} ne l'exécute qu'une fois son WAR converti. Prenez Tomcat 9, ou mettez DHIS2 à niveau.",
    },
    newerPackaged: {
      en: 'DHIS2 {release} is built for Tomcat 9, and {system} packages {tomcat}: the WAR must be converted, or Tomcat 9 come from Apache (write `tomcatArchive`, or `tomcatVersion` when you install it yourself).',
      fr: "DHIS2 {release} est faite pour Tomcat 9, et {system} propose {tomcat} : il faut convertir le WAR, ou prendre Tomcat 9 chez Apache (écrivez `tomcatArchive`, ou `tomcatVersion` si vous l'installez vous-même).",
    },
  },
  each: {
    instances(instance, { project }, report) {
      const { dhis2Version, tomcatVersion, tomcatArchive, host } = instance.fields;
      const needs = releaseNeeds(dhis2Version);
      if (dhis2Version === undefined || needs === undefined) return;
      const args = { release: releaseName(dhis2Version), least: needs.tomcat.least };
      if (tomcatVersion !== undefined) {
        const misfit = misfitOf(needs, [tomcatVersion]);
        if (misfit === undefined) return;
        const fixes = changeToQuotedFix(instance, 'tomcatVersion', needs.servlet === 'javax' ? '9' : needs.tomcat.least);
        const span = fieldSpan(instance, 'tomcatVersion');
        const severity = misfit === 'older' ? 'error' : 'warning';
        report({ message: misfit, args: { ...args, tomcat: tomcatVersion }, span, severity, fixes });
        return;
      }
      // Its version is looked at on the host.
      if (tomcatArchive !== undefined) return;
      const system = operatingSystem(project.find('hosts', host)?.fields.os);
      const misfit = system && misfitOf(needs, system.tomcat);
      if (system === undefined || misfit === undefined) return;
      report({
        message: misfit === 'older' ? 'olderPackaged' : 'newerPackaged',
        args: { ...args, system: system.name, tomcat: (misfit === 'older' ? system.tomcat.at(-1) : system.tomcat[0]) ?? '' },
        span: fieldSpan(instance, 'dhis2Version'),
        severity: misfit === 'older' ? 'warning' : 'info',
      });
    },
  },
});

/** None of the versions fits. */
function misfitOf({ servlet, tomcat }: ReleaseNeeds, versions: readonly string[]): 'older' | 'newer' | undefined {
  if (versions.every((version) => isOlder(version, tomcat.least))) return 'older';
  return servlet === 'javax' && versions.every((version) => !isOlder(version, '10')) ? 'newer' : undefined;
}

export const page = {
  why: {
    en: 'Between Tomcat 9 and 10 the names of the interface changed from `javax` to `jakarta`. A WAR for the one is not found in the other: Tomcat runs and answers with an error page.',
    fr: "Entre Tomcat 9 et 10, les noms de l'interface sont passés de `javax` à `jakarta`. Un WAR fait pour l'un n'est pas reconnu par l'autre : Tomcat tourne et répond par une page d'erreur.",
  },
  todo: {
    en: 'DHIS2 2.42 and newer: Tomcat 10.1 or newer, as in Ubuntu 24.04 and Debian 12. Older releases: Tomcat 9, as in Ubuntu 22.04, or that of Apache with `tomcatArchive`. dhis2-server-tools converts the WAR by itself; then leave this finding or ignore it with a reason.',
    fr: 'DHIS2 2.42 et suivantes : Tomcat 10.1 ou plus récent, comme dans Ubuntu 24.04 et Debian 12. Versions antérieures : Tomcat 9, comme dans Ubuntu 22.04, ou celui d’Apache avec `tomcatArchive`. dhis2-server-tools convertit le WAR de lui-même ; laissez alors ce constat ou ignorez-le en disant pourquoi.',
  },
  good: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: jammy, address: 192.0.2.1, os: ubuntu-22.04 }',
        '  - { name: noble, address: 192.0.2.2, os: ubuntu-24.04 }',
        '  - { name: bionic, address: 192.0.2.3, os: ubuntu-18.04 }',
        'instances:',
        '  - { name: a, host: jammy, dhis2Version: "2.41" }',
        '  - { name: b, host: noble, dhis2Version: "2.42" }',
        '  - { name: c, host: jammy, dhis2Version: "2.43", tomcatVersion: "10" }',
        '  - { name: d, host: noble, dhis2Version: "2.40", tomcatVersion: "9.0.111" }',
        '  - { name: e, host: bionic, dhis2Version: "2.36", tomcatVersion: "8" }',
        '  - { name: f, host: jammy, dhis2Version: "2.99" }',
        '  - name: g',
        '    host: noble',
        '    dhis2Version: "2.41"',
        '    tomcatArchive:',
        '      url: https://archive.apache.org/dist/tomcat/tomcat-9/v9.0.111/bin/apache-tomcat-9.0.111.tar.gz',
        `      sha512: ${'0'.repeat(128)}`,
        '',
      ].join('\n'),
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'instances:',
        '  - name: hmis',
        '    host: web-1',
        '    dhis2Version: "2.42"',
        '    tomcatVersion: "9.0.58"',
        '    #              ^^^^^^^^ older',
        '  - name: old',
        '    host: web-1',
        '    dhis2Version: "2.41.9"',
        '    tomcatVersion: "10.1"',
        '    #              ^^^^^^ newer',
        '',
      ].join('\n'),
      fixed: [
        'version: 1',
        'instances:',
        '  - name: hmis',
        '    host: web-1',
        '    dhis2Version: "2.42"',
        '    tomcatVersion: "10.1"',
        '  - name: old',
        '    host: web-1',
        '    dhis2Version: "2.41.9"',
        '    tomcatVersion: "9"',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: jammy, address: 192.0.2.1, os: ubuntu-22.04 }',
        '  - { name: noble, address: 192.0.2.2, os: ubuntu-24.04 }',
        'instances:',
        '  - { name: hmis, host: jammy, dhis2Version: "2.43" }',
        '  #                                          ^^^^^^ olderPackaged',
        '  - { name: old, host: noble, dhis2Version: "2.40" }',
        '  #                                         ^^^^^^ newerPackaged',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
