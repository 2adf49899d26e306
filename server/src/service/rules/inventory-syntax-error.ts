import type { IniProblemKind } from '../inventory/ini-ast.ts';
import type { Text } from '../messages.ts';
import { defineInventoryRule, type RulePage } from './define-rule.ts';

type Kind = Exclude<IniProblemKind, 'unknownSuffix'>;

const refused: Text = {
  en: 'Ansible then reads nothing of the file, and prints the errors of other readers along with it.',
  fr: "Ansible ne lit alors rien du fichier et affiche en plus les erreurs d'autres lecteurs.",
};

const texts: { readonly [K in Kind]: Text } = {
  badHeader: {
    en: 'This is not the header of a section. Write `[group]`, `[group:vars]` or `[group:children]`, without blanks; only a comment with `#` may follow.',
    fr: "Ce n'est pas l'en-tête d'une section. Écrivez `[groupe]`, `[groupe:vars]` ou `[groupe:children]`, sans espace ; seul un commentaire avec `#` peut suivre.",
  },
  unclosedQuote: {
    en: 'The quote that begins here is never closed. Put the same sign at the end of the value, or `\\` before a sign that is part of it.',
    fr: "La citation ouverte ici n'est jamais fermée. Mettez le même signe à la fin de la valeur, ou `\\` devant un signe qui en fait partie.",
  },
  unclosedBackslash: {
    en: 'A backslash at the end of the line has no character to protect. Delete it, or write `\\\\`.',
    fr: "Une barre oblique inverse en fin de ligne n'a aucun caractère à protéger. Supprimez-la, ou écrivez `\\\\`.",
  },
  wordWithoutEquals: {
    en: 'Behind the name of a host, every word must be `variable=value`, and `{name}` has no `=`. Put quotes around a value with blanks, leave no blank around `=`, and begin a comment with `#`.',
    fr: "Après le nom d'un hôte, chaque mot doit s'écrire `variable=valeur`, et `{name}` n'a pas de `=`. Mettez entre guillemets une valeur avec des espaces, n'en laissez pas autour de `=`, et commencez un commentaire par `#`.",
  },
  lineWithoutEquals: {
    en: 'Below `[...:vars]`, every line must be `variable=value`. Add the `=` and the value, or move a host to a section without `:vars`.',
    fr: 'Sous `[...:vars]`, chaque ligne doit être `variable=valeur`. Ajoutez le `=` et la valeur, ou déplacez un hôte dans une section sans `:vars`.',
  },
  badGroupName: {
    en: 'Below `[...:children]`, every line is the name of one group. Write one name to a line, without blanks or variables.',
    fr: "Sous `[...:children]`, chaque ligne est le nom d'un seul groupe. Écrivez un nom par ligne, sans espace ni variable.",
  },
  undefinedGroup: {
    en: 'There are variables for the group `{name}`, but no section `[{name}]`. Correct the name, or add the section; it may be empty.',
    fr: 'Il y a des variables pour le groupe `{name}`, mais aucune section `[{name}]`. Corrigez le nom, ou ajoutez la section ; elle peut être vide.',
  },
  undefinedChild: {
    en: 'No section declares the group `{name}`. Correct the name, or add `[{name}]`; hosts do not belong below `:children`.',
    fr: "Aucune section ne déclare le groupe `{name}`. Corrigez le nom, ou ajoutez `[{name}]` ; les hôtes n'ont pas leur place sous `:children`.",
  },
  childLoop: {
    en: 'The group `{name}` already stands above this one, so it cannot stand below it too. Delete the line.',
    fr: 'Le groupe `{name}` est déjà au-dessus de celui-ci et ne peut pas être aussi au-dessous. Supprimez la ligne.',
  },
  'pattern-bracket': {
    en: 'A range of hosts needs `[` and `]` in this order: `web[01:03]`.',
    fr: "Une plage d'hôtes demande `[` puis `]` : `web[01:03]`.",
  },
  'pattern-bounds': {
    en: 'A range of hosts is `[first:last]` or `[first:last:step]`.',
    fr: "Une plage d'hôtes s'écrit `[premier:dernier]` ou `[premier:dernier:pas]`.",
  },
  'pattern-end': { en: 'The range has no end. Write `[first:last]`.', fr: "La plage n'a pas de fin. Écrivez `[premier:dernier]`." },
  'pattern-length': {
    en: 'With leading zeros, both ends of a range need the same number of digits: `[01:12]`.',
    fr: "Avec des zéros initiaux, les deux bornes d'une plage doivent avoir autant de chiffres : `[01:12]`.",
  },
  'pattern-order': {
    en: 'The first letter of a range must not come after the last one.',
    fr: "La première lettre d'une plage ne doit pas venir après la dernière.",
  },
  'pattern-number': {
    en: 'The ends of a range are two numbers or two letters, and a step is a number above zero.',
    fr: "Les bornes d'une plage sont deux nombres ou deux lettres, et un pas est un nombre supérieur à zéro.",
  },
  'pattern-colon': {
    en: 'A host must not end with a colon, which announces a port. This is INI, not YAML: write the name alone.',
    fr: "Un hôte ne doit pas finir par un deux-points, qui annonce un port. C'est de l'INI, pas du YAML : écrivez le nom seul.",
  },
  'pattern-yaml': {
    en: '`---` begins a YAML file, and an inventory in INI has no such line. Delete it.',
    fr: "`---` commence un fichier YAML ; un inventaire INI n'a pas cette ligne. Supprimez-la.",
  },
};

