/** What is said of a text that is not valid YAML. */
import type { Text } from '../messages.ts';
import type { YamlProblemKind } from './document.ts';

export const problemTexts: { readonly [K in YamlProblemKind]: Text } = {
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
    en: 'This `!tag` cannot be used here. Delete it: there is no need for tags.',
    fr: "Ce `!tag` n'est pas utilisable ici. Supprimez-le : rien ici n'en a besoin.",
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
};
