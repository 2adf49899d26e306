import { near } from '../text/similarity.ts';
import { proxyKindOf, proxyKinds, proxyTypes } from '../tools-ng/container-types.ts';
import { containersOf, textAt } from '../tools-ng/containers-document.ts';
import { changeText } from './containers-fixes.ts';
import { defineContainersRule, type RulePage } from './define-rule.ts';

export const rule = defineContainersRule<'unknown' | 'differs'>({
  id: 'proxy-out-of-step',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Proxy that scripts do not write for', fr: "Mandataire pour lequel les scripts n'écrivent pas" },
  what: {
    en: '`proxy` tells the scripts which server to write for, and has to fit the type of the container: `apache2` and `apache_proxy`, `nginx` and `nginx_proxy`.',
    fr: '`proxy` dit aux scripts pour quel serveur écrire, et doit correspondre au type du conteneur : `apache2` et `apache_proxy`, `nginx` et `nginx_proxy`.',
  },
  source:
    'bobjolliffe/dhis2-tools-ng setup/service/dhis2-create-instance, setup/containers/munin_monitor_postsetup, setup/change_webserver.sh',
  messages: {
    unknown: {
      en: 'The scripts know no proxy `{value}`, so that no instance is published. Write {kinds}.',
      fr: "Les scripts ne connaissent pas de mandataire `{value}` : aucune instance n'est publiée. Écrivez {kinds}.",
    },
    differs: {
      en: '`proxy` is `{value}`, and the container is a `{type}`: the scripts write for {value} into a folder that nobody reads, and no instance is published. Write `{kind}` here, or `{wanted}` there.',
      fr: "`proxy` vaut `{value}`, et le conteneur est un `{type}` : les scripts écrivent pour {value} dans un dossier que personne ne lit, et aucune instance n'est publiée. Écrivez `{kind}` ici, ou `{wanted}` là-bas.",
    },
  },
  check({ document }, report) {
    const proxy = textAt(document, ['proxy']);
    if (proxy === undefined || proxy.value === '') return;
    const { value, span } = proxy;
    const types = containersOf(document).flatMap(({ type }) => (type !== undefined && proxyKindOf(type.value) ? [type] : []));
    // Of several proxies it is not known which one is meant.
    const [type] = types.length === 1 ? types : [];
    const kind = proxyKindOf(type?.value);
    const known = proxyKinds.find((one) => one === value);
    if (known === undefined) {
      const fitting = kind === undefined ? near(value, proxyKinds) : [kind];
      const kinds = proxyKinds.map((one) => `\`${one}\``).join(', ');
      report({ message: 'unknown', args: { value, kinds }, span, fixes: fitting.map((one) => changeText(span, one, kind !== undefined)) });
    } else if (type !== undefined && kind !== undefined && kind !== known) {
      const wanted = proxyTypes[known];
      const fixes = [changeText(span, kind, false), changeText(type.span, wanted, false)];
      report({ message: 'differs', args: { value, type: type.value, kind, wanted }, span, fixes });
    }
  },
});

export const page = {
  why: {
    en: 'The containers are made and run, and no address leads to an instance.',
    fr: 'Les conteneurs sont créés et tournent, et aucune adresse ne mène à une instance.',
  },
  todo: {
    en: 'Before the containers are made, let both say the same. Afterwards, change the proxy with `change_webserver.sh`, since a change of the file alone does nothing.',
    fr: 'Avant la création des conteneurs, faites dire la même chose aux deux. Ensuite, changez de mandataire avec `change_webserver.sh`, car modifier le seul fichier ne fait rien.',
  },
  good: [
    { text: '{\n  "proxy": "apache2",\n  "containers": [{ "name": "proxy", "ip": "192.168.0.2", "type": "apache_proxy" }]\n}\n' },
    { text: '{\n  "proxy": "nginx",\n  "containers": [{ "name": "postgres", "ip": "192.168.0.20", "type": "postgres" }]\n}\n' },
  ],
  bad: [
    {
      text: '{\n  "proxy": "apache2",\n  #         ^^^^^^^ differs\n  "containers": [{ "name": "proxy", "ip": "192.168.0.2", "type": "nginx_proxy" }]\n}\n',
    },
    {
      text: '{\n  "proxy": "apache",\n  #         ^^^^^^ unknown\n  "containers": [{ "name": "proxy", "ip": "192.168.0.2", "type": "apache_proxy" }]\n}\n',
      fixed: '{\n  "proxy": "apache2",\n  "containers": [{ "name": "proxy", "ip": "192.168.0.2", "type": "apache_proxy" }]\n}\n',
    },
    { text: '{\n  "proxy": "nignx"\n  #         ^^^^^ unknown\n}\n' },
  ],
} satisfies RulePage;
