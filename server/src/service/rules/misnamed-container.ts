import { message, type Text } from '../messages.ts';
import { fixedNames, isDatabaseType, isProxyType, monitorType } from '../tools-ng/container-types.ts';
import { type Container, containersOf } from '../tools-ng/containers-document.ts';
import { changeText } from './containers-fixes.ts';
import { defineContainersRule, type Reporter, type RulePage } from './define-rule.ts';

type MessageId = 'proxy' | 'monitor' | 'database' | 'takenForMonitor' | 'otherType';

export const rule = defineContainersRule<MessageId>({
  id: 'misnamed-container',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Container that scripts look for under another name', fr: 'Conteneur que les scripts cherchent sous un autre nom' },
  what: {
    en: 'Three names are fixed in scripts: `proxy`, `monitor` and, unless another one is given each time, `postgres`.',
    fr: 'Trois noms sont fixés dans les scripts : `proxy`, `monitor` et, sauf à en donner un autre chaque fois, `postgres`.',
  },
  source:
    'bobjolliffe/dhis2-tools-ng setup/create_containers.sh, setup/ssl_setup.sh, setup/scripts/munin_node.sh, setup/service/dhis2-create-instance',
  messages: {
    proxy: {
      en: 'Scripts look for the proxy under the name `proxy` only: under `{name}` it gets no certificate and no instance. Call it `proxy`.',
      fr: "Les scripts ne cherchent le mandataire que sous le nom `proxy` : sous `{name}`, il n'a ni certificat ni instance. Appelez-le `proxy`.",
    },
    monitor: {
      en: 'Scripts look for munin under the name `monitor` only: under `{name}` its set-up fails. Call it `monitor`.',
      fr: 'Les scripts ne cherchent munin que sous le nom `monitor` : sous `{name}`, sa mise en place échoue. Appelez-le `monitor`.',
    },
    database: {
      en: 'No database container is called `postgres`, which `dhis2-create-instance` takes by itself: `{name}` has to be given each time.',
      fr: "Aucun conteneur de base de données ne s'appelle `postgres`, que `dhis2-create-instance` prend de lui-même : il faudra donner `{name}` chaque fois.",
    },
    takenForMonitor: {
      en: 'The script for munin takes every container with `monitor` in its name for the monitor, so `{name}` too. Choose another name.',
      fr: 'Le script pour munin prend tout conteneur dont le nom contient `monitor` pour le moniteur, donc aussi `{name}`. Choisissez un autre nom.',
    },
    otherType: {
      en: 'Scripts take the container called `{name}` for the {wanted}, and this one is a `{type}`. Choose another name.',
      fr: 'Les scripts prennent le conteneur nommé `{name}` pour {wanted}, et celui-ci est un `{type}`. Choisissez un autre nom.',
    },
  },
  check({ document }, report) {
    const containers = containersOf(document);
    for (const container of containers) checkFixed(container, report);
    const databases = containers.filter(({ type }) => isDatabaseType(type?.value));
    const [first] = databases;
    if (first?.name === undefined || first.name.value === '' || databases.some(({ name }) => name?.value === fixedNames.database)) return;
    const fixes = [changeText(first.name.span, fixedNames.database, false)];
    report({ message: 'database', severity: 'info', args: { name: first.name.value }, span: first.name.span, fixes });
  },
});

const roles: { readonly [name in 'proxy' | 'monitor']: Text } = {
  proxy: { en: 'proxy', fr: 'le mandataire' },
  monitor: { en: 'monitor', fr: 'le moniteur' },
};

function checkFixed({ name, type }: Container, report: Reporter<MessageId>): void {
  if (name === undefined || type === undefined || name.value === '' || type.value === '') return;
  const { span } = name;
  const args = { name: name.value, type: type.value };
  const rename = (to: string) => [changeText(span, to, false)];
  if (isProxyType(type.value)) {
    if (name.value !== fixedNames.proxy) report({ message: 'proxy', args, span, fixes: rename(fixedNames.proxy) });
  } else if (type.value === monitorType) {
    if (name.value !== fixedNames.monitor) report({ message: 'monitor', args, span, fixes: rename(fixedNames.monitor) });
  } else if (name.value === fixedNames.proxy || name.value === fixedNames.monitor) {
    report({ message: 'otherType', args: { ...args, wanted: message(roles[name.value]) }, span });
  } else if (name.value.includes(fixedNames.monitor)) report({ message: 'takenForMonitor', severity: 'warning', args, span });
}

const containers = (...lines: readonly string[]) => `{\n  "containers": [\n${lines.map((line) => `    ${line}\n`).join('')}  ]\n}\n`;

export const page = {
  why: {
    en: 'Commands for certificates, instances and monitoring run in a container that is not there, and the tool goes on.',
    fr: "Les commandes pour les certificats, les instances et la surveillance s'exécutent dans un conteneur qui n'existe pas, et l'outil continue.",
  },
  todo: { en: 'Keep `proxy`, `postgres` and `monitor`.', fr: 'Gardez `proxy`, `postgres` et `monitor`.' },
  good: [
    {
      text: containers(
        '{ "name": "proxy", "ip": "192.168.0.2", "type": "nginx_proxy" },',
        '{ "name": "postgres", "ip": "192.168.0.20", "type": "postgres" },',
        '{ "name": "reports", "ip": "192.168.0.21", "type": "postgres12" },',
        '{ "name": "monitor", "ip": "192.168.0.30", "type": "munin_monitor" }',
      ),
    },
  ],
  bad: [
    { text: containers('{ "name": "web", "ip": "192.168.0.2", "type": "nginx_proxy" }', '#          ^^^ proxy') },
    { text: containers('{ "name": "munin", "ip": "192.168.0.30", "type": "munin_monitor" }', '#          ^^^^^ monitor') },
    { text: containers('{ "name": "db", "ip": "192.168.0.20", "type": "postgres" }', '#          ^^ database') },
    {
      text: containers('{ "name": "db-monitor", "ip": "192.168.0.40", "type": "rsyslog_logger" }', '#          ^^^^^^^^^^ takenForMonitor'),
    },
    { text: containers('{ "name": "monitor", "ip": "192.168.0.40", "type": "rsyslog_logger" }', '#          ^^^^^^^ otherType') },
  ],
} satisfies RulePage;
