import type { Fix } from '../findings.ts';
import type { JsonProblem, JsonProblemKind } from '../json/json-file.ts';
import { message, type Text } from '../messages.ts';
import { defineContainersRule, type RulePage } from './define-rule.ts';

const texts: { readonly [K in JsonProblemKind]: Text } = {
  badEscape: {
    en: '`{source}` means nothing in JSON, and the file is refused. Write `\\\\` for a backslash.',
    fr: '`{source}` ne veut rien dire en JSON, et le fichier est refusé. Pour une barre oblique inverse, écrivez `\\\\`.',
  },
  comment: {
    en: 'JSON has no comments, and the file is refused with one. Delete it; the tool ignores fields that it does not know, such as `"note"`.',
    fr: "JSON n'a pas de commentaires, et le fichier est refusé avec celui-ci. Supprimez-le ; l'outil ignore les champs qu'il ne connaît pas, comme `\"note\"`.",
  },
  conflictMark: {
    en: 'This is the mark of a merge conflict. Choose one of the two versions and delete the marks.',
    fr: "C'est la marque d'un conflit de fusion. Choisissez l'une des deux versions et supprimez les marques.",
  },
  controlCharacter: {
    en: 'A text must not contain this control character (`{code}`): the file is refused. Delete it.',
    fr: 'Un texte ne doit pas contenir ce caractère de commande (`{code}`) : le fichier est refusé. Supprimez-le.',
  },
  duplicateField: {
    en: '`{field}` stands here twice, and only the last one counts. Delete one of the two.',
    fr: '`{field}` figure deux fois ici, et seul le dernier compte. Supprimez-en un.',
  },
  missingColon: {
    en: 'Between `{field}` and its value there must be a colon: `"{field}": ...`.',
    fr: 'Entre `{field}` et sa valeur, il faut un deux-points : `"{field}": ...`.',
  },
  missingComma: {
    en: 'A comma is missing behind this, before what follows. The tool refuses the whole file.',
    fr: "Il manque une virgule ici, avant ce qui suit. L'outil refuse tout le fichier.",
  },
  missingValue: {
    en: '`{field}` has no value. Write `"{field}": "..."`, or delete it.',
    fr: '`{field}` n\'a pas de valeur. Écrivez `"{field}": "..."`, ou supprimez-le.',
  },
  strayBracket: {
    en: '`{found}` closes nothing that is open here. Delete it, or add the bracket that opens.',
    fr: "`{found}` ne ferme rien d'ouvert ici. Supprimez-le, ou ajoutez le crochet ou l'accolade qui ouvre.",
  },
  strayComma: {
    en: 'Nothing follows this comma. JSON allows commas between items only: delete it.',
    fr: "Rien ne suit cette virgule. JSON n'admet de virgules qu'entre deux éléments : supprimez-la.",
  },
  textBehind: {
    en: 'The file ends before this: one `{...}` holds everything. Delete what follows it, or move it inside.',
    fr: "Le fichier se termine avant ceci : un seul `{...}` contient tout. Supprimez ce qui suit, ou déplacez-le à l'intérieur.",
  },
  tooDeep: {
    en: 'Nested too deeply to be read. A `containers.json` has three levels.',
    fr: 'Imbrication trop profonde pour être lue. Un `containers.json` a trois niveaux.',
  },
  unclosedBracket: {
    en: 'This is never closed: `{missing}` is missing. Add it where this part ends.',
    fr: "Ceci n'est jamais fermé : il manque `{missing}`. Ajoutez-le là où cette partie se termine.",
  },
  unclosedQuote: {
    en: 'This text has no quote at its end. Texts end on the line on which they begin: add `"`.',
    fr: 'Ce texte n\'a pas de guillemet à la fin. Un texte se termine sur la ligne où il commence : ajoutez `"`.',
  },
  unexpected: {
    en: '`{found}` cannot stand here. Fields are `"name": value`, parted by commas.',
    fr: '`{found}` ne peut pas se trouver ici. Les champs s\'écrivent `"nom": valeur`, séparés par des virgules.',
  },
  unquoted: {
    en: '{source} must stand in double quotes: JSON knows `true`, `false`, `null` and numbers without them only.',
    fr: '{source} doit être entre guillemets doubles : sans eux, JSON ne connaît que `true`, `false`, `null` et les nombres.',
  },
  wrongQuote: {
    en: 'JSON takes straight double quotes only; with `{quote}` the file is refused. Write `"..."`.',
    fr: 'JSON n\'accepte que les guillemets doubles droits ; avec `{quote}`, le fichier est refusé. Écrivez `"..."`.',
  },
  wrongSeparator: {
    en: 'A comma parts fields and items, not `{found}`. Write `,`.',
    fr: 'Champs et éléments sont séparés par une virgule, et non par `{found}`. Écrivez `,`.',
  },
};

