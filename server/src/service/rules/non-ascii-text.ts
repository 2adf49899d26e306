import type { KnownEntry } from '../conf/entry-lists.ts';
import { unusualEntries } from '../conf/live-entries.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { isEncryptionPassword, mayHoldSecret } from '../conf/secrets.ts';
import { textInQuotes } from '../conf/value-slips.ts';
import type { SpanEdit } from '../findings.ts';
import { type Message, message } from '../messages.ts';
import { latin1View } from '../properties/encoding.ts';
import { oddBlank } from '../text/odd-blanks.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

const suspects = unusualEntries.where(({ value }) => !ascii.test(value));

export const rule = defineConfRule<'letters' | 'secret'>({
  id: 'non-ascii-text',
  category: 'syntax',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Letters outside ASCII', fr: 'Lettres hors ASCII' },
  what: {
    en: 'The value holds letters outside ASCII, such as é. Editors save them as UTF-8, but DHIS2 reads the file as ISO-8859-1.',
    fr: 'La valeur contient des lettres hors ASCII, comme é. Les éditeurs les enregistrent en UTF-8, mais DHIS2 lit le fichier en ISO-8859-1.',
  },
  source: 'java.util.Properties.load(InputStream) (JDK 17), run; DefaultDhisConfigurationProvider, all versions',
  messages: {
    letters: {
      en: 'DHIS2 reads the file as ISO-8859-1 and sees `{seen}` here when it is saved as UTF-8. Write the letters as `\\uXXXX`.',
      fr: "DHIS2 lit le fichier en ISO-8859-1 et voit ici `{seen}` s'il est enregistré en UTF-8. Écrivez les lettres sous la forme `\\uXXXX`.",
    },
    secret: {
      en: 'DHIS2 reads the file as ISO-8859-1 and sees another secret than this one when it is saved as UTF-8. Write the letters as `\\uXXXX`, or give the secret by an environment variable.',
      fr: "DHIS2 lit le fichier en ISO-8859-1 et voit un autre secret que celui-ci s'il est enregistré en UTF-8. Écrivez les lettres sous la forme `\\uXXXX`, ou donnez le secret par une variable d'environnement.",
    },
  },
  check(conf, report) {
    for (const entry of suspects(conf)) {
      const letters = lettersOutside(conf.text, entry);
      const [first] = letters;
      const last = letters.at(-1);
      if (first === undefined || last === undefined) continue;
      const secret = mayHoldSecret(entry);
      report({
        message: secret ? 'secret' : 'letters',
        args: secret ? {} : { seen: latin1View(entry.value) },
        span: { start: first.span.start, end: last.span.end },
        fixes: isEncryptionPassword(entry)
          ? []
          : [{ title: escapeTitle, edits: letters, preferred: !secret && !isPunctuated(entry.value) }],
      });
    }
  },
});

export const page = {
  why: {
    en: 'Each such letter becomes two or more wrong ones: `Santé` becomes `SantÃ©`, and a password is another one. In comments they do no harm.',
    fr: 'Chacune devient deux lettres fausses ou plus : `Santé` devient `SantÃ©`, et un mot de passe en devient un autre. Dans les commentaires elles ne gênent pas.',
  },
  todo: {
    en: 'Write them as `\\uXXXX`, for example `\\u00e9` for é: that is right in every encoding.',
    fr: "Écrivez-les sous la forme `\\uXXXX`, par exemple `\\u00e9` pour é : c'est juste dans tout encodage.",
  },
  good: [
    { text: '# réglages\noidc.provider.keycloak.display_alias = Sant\\u00e9\nministère.note = é\n' },
    { text: 'oidc.provider.keycloak.display_alias = Sant\ufffd\n' },
  ],
  bad: [
    {
      text: 'oidc.provider.keycloak.display_alias = Santé\n#                                          ^ letters\n',
      fixed: 'oidc.provider.keycloak.display_alias = Sant\\u00e9\n',
    },
    {
      text: 'oidc.provider.keycloak.display_alias = Système de santé\n#                                          ^^^^^^^^^^^^ letters\n',
      fixed: 'oidc.provider.keycloak.display_alias = Syst\\u00e8me de sant\\u00e9\n',
    },
    { text: 'connection.password = clé\n#                       ^ secret\nencryption.password = clé\n#                       ^ secret\n' },
  ],
} satisfies RulePage;

const escapeTitle: Message = message({ en: 'Write as `\\uXXXX`', fr: 'Écrire sous la forme `\\uXXXX`' });

const ascii = /^[\0-~]*$/;
/** Stands where a file that is not UTF-8 was read as if it were; such a file is right as it is. */
const notUtf8 = '\ufffd';

/** A dash or quote that a word processor put there is likelier to be replaced than to be escaped. */
const isPunctuated = (value: string) => /[\u2010-\u2027\u2030-\u205e\u00ab\u00bb\u00d7]/.test(value);

/** Of the characters that stand in the file as such. Invisible ones and quotes around the value have their own rules. */
function lettersOutside(text: string, entry: KnownEntry): readonly SpanEdit[] {
  const { value } = entry;
  if (ascii.test(value) || value.includes(notUtf8) || (textInQuotes(value) !== undefined && !ascii.test(value.charAt(0)))) return [];
  const { start, end } = placeInValue(text, entry);
  const letters: SpanEdit[] = [];
  for (let at = start; at < end; at++) {
    const letter = text.charAt(at);
    if (ascii.test(letter) || oddBlank.test(letter)) continue;
    letters.push({ span: { start: at, end: at + 1 }, newText: `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}` });
  }
  return letters;
}
