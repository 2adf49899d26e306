import { defineInventoryRule, type RulePage } from './define-rule.ts';
import { replaceFix } from './inventory-fixes.ts';

export const rule = defineInventoryRule<'other'>({
  id: 'web-host-not-proxy',
  category: 'reference',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Web host that is not named `proxy`', fr: "Hôte web qui ne s'appelle pas `proxy`" },
  what: {
    en: 'The host of `[web]` has another name than `proxy`, by which templates of the tool look it up.',
    fr: "L'hôte de `[web]` porte un autre nom que `proxy`, par lequel les modèles de l'outil le cherchent.",
  },
  source: 'dhis2-server-tools deploy/roles/proxy/templates and deploy/roles/create-instance/templates, hostvars of proxy @ dce3c4a',
  messages: {
    other: {
      en: 'The paths of Munin and Grafana are looked up on a host named `proxy`, and without one the run ends in the middle. Rename `{name}` to `proxy`.',
      fr: "Les chemins de Munin et de Grafana sont cherchés sur un hôte nommé `proxy`, et sans lui l'exécution s'arrête en chemin. Renommez `{name}` en `proxy`.",
    },
  },
  check({ ini, inventory }, report) {
    const [name] = inventory.groups.get('web')?.hosts ?? [];
    const host = name === undefined ? undefined : inventory.hosts.get(name);
    const [line] = host?.lines ?? [];
    if (ini === undefined || !inventory.isReadable || host === undefined || line === undefined || inventory.hosts.has('proxy')) return;
    // Its name may stand in other files too, which rename reaches.
    const isAlone = host.lines.length === 1 && line.names.length === 1 && line.pattern === host.name && line.port === undefined;
    report({
      message: 'other',
      args: { name: host.name },
      span: line.patternSpan,
      fixes:
        isAlone && !inventory.settings.some(({ origin, owner }) => origin === 'host-file' && owner === host.name)
          ? [replaceFix(line.patternSpan, 'proxy', false)]
          : [],
    });
  },
});

const instances = '[instances]\ndhis ansible_host=172.19.2.11 dhis2_version=2.42\n';

export const page = {
  why: {
    en: 'A container called `nginx` or `web` is set up all the same, and everything behind it is not.',
    fr: "Un conteneur appelé `nginx` ou `web` est installé quand même, et tout ce qui vient derrière ne l'est pas.",
  },
  todo: {
    en: 'Name the host `proxy`, also the file in `host_vars`. A container that exists already has to be renamed too: `lxc move`.',
    fr: "Appelez l'hôte `proxy`, ainsi que le fichier de `host_vars`. Un conteneur qui existe déjà doit être renommé aussi : `lxc move`.",
  },
  good: [{ text: `[web]\nproxy ansible_host=172.19.2.2\n${instances}` }, { text: `[web]\n${instances}` }],
  bad: [{ text: `[web]\nnginx ansible_host=172.19.2.2\n#^^^^ other\n${instances}` }],
} satisfies RulePage;
