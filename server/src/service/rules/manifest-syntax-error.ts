import type { YamlProblemKind } from '../yaml/document.ts';
import { problemTexts } from '../yaml/problem-texts.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';
import { reportYamlProblems } from './yaml-problems.ts';
import { yamlSyntaxSamples } from './yaml-syntax-samples.ts';

export const rule = defineManifestRule<YamlProblemKind>({
  id: 'manifest-syntax-error',
  category: 'syntax',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Hosting manifest that is not valid YAML', fr: "Manifeste d'hébergement qui n'est pas du YAML valide" },
  what: {
    en: 'The text breaks a rule of YAML, so it cannot be read as it was meant.',
    fr: 'Le texte enfreint une règle de YAML et ne peut pas être lu comme prévu.',
  },
  source: 'YAML 1.2.2, https://yaml.org/spec/1.2.2/',
  messages: problemTexts,
  check({ document }, report) {
    if (document.templated) return;
    reportYamlProblems(document.parts, report);
  },
});

export const page = {
  why: {
    en: 'Hosts and instances below the mistake may be missing from the tree, or be read with other values.',
    fr: "Des hôtes et des instances placés après l'erreur peuvent manquer dans l'arbre ou être lus avec d'autres valeurs.",
  },
  todo: {
    en: 'Correct the first mistake first: those that follow often go with it. Fields are `name: value`, each level is indented with blanks, list items begin with `- `.',
    fr: "Corrigez d'abord la première erreur : les suivantes disparaissent souvent avec elle. Un champ s'écrit `nom: valeur`, chaque niveau est décalé par des espaces, un élément de liste commence par `- `.",
  },
  good: [
    { text: 'version: 1\nhosts:\n  - name: web-1\n    address: dhis2.example.org\n' },
    { text: 'hosts:\n  - &base\n    name: web-1\n    address: a.example.org\n  - <<: *base\n    name: web-2\n' },
    { text: 'hosts:\n{% for h in hosts %}\n  - name: {{ h }}\n{% endfor %}\n' },
  ],
  bad: yamlSyntaxSamples,
} satisfies RulePage;
