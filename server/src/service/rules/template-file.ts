import { holdsTemplateMark } from '../conf/templates.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

export const rule = defineConfRule<'template'>({
  id: 'template-file',
  category: 'syntax',
  severity: 'hint',
  since: '0.1.0',
  title: { en: 'File that is a template', fr: 'Fichier qui est un modèle' },
  what: {
    en: 'The file holds marks of a template language such as Jinja (Ansible) or Helm: `{{ }}` or `{% %}`. The server reads what the template becomes, not this file.',
    fr: "Le fichier contient des marques d'un langage de modèles comme Jinja (Ansible) ou Helm : `{{ }}` ou `{% %}`. Le serveur lit ce que le modèle devient, pas ce fichier.",
  },
  source: 'DefaultDhisConfigurationProvider, all versions: only `${NAME}` is replaced',
  messages: {
    template: {
      en: 'This file is a template: lines with `{mark}` are checked only as far as they are known here. Check the rendered file as well.',
      fr: 'Ce fichier est un modèle : les lignes contenant `{mark}` ne sont vérifiées que dans la mesure où elles sont connues ici. Vérifiez aussi le fichier produit.',
    },
  },
  check(conf, report) {
    const match = holdsTemplateMark(conf) ? /\{\{[^{}\r\n]*\}\}|\{%[^{}\r\n]*%\}/.exec(conf.text) : null;
    if (match === null) return;
    report({
      message: 'template',
      args: { mark: match[0].startsWith('{{') ? '{{ }}' : '{% %}' },
      span: { start: match.index, end: match.index + match[0].length },
    });
  },
});

export const page = {
  why: {
    en: 'What the template fills in is not known here, so such lines are not checked. A file without findings may still become a wrong one.',
    fr: 'Ce que le modèle insérera est inconnu ici : ces lignes ne sont pas vérifiées. Un fichier sans remarque peut donc tout de même devenir faux.',
  },
  todo: {
    en: 'Check the rendered file as well. If this file is meant for the server as it stands, replace the marks by their values.',
    fr: 'Vérifiez aussi le fichier produit. Si ce fichier est destiné tel quel au serveur, remplacez les marques par leurs valeurs.',
  },
  good: [{ text: 'connection.password = a{{b\nconnection.url = ${URL}\n# use {{ or {% }}\n' }],
  bad: [
    { text: '# {{ ansible_managed }}\n# ^^^^^^^^^^^^^^^^^^^^^ template\nconnection.url = {{ url }}\n' },
    { text: '{% if replica %}\n#^^^^^^^^^^^^^^^ template\nsystem.read_only_mode = on\n{% endif %}\n' },
    { text: 'connection.url = {{ .Values.url }}\n#                ^^^^^^^^^^^^^^^^^ template\n' },
  ],
} satisfies RulePage;
