import { fieldSpan } from '../manifest/items.ts';
import { isOlder, operatingSystem, releaseName, releaseNeeds } from '../platform/platform.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';
import { changeToQuotedFix } from './version-fixes.ts';

export const rule = defineManifestRule<'given' | 'packaged'>({
  id: 'java-too-old',
  category: 'compatibility',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Java that is too old for the DHIS2 release', fr: 'Java trop ancien pour la version de DHIS2' },
  what: {
    en: 'DHIS2 2.38 and newer need Java 11, 2.41 and newer Java 17. Without `javaVersion`, the packages of the operating system count.',
    fr: "DHIS2 2.38 et suivantes demandent Java 11, 2.41 et suivantes Java 17. Sans `javaVersion`, les paquets du système d'exploitation comptent.",
  },
  source: 'schemas/platform/dhis2.json (dhis2-core dhis-2/pom.xml at each tag; dhis2-releases releases/2.38/README.md, 2.41/README.md)',
  messages: {
    given: {
      en: 'DHIS2 {release} is compiled for Java {least} and does not start with Java {java}. Write `"{advised}"`.',
      fr: 'DHIS2 {release} est compilée pour Java {least} et ne démarre pas avec Java {java}. Écrivez `"{advised}"`.',
    },
    packaged: {
      en: 'DHIS2 {release} needs Java {least} and {system} packages {java} at most. Upgrade the system, or write as `javaVersion` what you install from elsewhere.',
      fr: 'DHIS2 {release} demande Java {least} et {system} ne propose que {java} au plus. Mettez le système à niveau, ou écrivez dans `javaVersion` ce que vous installez par ailleurs.',
    },
  },
  each: {
    instances(instance, { project }, report) {
      const { dhis2Version, javaVersion, host } = instance.fields;
      const needs = releaseNeeds(dhis2Version);
      if (dhis2Version === undefined || needs === undefined) return;
      const { least, recommended } = needs.java;
      const args = { release: releaseName(dhis2Version), least };
      if (javaVersion !== undefined) {
        if (!isOlder(javaVersion, least)) return;
        const span = fieldSpan(instance, 'javaVersion');
        const fixes = changeToQuotedFix(instance, 'javaVersion', recommended);
        report({ message: 'given', args: { ...args, java: javaVersion, advised: recommended }, span, fixes });
        return;
      }
      const system = operatingSystem(project.find('hosts', host)?.fields.os);
      const newest = system?.java.packaged.at(-1);
      if (system === undefined || newest === undefined || !isOlder(newest, least)) return;
      const span = fieldSpan(instance, 'dhis2Version');
      report({ message: 'packaged', args: { ...args, java: newest, system: system.name }, span, severity: 'warning' });
    },
  },
});

export const page = {
  why: {
    en: 'The class files are of a newer version than the Java can read: Tomcat starts, and DHIS2 does not.',
    fr: "Les classes sont d'une version que ce Java ne sait pas lire : Tomcat démarre, DHIS2 non.",
  },
  todo: {
    en: 'Install the Java that the release recommends, and write it as `javaVersion`. `java -version` on the host tells what is there.',
    fr: "Installez le Java que la version recommande, et écrivez-le dans `javaVersion`. `java -version` sur l'hôte dit ce qui s'y trouve.",
  },
  good: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: old, address: 192.0.2.1, os: debian-10 }',
        '  - { name: web-1, address: 192.0.2.2, os: ubuntu-18.04 }',
        'instances:',
        '  - { name: a, host: old, dhis2Version: "2.40", javaVersion: "11" }',
        '  - { name: b, host: old, dhis2Version: "2.43", javaVersion: "21" }',
        '  - { name: c, host: web-1, dhis2Version: "2.43" }',
        '  - { name: d, host: web-1, dhis2Version: "2.99", javaVersion: "8" }',
        '  - { name: e, host: web-1, javaVersion: "8" }',
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
        '    dhis2Version: "42.1"',
        '    javaVersion: "11"',
        '    #            ^^^^ given',
        '',
      ].join('\n'),
      fixed: 'version: 1\ninstances:\n  - name: hmis\n    host: web-1\n    dhis2Version: "42.1"\n    javaVersion: "17"\n',
    },
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: old, address: 192.0.2.1, os: debian-10 }',
        'instances:',
        '  - { name: hmis, host: old, dhis2Version: "2.41" }',
        '  #                                        ^^^^^^ packaged',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