const fixTitles: { readonly [K in JsonProblemKind]?: Text } = {
  comment: { en: 'Delete the comment', fr: 'Supprimer le commentaire' },
  controlCharacter: { en: 'Write it as an escape', fr: "L'écrire sous forme d'échappement" },
  missingColon: { en: 'Put a colon', fr: 'Mettre un deux-points' },
  missingComma: { en: 'Add a comma', fr: 'Ajouter une virgule' },
  strayComma: { en: 'Delete the comma', fr: 'Supprimer la virgule' },
  unclosedQuote: { en: 'Add the quote', fr: 'Ajouter le guillemet' },
  unquoted: { en: 'Put it in quotes', fr: 'Mettre entre guillemets' },
  wrongQuote: { en: 'Change to double quotes', fr: 'Remplacer par des guillemets doubles' },
  wrongSeparator: { en: 'Change to a comma', fr: 'Remplacer par une virgule' },
};

function fixesOf({ kind, mend }: JsonProblem): readonly Fix[] {
  const title = fixTitles[kind];
  return mend === undefined || title === undefined ? [] : [{ title: message(title), edits: mend.edits, preferred: mend.isCertain }];
}

export const rule = defineContainersRule<JsonProblemKind>({
  id: 'containers-syntax-error',
  category: 'syntax',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'containers.json that is not valid JSON', fr: "containers.json qui n'est pas du JSON valide" },
  what: {
    en: 'The text breaks a rule of JSON: dhis2-tools-ng reads it with `jq`, which takes no comments, no single quotes and no comma behind the last item.',
    fr: "Le texte enfreint une règle de JSON : dhis2-tools-ng le lit avec `jq`, qui n'accepte ni commentaires, ni apostrophes, ni virgule après le dernier élément.",
  },
  source: 'bobjolliffe/dhis2-tools-ng setup/parse_config.sh (`Invalid containers.json`); RFC 8259',
  messages: texts,
  check({ document: { json } }, report) {
    for (const problem of json.problems) {
      const { kind, span, args, related } = problem;
      report({
        message: kind,
        span,
        fixes: fixesOf(problem),
        ...(kind === 'duplicateField' && { severity: 'warning' as const }),
        ...(args === undefined ? {} : { args }),
        ...(related === undefined ? {} : { related: [{ span: related, message: message({ en: 'First here', fr: "D'abord ici" }) }] }),
      });
    }
  },
});

const containers = '"containers": [{ "name": "proxy", "ip": "192.168.0.2", "type": "nginx_proxy" }]';

