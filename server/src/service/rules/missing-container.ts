import { isScalar } from 'yaml';
import type { Span } from '../findings.ts';
import { fixedNames, isDatabaseType, isProxyType, monitorType } from '../tools-ng/container-types.ts';
import { type ContainersDocument, containersOf, textAt } from '../tools-ng/containers-document.ts';
import { locate } from '../yaml/path-at.ts';
import { spanOf } from '../yaml/plain-data.ts';
import { defineContainersRule, type RulePage } from './define-rule.ts';

export const rule = defineContainersRule<'proxy' | 'database' | 'monitor' | 'secondProxy'>({
  id: 'missing-container',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Container that the others need', fr: 'Conteneur dont les autres ont besoin' },
  what: {
    en: 'There is no proxy, more than one, no database, or no monitor though `monitoring` is `munin`.',
    fr: "Il n'y a pas de mandataire, ou plus d'un, pas de base de données, ou pas de moniteur bien que `monitoring` vaille `munin`.",
  },
  source: 'bobjolliffe/dhis2-tools-ng setup/create_containers.sh, setup/service/dhis2-create-instance',
  messages: {
    proxy: {
      en: 'No container is a proxy (`apache_proxy` or `nginx_proxy`), and without one nobody reaches an instance. Add one called `proxy`.',
      fr: "Aucun conteneur n'est un mandataire (`apache_proxy` ou `nginx_proxy`), et sans lui personne n'atteint une instance. Ajoutez-en un nommé `proxy`.",
    },
    secondProxy: {
      en: 'This is a second proxy. The firewall leads ports 80 and 443 to the first one only. Delete one of the two.',
      fr: "C'est un second mandataire. Le pare-feu ne mène les ports 80 et 443 qu'au premier. Supprimez l'un des deux.",
    },
    database: {
      en: 'No container is a database (`postgres`), and instances cannot be made without one. Add one called `postgres`.',
      fr: "Aucun conteneur n'est une base de données (`postgres`), et sans elle on ne peut pas créer d'instance. Ajoutez-en un nommé `postgres`.",
    },
    monitor: {
      en: '`monitoring` is `munin`, and no container is its server (`munin_monitor`): the set-up of munin fails. Add one called `monitor`.',
      fr: "`monitoring` vaut `munin`, et aucun conteneur n'est son serveur (`munin_monitor`) : la mise en place de munin échoue. Ajoutez-en un nommé `monitor`.",
    },
  },
  check({ document }, report) {
    const containers = containersOf(document);
    const span = listName(document);
    // What the list holds is not all known when an entry has no type.
    if (span === undefined || containers.length === 0 || containers.some(({ type }) => type === undefined || type.value === '')) return;
    const has = (name: string, isOf: (type: string | undefined) => boolean) =>
      containers.some((container) => container.name?.value === name || isOf(container.type?.value));
    if (!has(fixedNames.proxy, isProxyType)) report({ message: 'proxy', span });
    if (!has(fixedNames.database, isDatabaseType)) report({ message: 'database', span });
    const isWatched = textAt(document, ['monitoring'])?.value === 'munin';
    if (isWatched && !has(fixedNames.monitor, (type) => type === monitorType)) report({ message: 'monitor', span });
    for (const { type } of containers.filter((container) => isProxyType(container.type?.value)).slice(1)) {
      if (type !== undefined) report({ message: 'secondProxy', severity: 'error', span: type.span });
    }
  },
});

function listName({ json: { tree } }: ContainersDocument): Span | undefined {
  const name = locate(tree, ['containers'])?.key;
  return isScalar(name) ? spanOf(name) : undefined;
}

const proxy = '    { "name": "proxy", "ip": "192.168.0.2", "type": "nginx_proxy" }';
const postgres = '    { "name": "postgres", "ip": "192.168.0.20", "type": "postgres" }';
const monitor = '    { "name": "monitor", "ip": "192.168.0.30", "type": "munin_monitor" }';
const text = (list: readonly string[], caret = '', monitoring = 'munin') =>
  `{\n  "monitoring": "${monitoring}",\n  "containers": [\n${caret}${list.join(',\n')}\n  ]\n}\n`;

export const page = {
  why: {
    en: 'The scripts address `proxy`, `postgres` and `monitor` whether they are there or not.',
    fr: "Les scripts s'adressent à `proxy`, `postgres` et `monitor`, qu'ils existent ou non.",
  },
  todo: {
    en: 'Add the container. If the file is there to add a few containers to a machine that has the others, ignore the finding in the settings.',
    fr: 'Ajoutez le conteneur. Si le fichier sert à ajouter quelques conteneurs à une machine qui a les autres, ignorez le constat dans les réglages.',
  },
  good: [{ text: text([proxy, postgres, monitor]) }, { text: text([proxy, postgres], '', 'none') }, { text: text([]) }],
  bad: [
    { text: text([postgres, monitor], '# ^^^^^^^^^^^^ proxy\n') },
    { text: text([proxy, monitor], '# ^^^^^^^^^^^^ database\n') },
    { text: text([proxy, postgres], '# ^^^^^^^^^^^^ monitor\n') },
    {
      text: text([
        proxy,
        postgres,
        monitor,
        '    { "name": "front", "ip": "192.168.0.3", "type": "apache_proxy" }\n    #                                               ^^^^^^^^^^^^ secondProxy',
      ]).replace('#                                               ^', '#                                                ^'),
    },
  ],
} satisfies RulePage;
