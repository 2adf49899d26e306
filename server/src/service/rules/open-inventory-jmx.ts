import { hostsByWinner, isYes, liveHosts, plainText, settingsIn } from '../inventory/settings-in.ts';
import { defineInventoryRule, type RulePage } from './define-rule.ts';

export const rule = defineInventoryRule<'open'>({
  id: 'open-inventory-jmx',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Management port of Tomcat without a password', fr: 'Port de gestion de Tomcat sans mot de passe' },
  what: {
    en: '`zabbix_jmx_monitoring` is on for an instance.',
    fr: '`zabbix_jmx_monitoring` est activé pour une instance.',
  },
  source: 'dhis2-server-tools deploy/roles/create-instance/templates/tomcat_default.j2 @ dce3c4a',
  controls: ['OS-15'],
  messages: {
    open: {
      en: 'This opens JMX on port 9090 without password or TLS: whoever reaches the port runs code as Tomcat. Take it out, or let only the monitoring server reach 9090.',
      fr: 'Ceci ouvre JMX sur le port 9090 sans mot de passe ni TLS : quiconque atteint le port exécute du code en tant que Tomcat. Retirez-le, ou ne laissez que le serveur de supervision atteindre 9090.',
    },
  },
  check(context, report) {
    const inForce = hostsByWinner(liveHosts(context.inventory, 'instances'), 'zabbix_jmx_monitoring');
    for (const { assignment } of settingsIn(context)) {
      if (inForce.has(assignment) && isYes(plainText(assignment.value)?.trim())) report({ message: 'open', span: assignment.valueSpan });
    }
  },
});

const inventory = (variables: string) => `[instances]\ndhis ansible_host=172.19.2.11 dhis2_version=2.42\n[instances:vars]\n${variables}\n`;

export const page = {
  why: {
    en: 'JMX loads classes for whoever asks. It is found by machines that try all ports of a network.',
    fr: 'JMX charge des classes pour qui le demande. Des machines qui essaient tous les ports d’un réseau le trouvent.',
  },
  todo: {
    en: 'Let Zabbix read what its agent tells, or keep the port closed to all but its server.',
    fr: 'Laissez Zabbix lire ce que dit son agent, ou fermez le port à tous sauf à son serveur.',
  },
  good: [{ text: inventory('zabbix_jmx_monitoring=false') }, { text: inventory('server_monitoring=zabbix') }],
  bad: [{ text: inventory('zabbix_jmx_monitoring=true\n#                     ^^^^ open') }],
} satisfies RulePage;
