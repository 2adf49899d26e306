import { fieldSpan } from '../manifest/items.ts';
import { olderThanKnown, releaseNeeds } from '../platform/platform.ts';
import { supportState } from '../platform/support.ts';
import { supportedReleases } from '../platform/supported-releases.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

export const rule = defineManifestRule<'ended' | 'older'>({
  id: 'release-out-of-support',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Instance on a DHIS2 release without patches', fr: 'Instance sur une version de DHIS2 sans correctifs' },
  what: {
    en: 'Only the three newest yearly releases of DHIS2 get patches; `dhis2Version` names an older one.',
    fr: 'Seules les trois dernières versions annuelles de DHIS2 reçoivent des correctifs ; `dhis2Version` en désigne une plus ancienne.',
  },
  source:
    'schemas/dhis2-releases.json (dhis2-docs src/sysadmin/concepts/Upgrade-Guide.md; dhis2-releases downloads/v1/versions/stable.json @ 804e4bc)',
  messages: {
    ended: {
      en: 'DHIS2 {release} of `{name}` has had no patches since {until}; what is found in it stays open. Upgrade to one of {supported}; a direct step is possible.',
      fr: "DHIS2 {release} de `{name}` ne reçoit plus de correctifs depuis le {until} ; ce qu'on y trouve reste ouvert. Passez à l'une de ces versions, directement si vous voulez : {supported}.",
    },
    older: {
      en: 'DHIS2 {release} of `{name}` is older than {oldest}, which has had no patches since {until}; what is found in it stays open. Upgrade to one of {supported}; the notes of the releases in between say whether one of them must come first.',
      fr: "DHIS2 {release} de `{name}` est plus ancien que {oldest}, qui ne reçoit plus de correctifs depuis le {until} ; ce qu'on y trouve reste ouvert. Passez à l'une de ces versions : {supported} ; les notes des versions intermédiaires disent si l'une d'elles doit venir d'abord.",
    },
  },
  each: {
    instances(instance, { today }, report) {
      const { dhis2Version, purpose } = instance.fields;
      const older = olderThanKnown(dhis2Version);
      const needs = older?.oldest ?? releaseNeeds(dhis2Version);
      if (needs?.supportedUntil === undefined || supportState(needs.supportedUntil, today) !== 'ended') return;
      const args = { release: older?.release ?? needs.release, name: instance.name, until: needs.supportedUntil };
      report({
        message: older === undefined ? 'ended' : 'older',
        args: { ...args, oldest: needs.release, supported: supportedReleases().join(', ') },
        span: fieldSpan(instance, 'dhis2Version'),
        severity: purpose === undefined || purpose === 'production' ? 'warning' : 'info',
      });
    },
  },
});

export const page = {
  why: {
    en: 'What is found in an old release becomes public with the patches of the newer ones, and stays open.',
    fr: 'Ce qui est trouvé dans une vieille version devient public avec les correctifs des plus récentes, et reste ouvert.',
  },
  todo: {
    en: 'Plan an upgrade each year: a copy on staging first, the notes of all releases in between read, Java, Tomcat and PostgreSQL brought along.',
    fr: "Planifiez une mise à niveau chaque année : d'abord une copie sur la préproduction, les notes de toutes les versions intermédiaires lues, Java, Tomcat et PostgreSQL amenés avec.",
  },
  good: [
    {
      text: [
        'version: 1',
        'instances:',
        '  - { name: a, host: web-1, dhis2Version: "2.41" }',
        '  - { name: b, host: web-1, dhis2Version: "43.1" }',
        '  - { name: c, host: web-1, dhis2Version: "2.99" }',
        '  - { name: d, host: web-1 }',
        '',
      ].join('\n'),
    },
    { text: 'version: 1\ninstances:\n  - { name: a, host: web-1, dhis2Version: "2.40" }\n', today: '2026-05-05' },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'instances:',
        '  - { name: hmis, host: web-1, dhis2Version: "2.40.12" }',
        '  #                                          ^^^^^^^^^ ended',
        '  - { name: lessons, host: web-1, purpose: training, dhis2Version: "2.36" }',
        '  #                                                                ^^^^^^ ended',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production, dhis2Version: "2.34" }',
        '  #                                                               ^^^^^^ older',
        '  - { name: emis, host: web-1, dhis2Version: "2.30.1" }',
        '  #                                          ^^^^^^^^ older',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