export const rule = defineInventoryRule<Kind>({
  id: 'inventory-syntax-error',
  category: 'syntax',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Line of an inventory that Ansible refuses', fr: "Ligne d'un inventaire qu'Ansible refuse" },
  what: {
    en: 'The line is neither a section, nor a host with variables, nor a variable, nor a child group, as its section demands.',
    fr: "La ligne n'est ni une section, ni un hôte avec ses variables, ni une variable, ni un groupe enfant, comme sa section le demande.",
  },
  source: 'ansible-core 2.14, lib/ansible/plugins/inventory/ini.py and lib/ansible/plugins/inventory/__init__.py, run',
  messages: texts,
  check({ ini }, report) {
    for (const { kind, span, name } of ini?.problems ?? []) if (kind !== 'unknownSuffix') report({ message: kind, args: { name }, span });
  },
});

const groups = '[instances]\ndhis ansible_host=172.19.2.11 dhis2_version=2.42\n[databases]\npostgres ansible_host=172.19.2.20\n';

export const page = {
  why: refused,
  todo: {
    en: 'Correct the first mistake first. `ansible-inventory -i inventory/hosts --list` shows what Ansible reads.',
    fr: "Corrigez d'abord la première erreur. `ansible-inventory -i inventory/hosts --list` montre ce qu'Ansible lit.",
  },
  good: [
    { text: `127.0.0.1\n[web] # the proxy\nproxy:2222 ansible_host=172.19.2.2 # note\n${groups}[all:vars]\nfqdn = \n` },
    { text: `[web]\nweb[01:03:2] note="two words"\n[all:children]\nweb\n${groups}` },
  ],
  bad: [
    { text: `[web: vars]\n#^^^^^^^^^^ badHeader\n${groups}` },
    { text: `${groups}[databases:vars] ; note\n#^^^^^^^^^^^^^^^^^^^^^^ badHeader\n` },
    { text: `${groups}[web]\nproxy note="two words\n#          ^^^^^^^^^^ unclosedQuote\n` },
    { text: `${groups}[web]\nproxy note=two\\\n#             ^ unclosedBackslash\n` },
    {
      text: `${groups}[web]\nproxy ansible_host = 172.19.2.2\n#     ^^^^^^^^^^^^ wordWithoutEquals\n#                    ^^^^^^^^^^ wordWithoutEquals\n`,
    },
    { text: `${groups}[all:vars]\nfqdn\n#^^^ lineWithoutEquals\n` },
    { text: `${groups}[all:children]\ninstances databases\n#^^^^^^^^^^^^^^^^^^ badGroupName\n` },
    { text: `${groups}[instance:vars]\n#^^^^^^^^^^^^^^ undefinedGroup\ncreate_db=yes\n`.replace('#^^^^^^^^', '#^^^^^^^^') },
    { text: `${groups}[all:children]\nweb\n#^^ undefinedChild\n` },
    { text: `${groups}[instances:children]\ndatabases\n[databases:children]\ninstances\n#^^^^^^^^ childLoop\n` },
    { text: `${groups}[web]\nweb[01:03\n#^^^^^^^^ pattern-bracket\n` },
    { text: `${groups}[web]\nweb[01]\n#^^^^^^ pattern-bounds\n` },
    { text: `${groups}[web]\nweb[01:]\n#^^^^^^^ pattern-end\n` },
    { text: `${groups}[web]\nweb[01:3]\n#^^^^^^^^ pattern-length\n` },
    { text: `${groups}[web]\nweb[c:a]\n#^^^^^^^ pattern-order\n` },
    { text: `${groups}[web]\nweb[1:a]\n#^^^^^^^ pattern-number\n` },
    { text: `${groups}[web]\nproxy:\n#^^^^^ pattern-colon\n` },
    { text: `---\n#^^ pattern-yaml\n${groups}` },
  ],
} satisfies RulePage;
