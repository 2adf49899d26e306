import { isContainer, liveHosts } from '../inventory/settings-in.ts';
import { defineInventoryRule, type RulePage } from './define-rule.ts';

export const rule = defineInventoryRule<'container' | 'database'>({
  id: 'unusable-host-name',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Host name that LXD or a script refuses', fr: "Nom d'hôte que LXD ou un script refuse" },
  what: {
    en: 'The name of a container is one that LXD does not take, or that of a database host breaks the backup script.',
    fr: "Le nom d'un conteneur est refusé par LXD, ou celui d'un hôte de base de données casse le script de sauvegarde.",
  },
  source: 'LXD, instance names; dhis2-server-tools deploy/roles/backups/templates/dhis2-env-new.j2 @ dce3c4a',
  messages: {
    container: {
      en: 'LXD makes no container named `{name}`. Write letters, digits and hyphens, a letter first, 63 characters at most.',
      fr: 'LXD ne crée pas de conteneur nommé `{name}`. Écrivez des lettres, des chiffres et des tirets, une lettre en premier, 63 caractères au plus.',
    },
    database: {
      en: 'The playbook `backup.yml` makes a shell variable of `{name}`, where a hyphen is not allowed, so that no database of this host is dumped. Rename the host before its first run.',
      fr: "Le playbook `backup.yml` fait de `{name}` une variable de shell, où un tiret n'est pas permis : aucune base de cet hôte n'est exportée. Renommez l'hôte avant sa première exécution.",
    },
  },
  check({ ini, inventory }, report) {
    if (ini === undefined || !inventory.complete) return;
    const hasBackups = (inventory.groups.get('backup_servers')?.hosts.length ?? 0) > 0;
    const databases = new Set(hasBackups ? liveHosts(inventory, 'databases') : []);
    for (const host of inventory.hosts.values()) {
      const { name, lines } = host;
      const [line] = lines;
      // What is no name at all is told by other rules.
      if (line === undefined || name === '' || /[=\s]/.test(name)) continue;
      const isWrong = isContainer(host) && name !== 'localhost' && !/^[a-z](?:[a-z\d-]{0,61}[a-z\d])?$/i.test(name);
      if (isWrong) report({ message: 'container', args: { name }, span: line.patternSpan });
      else if (databases.has(host) && name.includes('-'))
        report({ message: 'database', args: { name }, span: line.patternSpan, severity: 'warning' });
    }
  },
});

const instance = '[instances]\ndhis ansible_host=172.19.2.11 dhis2_version=2.42\n';

export const page = {
  why: {
    en: 'The name of a host is also that of its container, its database, its role there and its part of the proxy.',
    fr: "Le nom d'un hôte est aussi celui de son conteneur, de sa base, de son rôle dans celle-ci et de sa partie du proxy.",
  },
  todo: { en: 'Choose a short name of letters and digits.', fr: 'Choisissez un nom court de lettres et de chiffres.' },
  good: [
    { text: `127.0.0.1\n[databases]\ndb-1 ansible_host=172.19.2.20\n${instance}` },
    { text: `[databases]\ndb_1 ansible_host=192.0.2.20 ansible_connection=ssh\n${instance}` },
  ],
  bad: [
    { text: `[databases]\nmy_db ansible_host=172.19.2.20\n#^^^^ container\n${instance}2nd ansible_host=172.19.2.12\n#^^ container\n` },
    { text: `[backup_servers]\nbackup ansible_host=172.19.2.60\n[databases]\ndb-1 ansible_host=172.19.2.20\n#^^^ database\n${instance}` },
  ],
} satisfies RulePage;
