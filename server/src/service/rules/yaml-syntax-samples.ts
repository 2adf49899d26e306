/** One sample for each way in which a text is not valid YAML; shared by the rules about such texts. */
import type { RuleSample } from './define-rule.ts';

export const yamlSyntaxSamples: readonly RuleSample[] = [
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
];
