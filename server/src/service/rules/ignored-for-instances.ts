import type { InventoryHost } from '../inventory/inventory.ts';
import { hostsByWinner, isContainer, liveHosts, settingsIn, textInForce } from '../inventory/settings-in.ts';
import { isOlder } from '../platform/platform.ts';
import { defineInventoryRule, type RulePage } from './define-rule.ts';

export const rule = defineInventoryRule<'guestOs' | 'java'>({
  id: 'ignored-for-instances',
  category: 'compatibility',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'System or Java that the DHIS2 version decides', fr: 'Système ou Java que décide la version de DHIS2' },
  what: {
    en: 'For an instance, Ubuntu and Java follow from `dhis2_version`, and the inventory asks for others.',
    fr: "Pour une instance, Ubuntu et Java découlent de `dhis2_version`, et l'inventaire en demande d'autres.",
  },
  source:
    'dhis2-server-tools deploy/filter_plugins/custom_filters.py, deploy/roles/create-instance/tasks/lxd.yml and set-dhis2-url.yml @ dce3c4a',
  messages: {
    guestOs: {
      en: '`guest_os` is not read for instances: with DHIS2 {release}, the container of `{name}` gets Ubuntu {taken}. Delete it here.',
      fr: "`guest_os` n'est pas lue pour les instances : avec DHIS2 {release}, le conteneur de `{name}` reçoit Ubuntu {taken}. Supprimez-la ici.",
    },
    java: {
      en: '`java_version` counts only beside `dhis2_war_file`: with DHIS2 {release}, `{name}` gets Java {taken}. Delete it here.',
      fr: "`java_version` ne compte qu'avec `dhis2_war_file` : avec DHIS2 {release}, `{name}` reçoit Java {taken}. Supprimez-la ici.",
    },
  },
  check(context, report) {
    const { inventory } = context;
    if (!inventory.complete) return;
    const instances = liveHosts(inventory, 'instances');
    const winners = { guest_os: hostsByWinner(instances, 'guest_os'), java_version: hostsByWinner(instances, 'java_version') };
    for (const { assignment, origin, owner } of settingsIn(context)) {
      const { name, valueSpan: span } = assignment;
      if (name !== 'guest_os' && name !== 'java_version') continue;
      // Set for all, it is meant for the other containers too.
      const isOwn = origin === 'host-line' || origin === 'host-file' || owner === 'instances';
      if (name === 'guest_os' && !isOwn) continue;
      for (const host of winners[name].get(assignment) ?? []) {
        const release = releaseOf(host);
        if (release === undefined || host.variables.has('dhis2_war_file')) continue;
        const taken = name === 'java_version' ? javaFor(release) : isContainer(host) ? guestOsFor(release) : undefined;
        if (taken === undefined || textInForce(host, name) === taken) continue;
        report({ message: name === 'java_version' ? 'java' : 'guestOs', args: { release, name: host.name, taken }, span });
        break;
      }
    }
  },
});

/** `2.4` is what is left of 2.40. */
function releaseOf(host: InventoryHost): string | undefined {
  const text = host.variables.has('dhis2_version') ? textInForce(host, 'dhis2_version') : '2.42';
  const [, minor] = /^2\.(\d{1,2})(?:\.|$)/.exec(text ?? '') ?? [];
  return minor === undefined ? undefined : `2.${minor.padEnd(2, '0')}`;
}

const guestOsFor = (release: string): string => (isOlder(release, '2.42') ? '22.04' : '24.04');
const javaFor = (release: string): string => (isOlder(release, '2.35') ? '8' : isOlder(release, '2.41') ? '11' : '17');

const instance = '[instances]\ndhis ansible_host=172.19.2.11 dhis2_version=2.42';

export const page = {
  why: {
    en: 'Whoever reads the inventory believes in a system that the instance does not have.',
    fr: "Qui lit l'inventaire croit à un système que l'instance n'a pas.",
  },
  todo: {
    en: 'From 2.42 on: Ubuntu 24.04, Tomcat 10 and Java 17. 2.41: Java 17. Before: Java 11. On Ubuntu 22.04 with Tomcat 9.',
    fr: 'À partir de 2.42 : Ubuntu 24.04, Tomcat 10 et Java 17. 2.41 : Java 17. Avant : Java 11. Sur Ubuntu 22.04 avec Tomcat 9.',
  },
  good: [
    { text: `${instance} guest_os=24.04 java_version=17\n[all:vars]\nguest_os=22.04\n` },
    { text: `${instance} java_version=21 dhis2_war_file=/srv/dhis.war\n` },
    { text: `${instance} guest_os=22.04 ansible_connection=ssh\n` },
    { text: '[instances]\ndhis create_db=yes dhis2_version=2.40 java_version=11\n' },
  ],
  bad: [
    { text: `${instance} guest_os=22.04\n#                                                         ^^^^^ guestOs\n` },
    { text: `${instance}\n[instances:vars]\njava_version=11\n#            ^^ java\n` },
    {
      text: 'java_version: 17\n#             ^^ java\n',
      file: 'inventory/host_vars/dhis',
      beside: { '../hosts': '[instances]\ndhis create_db=yes dhis2_version=2.40\n' },
    },
  ],
} satisfies RulePage;
