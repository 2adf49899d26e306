import type { KnownEntry } from '../conf/entry-lists.ts';
import { keySlip } from '../conf/key-slips.ts';
import { unknownEntries, unusualEntries } from '../conf/live-entries.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { isEncryptionPassword, mayHoldSecret } from '../conf/secrets.ts';
import type { SpanEdit } from '../findings.ts';
import { type Message, message } from '../messages.ts';
import { oddBlank, withoutOddBlanks } from '../text/odd-blanks.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { replaceKeyFix } from './fixes.ts';

const oddValues = unusualEntries.where(({ value }) => oddBlank.test(value));
const oddKeys = unknownEntries.where(({ key }) => oddBlank.test(key));

export const rule = defineConfRule<'inKey' | 'inValue' | 'inSecret'>({
  id: 'non-breaking-space',
  category: 'syntax',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Non-breaking space or invisible character', fr: 'Espace insécable ou caractère invisible' },
  what: {
    en: 'The line holds a non-breaking space, a zero-width character or another character that looks like a blank or like nothing. Such characters come along when text is copied from a web page or a word processor.',
    fr: "La ligne contient un espace insécable, un caractère de largeur nulle ou un autre caractère qui ressemble à un espace ou à rien. Ils arrivent avec un texte copié d'une page web ou d'un traitement de texte.",
  },
  source: 'java.util.Properties (JDK 17), run; java.lang.String.trim cuts U+0020 and below only',
  messages: {
    inKey: {
      en: 'The key holds a character that cannot be seen ({code}), so DHIS2 does not know it and ignores the line. Write `{key}`.',
      fr: "La clé contient un caractère qu'on ne voit pas ({code}) : DHIS2 ne la connaît donc pas et ignore la ligne. Écrivez `{key}`.",
    },
    inValue: {
      en: 'The value of `{key}` holds a character that cannot be seen ({code}), and DHIS2 takes it as part of the value. Replace it by a plain blank, or remove it.',
      fr: "La valeur de `{key}` contient un caractère qu'on ne voit pas ({code}), et DHIS2 le prend pour une partie de la valeur. Remplacez-le par un espace ordinaire, ou retirez-le.",
    },
    inSecret: {
      en: 'The secret in `{key}` holds a character that cannot be seen ({code}), and DHIS2 takes it as part of the secret. Remove it if the real one does not have it.',
      fr: "Le secret de `{key}` contient un caractère qu'on ne voit pas ({code}), et DHIS2 le prend pour une partie du secret. Retirez-le si le vrai ne l'a pas.",
    },
  },
  check(conf, report) {
    for (const entry of oddValues(conf)) {
      const places = oddPlaces(conf.text, entry);
      const [first] = places;
      const last = places.at(-1);
      if (first === undefined || last === undefined) continue;
      const secret = mayHoldSecret(entry);
      report({
        message: secret ? 'inSecret' : 'inValue',
        args: { key: entry.key, code: codeOf(conf.text.charAt(first.span.start)) },
        span: { start: first.span.start, end: last.span.end },
        fixes: isEncryptionPassword(entry) ? [] : [{ title: replaceTitle, edits: places, preferred: !secret }],
      });
    }
    for (const entry of oddKeys(conf)) {
      const slip = keySlip(conf, entry);
      if (slip?.kind !== 'odd-blank' || slip.meant === undefined) continue;
      report({
        message: 'inKey',
        args: { key: slip.meant, code: codeOf(oddBlank.exec(entry.key)?.[0] ?? '') },
        span: entry.entry.key.span,
        fixes: [replaceKeyFix(entry.entry, slip.meant, replaceTitle, true)],
      });
    }
  },
});

export const page = {
  why: {
    en: 'To DHIS2 they are letters: a key is no longer known, a number is no number, a password is another one. Nobody can see why.',
    fr: "Pour DHIS2 ce sont des lettres : une clé n'est plus connue, un nombre n'en est plus un, un mot de passe en devient un autre. Personne ne voit pourquoi.",
  },
  todo: { en: 'Replace them by plain blanks, or remove them.', fr: 'Remplacez-les par des espaces ordinaires, ou retirez-les.' },
  good: [
    { text: '# caf\u00e9\u00a0: ouvert\n\u00a0\n\u00a0# note\nnode.id = a b\nministry.note\u00a0= 1\n' },
    { text: 'csp.header.value = a\\u00a0b\n' },
  ],
  bad: [
    {
      text: 'connection.pool.max_size = \u00a080\n#                          ^ inValue\n',
      fixed: 'connection.pool.max_size = 80\n',
    },
    {
      text: 'node.id = a\u00a0b\u200b\n#          ^^^ inValue\n',
      fixed: 'node.id = a b\n',
    },
    { text: 'server.https\u00a0= on\n#^^^^^^^^^^^^ inKey\n', fixed: 'server.https= on\n' },
    { text: 'connection.password = abc\u200b\n#                        ^ inSecret\n' },
  ],
} satisfies RulePage;

const replaceTitle: Message = message({ en: 'Replace what cannot be seen', fr: 'Remplacer ce qui ne se voit pas' });

/** Of the characters that stand in the file as such; `\u00a0` is there on purpose. */
function oddPlaces(text: string, { value, ...entry }: KnownEntry): readonly SpanEdit[] {
  const places: SpanEdit[] = [];
  if (!oddBlank.test(value)) return places;
  const { start, end } = placeInValue(text, { value, ...entry });
  const source = text.slice(start, end);
  const firstWord = start + source.length - source.trimStart().length;
  const lastWord = start + source.trimEnd().length;
  for (let at = start; at < end; at++) {
    const written = text.charAt(at);
    if (!oddBlank.test(written)) continue;
    const inside = firstWord < at && at < lastWord;
    places.push({ span: { start: at, end: at + 1 }, newText: inside ? blankFor(written) : '' });
  }
  return places;
}

/** Nothing for what has no width. */
const blankFor = (written: string) => (withoutOddBlanks(`a${written}b`) === 'ab' ? '' : ' ');

const codeOf = (character: string) => `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