export const page = {
  why: {
    en: '`create_containers.sh` stops with "Invalid containers.json" and does not say where. Of a field that stands twice, the first is dropped without a word.',
    fr: "`create_containers.sh` s'arrête sur « Invalid containers.json » sans dire où. D'un champ écrit deux fois, le premier est abandonné sans un mot.",
  },
  todo: {
    en: 'Correct the first mistake first: those that follow often go with it.',
    fr: "Corrigez d'abord la première erreur : les suivantes disparaissent souvent avec elle.",
  },
  good: [
    {
      text: `{\n  "fqdn": "dhis.example.org",\n  "note": "moved in \\u0032027, see \\"wiki\\"",\n  "proxy": "nginx",\n  ${containers}\n}\n`,
    },
    { text: '\ufeff{ "fqdn": "dhis.example.org", "proxy": null, "size": -1.5e3 }\n' },
    { text: '' },
  ],
  bad: [
    { text: '{\n  "fqdn": "dhis\\.example.org"\n  #            ^^ badEscape\n}\n' },
    { text: '{\n  // the public name\n# ^^^^^^^^^^^^^^^^^^ comment\n  "fqdn": "dhis.example.org"\n}\n' },
    {
      text: '{\n<<<<<<< HEAD\n#^^^^^^^^^^^ conflictMark\n  "fqdn": "a.example.org"\n=======\n  "fqdn": "b.example.org"\n>>>>>>> other\n}\n',
    },
    { text: '{\n  "fqdn": "dhis.\texample.org"\n  #             ^ controlCharacter\n}\n' },
    { text: '{\n  "fqdn": "a.example.org",\n  "fqdn": "b.example.org"\n# ^^^^^^ duplicateField\n}\n' },
    {
      text: '{\n  "fqdn" "dhis.example.org",\n# ^^^^^^ missingColon\n  "proxy" = "nginx"\n  #       ^ missingColon\n}\n',
      fixed: '{\n  "fqdn": "dhis.example.org",\n  "proxy" : "nginx"\n}\n',
    },
    {
      text: '{\n  "proxy": "apache2",\n  "guestos_version": "20.04"\n  #                  ^^^^^^^ missingComma\n  "containers": []\n}\n',
      fixed: '{\n  "proxy": "apache2",\n  "guestos_version": "20.04",\n  "containers": []\n}\n',
    },
    { text: '{\n  "fqdn":\n# ^^^^^^ missingValue\n  "proxy": "nginx"\n}\n' },
    { text: '{\n  "containers": {}]\n  #               ^ strayBracket\n}\n' },
    {
      text: '{\n  "fqdn": "dhis.example.org",\n  #                         ^ strayComma\n}\n',
      fixed: '{\n  "fqdn": "dhis.example.org"\n}\n',
    },
    { text: '{ "fqdn": "dhis.example.org" } }\n#                              ^ textBehind\n' },
    { text: `{ "containers": ${'['.repeat(60)}\n#               ${' '.repeat(59)}^ tooDeep\n}\n` },
    { text: '{\n  "containers": [\n  #             ^ unclosedBracket\n    { "name": "proxy" }\n}\n' },
    { text: '{\n  "fqdn": "dhis.example.org,\n  #       ^^^^^^^^^^^^^^^^^ unclosedQuote\n  "proxy": "nginx"\n}\n' },
    { text: '{\n  :\n# ^ unexpected\n}\n' },
    {
      text: '{\n  fqdn: dhis.example.org\n# ^^^^ unquoted\n  #     ^^^^^^^^^^^^^^^^ unquoted\n}\n',
      fixed: '{\n  "fqdn": "dhis.example.org"\n}\n',
    },
    {
      text: "{\n  'fqdn': “dhis.example.org”\n# ^^^^^^ wrongQuote\n  #       ^^^^^^^^^^^^^^^^^^ wrongQuote\n}\n",
      fixed: '{\n  "fqdn": "dhis.example.org"\n}\n',
    },
    {
      text: '{ "containers": [{\n  "name": "postgres",\n  "ip": "192.168.0.20".\n  #                   ^ wrongSeparator\n  "type": "postgres"\n}] }\n',
      fixed: '{ "containers": [{\n  "name": "postgres",\n  "ip": "192.168.0.20",\n  "type": "postgres"\n}] }\n',
    },
  ],
} satisfies RulePage;
