import { message } from '../messages.ts';
import type { YamlProblemKind } from '../yaml/document.ts';
import { defineManifestRule } from './define-rule.ts';

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
  why: {
    en: 'Hosts and instances below the mistake may be missing from the tree, or be read with other values.',
    fr: "Des hôtes et des instances placés après l'erreur peuvent manquer dans l'arbre ou être lus avec d'autres valeurs.",
  },
  todo: {
    en: 'Correct the first mistake first: those that follow often go with it. Fields are `name: value`, each level is indented with blanks, list items begin with `- `.',
    fr: "Corrigez d'abord la première erreur : les suivantes disparaissent souvent avec elle. Un champ s'écrit `nom: valeur`, chaque niveau est décalé par des espaces, un élément de liste commence par `- `.",
  },
  source: 'YAML 1.2.2, https://yaml.org/spec/1.2.2/',
  messages: {
    alias: {
      en: 'This `&name` or `*name` leads nowhere. An alias `*name` needs an anchor `&name` at a value above it.',
      fr: 'Ce `&nom` ou `*nom` ne mène nulle part. Un alias `*nom` exige une ancre `&nom` sur une valeur placée plus haut.',
    },
    badEscape: {
      en: 'YAML does not know this escape in double quotes. Write `\\\\` for a backslash, or use single quotes.',
      fr: 'YAML ne connaît pas cet échappement entre guillemets doubles. Écrivez `\\\\` pour une barre oblique inverse, ou utilisez des apostrophes.',
    },
    badStart: {
      en: 'A value cannot begin with `{character}` in YAML. Put the value in quotes.',
      fr: 'En YAML, une valeur ne peut pas commencer par `{character}`. Mettez la valeur entre guillemets.',
    },
    conflictMark: {
      en: 'A merge conflict was left in the file, so nothing in it is checked. Keep one of the two sides and delete the marks.',
      fr: "Un conflit de fusion est resté dans le fichier, qui n'est donc pas vérifié. Gardez l'un des deux côtés et supprimez les marques.",
    },
    directive: {
      en: 'YAML does not know this `%` line. Delete it.',
      fr: 'YAML ne connaît pas cette ligne `%`. Supprimez-la.',
    },
    duplicateField: {
      en: '`{field}` is written twice here; only the last one counts. Delete one of them.',
      fr: '`{field}` figure deux fois ici ; seul le dernier compte. Supprimez-en un.',
    },
    fieldWithoutColon: {
      en: 'This line is not `field: value`. Add the colon and a blank after the name of the field.',
      fr: "Cette ligne n'est pas de la forme `champ: valeur`. Ajoutez les deux-points et une espace après le nom du champ.",
    },
    indentation: {
      en: 'The indentation does not fit here: fields of one level begin in the same column. Line it up with its neighbours.',
      fr: "Le décalage ne convient pas ici : les champs d'un même niveau commencent dans la même colonne. Alignez la ligne sur ses voisines.",
    },
    missingCharacter: {
      en: 'A character is missing here, most likely a colon, a comma or a blank. Compare with the lines around it.',
      fr: 'Il manque un caractère ici, sans doute deux-points, une virgule ou une espace. Comparez avec les lignes voisines.',
    },
    nestedOnOneLine: {
      en: 'Two fields stand on one line. Put the second on a line of its own, or the value in quotes if `: ` belongs to it.',
      fr: 'Deux champs se trouvent sur une ligne. Mettez le second sur sa propre ligne, ou la valeur entre guillemets si `: ` en fait partie.',
    },
    tab: {
      en: 'YAML does not allow a tab as indentation. Use blanks.',
      fr: "YAML n'admet pas la tabulation comme décalage. Utilisez des espaces.",
    },
    tag: {
      en: 'This `!tag` cannot be used here. Delete it: manifests need no tags.',
      fr: "Ce `!tag` n'est pas utilisable ici. Supprimez-le : les manifestes n'en ont pas besoin.",
    },
    tooLarge: {
      en: 'This is nested too deeply, or its aliases multiply, so the file is not read further. Write it out flat.',
      fr: "L'imbrication est trop profonde, ou les alias se multiplient : le fichier n'est pas lu plus loin. Écrivez-le à plat.",
    },
    unclosedBracket: {
      en: 'This bracket is never closed. Add the closing one.',
      fr: "Ce crochet ou cette accolade n'est jamais refermé. Ajoutez le signe fermant.",
    },
    unclosedQuote: {
      en: 'This quote is never closed, so all that follows belongs to the value. Add the closing quote.',
      fr: "Ce guillemet n'est jamais refermé : tout ce qui suit fait partie de la valeur. Ajoutez le guillemet fermant.",
    },
    unexpected: {
      en: 'What stands here fits nowhere in YAML. Delete it, or put the whole value in quotes.',
      fr: "Ce qui se trouve ici n'a pas sa place en YAML. Supprimez-le, ou mettez toute la valeur entre guillemets.",
    },
  },
  good: [
    { text: 'version: 1\nhosts:\n  - name: web-1\n    address: dhis2.example.org\n' },
    { text: 'hosts:\n  - &base\n    name: web-1\n    address: a.example.org\n  - <<: *base\n    name: web-2\n' },
    { text: 'hosts:\n{% for h in hosts %}\n  - name: {{ h }}\n{% endfor %}\n' },
  ],
  bad: [
    { text: 'hosts: *web\n#      ^^^^ alias\n' },
    { text: 'identityFile: "C:\\keys"\n#                ^ badEscape\n' },
    { text: 'user: @admin\n#     ^ badStart\n' },
    { text: '<<<<<<< HEAD\n#^^^^^^^^^^^ conflictMark\nversion: 1\n=======\nversion: 2\n>>>>>>> other\n' },
    { text: '%YAML\n#^^^^ directive\n---\nversion: 1\n' },
    { text: 'version: 1\nversion: 1\n#^^^^^^ duplicateField\n' },
    { text: 'version: 1\nhosts\n#^^^^ fieldWithoutColon\n' },
    { text: 'hosts:\n  - name: web-1\n   address: a\n#^^ indentation\n' },
    { text: 'log: { unit: a file: b }\n#            ^^^^^^^^^^ missingCharacter\n' },
    { text: 'name: web: 1\n#     ^ nestedOnOneLine\n' },
    { text: 'hosts:\n\t\t- name: web-1\n#^ tab\n' },
    { text: 'name: !a !b web-1\n#        ^^ tag\n' },
    {
      text: [
        'a: &a [x, x, x, x, x, x, x, x, x, x]',
        'b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]',
        'c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]',
        'd: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]',
        'e: [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]',
        '#   ^^ tooLarge',
        '',
      ].join('\n'),
    },
    { text: 'log: { unit: tomcat9\n#    ^ unclosedBracket\n' },
    { text: 'name: "web-1\n#     ^^^^^^ unclosedQuote\n' },
    { text: 'hosts: ]\n#      ^ unexpected\n' },
  ],
  check({ document }, report) {
    if (document.templated) return;
    for (const { problems } of document.parts) {
      for (const { kind, span, args, related } of problems) {
        report({
          message: kind,
          span,
          ...(args === undefined ? {} : { args }),
          ...(related === undefined ? {} : { related: [{ span: related, message: message({ en: 'First here', fr: "D'abord ici" }) }] }),
        });
      }
    }
  },
});
