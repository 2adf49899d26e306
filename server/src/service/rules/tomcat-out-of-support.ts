import { fieldSpan } from '../manifest/items.ts';
import { tomcatVersion } from '../platform/platform.ts';
import { supportState } from '../platform/support.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

export const rule = defineManifestRule<'ended'>({
  id: 'tomcat-out-of-support',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Tomcat without security fixes', fr: 'Tomcat sans correctifs de sécurité' },
  what: {
    en: 'Tomcat 7, 8.0, 8.5 and 10.0 get no more fixes from the Apache project. Versions without a known end are not judged.',
    fr: 'Tomcat 7, 8.0, 8.5 et 10.0 ne reçoivent plus de correctifs du projet Apache. Les versions sans fin connue ne sont pas jugées.',
  },
  source: 'schemas/platform/tomcat.json (tomcat.apache.org/whichversion.html)',
  messages: {
    ended: {
      en: 'Tomcat {version} of `{name}` got its last fixes on {until}. Install one that is kept up: 9.0 for DHIS2 up to 2.41, else 10.1 or newer.',
      fr: "Tomcat {version} de `{name}` a reçu ses derniers correctifs le {until}. Installez-en un qui est suivi : 9.0 pour DHIS2 jusqu'à 2.41, sinon 10.1 ou plus récent.",
    },
  },
  each: {
    instances(instance, { today }, report) {
      const row = tomcatVersion(instance.fields.tomcatVersion);
      if (row?.supportedUntil === undefined || supportState(row.supportedUntil, today) !== 'ended') return;
      const args = { version: row.version, name: instance.name, until: row.supportedUntil };
      report({ message: 'ended', args, span: fieldSpan(instance, 'tomcatVersion') });
    },
  },
});

export const page = {
  why: {
    en: 'Tomcat reads what comes from the internet before DHIS2 sees it. Its known holes stay open.',
    fr: "Tomcat lit ce qui vient d'internet avant que DHIS2 ne le voie. Ses failles connues restent ouvertes.",
  },
  todo: {
    en: 'Install a version that is kept up, or the package of a supported Ubuntu or Debian, whose fixes come from there.',
    fr: "Installez une version suivie, ou le paquet d'une version d'Ubuntu ou de Debian encore prise en charge, dont les correctifs viennent de là.",
  },
  good: [
    {
      text: [
        'version: 1',
        'instances:',
        '  - { name: a, host: web-1, tomcatVersion: "9" }',
        '  - { name: b, host: web-1, tomcatVersion: "10" }',
        '  - { name: c, host: web-1, tomcatVersion: "8" }',
        '  - { name: d, host: web-1, tomcatVersion: "11.0.20" }',
        '  - { name: e, host: web-1 }',
        '',
      ].join('\n'),
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'instances:',
        '  - { name: a, host: web-1, tomcatVersion: "8.5.100" }',
        '  #                                        ^^^^^^^^^ ended',
        '  - { name: b, host: web-1, tomcatVersion: "7" }',
        '  #                                        ^^^ ended',
        '  - { name: c, host: web-1, tomcatVersion: "10.0" }',
        '  #                                        ^^^^^^ ended',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
