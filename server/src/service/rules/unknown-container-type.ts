import { near } from '../text/similarity.ts';
import { containersOf } from '../tools-ng/containers-document.ts';
import { schemaAt } from '../yaml/schema-walk.ts';
import { changeText } from './containers-fixes.ts';
import { defineContainersRule, type RulePage } from './define-rule.ts';

export const rule = defineContainersRule<'unknown' | 'similar'>({
  id: 'unknown-container-type',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Type of container without a script', fr: 'Type de conteneur sans script' },
  what: {
    en: 'The `type` of a container is the name of a script in `setup/containers/`. Neither the tool nor its known forks have one of this name.',
    fr: "Le `type` d'un conteneur est le nom d'un script de `setup/containers/`. Ni l'outil ni ses dérivées connues n'en ont de ce nom.",
  },
  source: "bobjolliffe/dhis2-tools-ng setup/parse_config.sh (`Profile for ... doesn't exist .. aborting`), setup/containers/",
  messages: {
    similar: {
      en: 'There is no type `{type}`: the tool stops before it makes any container. Did you mean `{suggestion}`?',
      fr: "Il n'y a pas de type `{type}` : l'outil s'arrête avant de créer le moindre conteneur. Vouliez-vous dire `{suggestion}` ?",
    },
    unknown: {
      en: 'The tool has no script `setup/containers/{type}`, and stops before it makes any container unless you have added one. Types that it knows: {types}.',
      fr: "L'outil n'a pas de script `setup/containers/{type}` et s'arrête avant de créer le moindre conteneur, à moins que vous en ayez ajouté un. Types connus : {types}.",
    },
  },
  check({ document }, report) {
    const types = (schemaAt(document.schema, ['containers', 0, 'type'])?.enum ?? []).map(String);
    for (const { type } of containersOf(document)) {
      if (type === undefined || type.value === '' || types.includes(type.value)) continue;
      const { value, span } = type;
      const names = near(value, types);
      const [suggestion] = names;
      if (suggestion === undefined) {
        const known = types.map((name) => `\`${name}\``).join(', ');
        report({ message: 'unknown', severity: 'warning', args: { type: value, types: known }, span });
      } else {
        const fixes = names.map((name) => changeText(span, name, false));
        report({ message: 'similar', args: { type: value, suggestion }, span, fixes });
      }
    }
  },
});

export const page = {
  why: {
    en: 'The tool says "Profile for ... doesn\'t exist .. aborting" and makes nothing.',
    fr: "L'outil affiche « Profile for ... doesn't exist .. aborting » et ne crée rien.",
  },
  todo: {
    en: 'Write one of the types that there are, or add your own script to `setup/containers/` and switch this rule off.',
    fr: 'Écrivez un des types existants, ou ajoutez votre propre script à `setup/containers/` et désactivez cette règle.',
  },
  good: [
    {
      text: '{\n  "containers": [\n    { "name": "proxy", "ip": "192.168.0.2", "type": "apache_proxy" },\n    { "name": "logger", "ip": "192.168.0.100", "type": "journal_logger", "storage": "fs", "directory": "/mnt/logs" }\n  ]\n}\n',
    },
  ],
  bad: [
    {
      text: '{\n  "containers": [\n    { "name": "proxy", "ip": "192.168.0.2", "type": "ngnix_proxy" }\n    #                                                ^^^^^^^^^^^ similar\n  ]\n}\n',
    },
    {
      text: '{\n  "containers": [\n    { "name": "store", "ip": "192.168.0.60", "type": "minio" }\n    #                                                 ^^^^^ unknown\n  ]\n}\n',
    },
  ],
} satisfies RulePage;
