import type { YamlProblemKind } from '../yaml/document.ts';
import { problemTexts } from '../yaml/problem-texts.ts';
import { defineInventoryRule, type RulePage } from './define-rule.ts';
import { reportYamlProblems } from './yaml-problems.ts';
import { yamlSyntaxSamples } from './yaml-syntax-samples.ts';

export const rule = defineInventoryRule<YamlProblemKind | 'severalDocuments'>({
  id: 'vars-syntax-error',
  category: 'syntax',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'File of variables that is not valid YAML', fr: "Fichier de variables qui n'est pas du YAML valide" },
  what: {
    en: 'A file of `group_vars` or `host_vars` breaks a rule of YAML, or holds several documents.',
    fr: 'Un fichier de `group_vars` ou `host_vars` enfreint une règle de YAML, ou contient plusieurs documents.',
  },
  source: 'YAML 1.2.2, https://yaml.org/spec/1.2.2/; ansible-core 2.14, lib/ansible/plugins/vars/host_group_vars.py, run',
  messages: {
    ...problemTexts,
    severalDocuments: {
      en: 'A second document begins here, and Ansible refuses a file of variables with more than one. Delete the line.',
      fr: "Un second document commence ici, et Ansible refuse un fichier de variables qui en a plus d'un. Supprimez la ligne.",
    },
  },
  check({ text, vars }, report) {
    if (vars === undefined) return;
    reportYamlProblems(vars.vars.parts, report);
    const [, second] = vars.vars.parts;
    if (second === undefined) return;
    const start = text.lastIndexOf('---', second.yaml.start);
    if (start >= 0) report({ message: 'severalDocuments', span: { start, end: start + 3 } });
  },
});

const hosts = '[instances]\ndhis ansible_host=172.19.2.11 dhis2_version=2.42\n';
const file = 'inventory/host_vars/dhis';
const beside = { '../hosts': hosts };

export const page = {
  why: {
    en: 'Ansible stops with the first host that the file is for, after it may have changed others.',
    fr: "Ansible s'arrête au premier hôte que concerne le fichier, après en avoir peut-être modifié d'autres.",
  },
  todo: {
    en: 'Correct the first mistake first: those that follow often go with it. A variable is `name: value`.',
    fr: "Corrigez d'abord la première erreur : les suivantes disparaissent souvent avec elle. Une variable s'écrit `nom: valeur`.",
  },
  good: [
    { text: '---\n# of this instance\nheap_memory_size: 4G\n', file, beside },
    { text: 'db_password: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6162\n', file, beside },
    { text: '$ANSIBLE_VAULT;1.1;AES256\n6162\n', file, beside },
  ],
  bad: [
    ...yamlSyntaxSamples.map((sample) => ({ ...sample, file, beside })),
    { text: 'heap_memory_size: 4G\n---\n#^^ severalDocuments\njava_version: 17\n', file, beside },
  ],
} satisfies RulePage;
