import { isMap, isScalar, type Pair } from 'yaml';
import type { Span } from '../findings.ts';
import { containersOf, textAt } from '../tools-ng/containers-document.ts';
import { locate } from '../yaml/path-at.ts';
import { spanOf } from '../yaml/plain-data.ts';
import { valuesWithin } from '../yaml/values-within.ts';
import type { ContainersContext } from './context.ts';
import { defineContainersRule, type RulePage } from './define-rule.ts';

export const rule = defineContainersRule<'container' | 'environment'>({
  id: 'container-value-with-blank',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Value that the shell splits at a blank', fr: 'Valeur que le shell coupe à une espace' },
  what: {
    en: 'The script goes through the containers and the environment with `for ... in`, which splits at every blank, also inside of a text.',
    fr: "Le script parcourt les conteneurs et l'environnement avec `for ... in`, qui coupe à chaque espace, même à l'intérieur d'un texte.",
  },
  source: 'bobjolliffe/dhis2-tools-ng setup/create_containers.sh (`for CONTAINER in $CONTAINERS`, `for VAR in $ENVVARS`)',
  messages: {
    container: {
      en: 'The script splits this container at the blank and makes none of the pieces. Take the blank out.',
      fr: "Le script coupe ce conteneur à l'espace et n'en crée aucun morceau. Supprimez l'espace.",
    },
    environment: {
      en: 'The script splits this variable at the blank and sets something else, or nothing. Take the blank out.',
      fr: "Le script coupe cette variable à l'espace et en définit une autre, ou aucune. Supprimez l'espace.",
    },
  },
  check(context, report) {
    const { document } = context;
    for (const { index } of containersOf(document)) {
      for (const span of textsWithBlank(context, ['containers', index])) report({ message: 'container', span });
    }
    for (const span of textsWithBlank(context, ['environment'])) report({ message: 'environment', span });
  },
});

/** Names of fields and their texts; what stands below `config` is written on the same line. */
function textsWithBlank({ document }: ContainersContext, path: readonly (string | number)[]): readonly Span[] {
  const node = locate(document.json.tree, path)?.value;
  if (!isMap(node)) return [];
  const names = (node.items as Pair[]).flatMap(({ key }) => (isScalar(key) && /\s/.test(String(key.value)) ? [spanOf(key)] : []));
  const texts = valuesWithin(document.json.tree, spanOf(node)).flatMap(({ path: at, value }) => {
    const isBelow = path.every((step, i) => at[i] === step);
    const found = isBelow && typeof value === 'string' && /\s/.test(value) ? textAt(document, at) : undefined;
    return found === undefined ? [] : [found.span];
  });
  return [...names, ...texts];
}

export const page = {
  why: {
    en: 'The pieces are no JSON, `jq` fails for each of them, and the tool goes on with empty names and addresses.',
    fr: "Les morceaux ne sont pas du JSON, `jq` échoue pour chacun, et l'outil continue avec des noms et des adresses vides.",
  },
  todo: {
    en: 'Write values without blanks. Notes may stand at the top of the file, in a field that the tool does not know.',
    fr: "Écrivez des valeurs sans espaces. Les notes ont leur place en haut du fichier, dans un champ que l'outil ne connaît pas.",
  },
  good: [
    {
      text: '{\n  "note": "moved in May",\n  "environment": { "TZ": "Africa/Accra" },\n  "containers": [{ "name": "postgres", "ip": "192.168.0.20", "type": "postgres" }]\n}\n',
    },
  ],
  bad: [
    {
      text: '{\n  "environment": { "JAVA_OPTS": "-Xmx4g -Xms4g" },\n  #                              ^^^^^^^^^^^^^ environment\n  "containers": []\n}\n',
    },
    {
      text: '{\n  "containers": [\n    { "name": "postgres", "ip": "192.168.0.20", "type": "postgres", "note": "the big one" }\n    #                                                                        ^^^^^^^^^^^ container\n  ]\n}\n',
    },
  ],
} satisfies RulePage;
