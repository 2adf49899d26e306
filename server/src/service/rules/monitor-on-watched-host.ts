import { fieldSpan } from '../manifest/items.ts';
import { allSound } from '../project/absence.ts';
import { isProduction } from '../project/production.ts';
import { machineOf } from '../project/whereabouts.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

export const rule = defineManifestRule<'same'>({
  id: 'monitor-on-watched-host',
  category: 'planning',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'Monitoring on the machine that it watches', fr: "Surveillance sur la machine qu'elle surveille" },
  what: {
    en: '`monitoring` runs on the machine on which all production instances run, and no `heartbeat` is written.',
    fr: '`monitoring` tourne sur la machine où tournent toutes les instances de production, et aucun `heartbeat` n’est écrit.',
  },
  source: 'DHIS2 hosting guide, Maintenance; Security considerations',
  controls: ['OS-11'],
  messages: {
    same: {
      en: 'When this machine fails, what should tell it fails too. Add `heartbeat` (a service elsewhere that misses its call), or let another machine watch.',
      fr: "Quand cette machine tombe, ce qui devait prévenir tombe avec elle. Ajoutez `heartbeat` (un service ailleurs, à qui l'appel manque), ou faites surveiller par une autre machine.",
    },
  },
  check({ uri, project }, report) {
    const monitoring = project.section('monitoring');
    if (monitoring?.uri !== uri || monitoring.fields.heartbeat !== undefined || !allSound(project, 'instances')) return;
    const machine = machineOf(project, project.find('hosts', monitoring.fields.host));
    const production = project.items('instances').filter(isProduction);
    if (machine === undefined || production.length === 0) return;
    if (production.every(({ fields }) => machineOf(project, project.find('hosts', fields.host)) === machine)) {
      report({ message: 'same', span: fieldSpan(monitoring, 'host') });
    }
  },
});

export const page = {
  why: {
    en: 'The failure that matters most, of the whole machine, is the one that nobody is told of.',
    fr: 'La panne la plus grave, celle de la machine entière, est justement celle dont personne n’est prévenu.',
  },
  todo: {
    en: 'Write where the address of a heartbeat service is found, or run the monitoring somewhere else.',
    fr: "Indiquez où se trouve l'adresse d'un service de battement, ou faites tourner la surveillance ailleurs.",
  },
  good: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.2 }',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        'monitoring: { host: web-1, heartbeat: { env: HEARTBEAT } }',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.2 }',
        '  - { name: web-2, address: 192.0.2.3 }',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '  - { name: emis, host: web-2, purpose: production }',
        'monitoring: { host: web-1, alerts: [{ kind: sms, to: "600000000" }] }',
        '',
      ].join('\n'),
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: metal, address: 192.0.2.2 }',
        '  - { name: app, address: 10.0.0.2, guestOf: metal, guestKind: lxd }',
        '  - { name: monitor, address: 10.0.0.3, guestOf: metal, guestKind: lxd }',
        'instances:',
        '  - { name: hmis, host: app, purpose: production }',
        'monitoring:',
        '  host: monitor',
        '  #     ^^^^^^^ same',
        '  alerts: [{ kind: sms, to: "600000000" }]',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
