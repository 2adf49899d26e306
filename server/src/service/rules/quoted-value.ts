import type { KnownEntry } from '../conf/entry-lists.ts';
import { unusualEntries } from '../conf/live-entries.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { isEncryptionPassword, mayHoldSecret } from '../conf/secrets.ts';
import { mayWantQuotes, textInQuotes } from '../conf/value-slips.ts';
import type { Fix } from '../findings.ts';
import { message } from '../messages.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

const suspects = unusualEntries.where(({ value }) => textInQuotes(value) !== undefined);

export const rule = defineConfRule<'quoted' | 'secret'>({
  id: 'quoted-value',
  category: 'syntax',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Quotes around a value', fr: "Guillemets autour d'une valeur" },
  what: {
    en: 'The value stands in quotes. A `dhis.conf` knows no quotes: they are characters like any other.',
    fr: 'La valeur est entre guillemets. Un `dhis.conf` ne connaît pas de guillemets : ce sont des caractères comme les autres.',
  },
  source: 'java.util.Properties (JDK 17), run; dhis2-docs file-storage.md, dhis.conf.md, installation.md show the mistake',
  messages: {
    quoted: {
      en: 'The quotes are part of the value: DHIS2 reads `{key}` with them. Remove them.',
      fr: 'Les guillemets font partie de la valeur : DHIS2 lit `{key}` avec eux. Retirez-les.',
    },
    secret: {
      en: 'The quotes are part of the secret in `{key}`. If the real one has none, remove them.',
      fr: "Les guillemets font partie du secret de `{key}`. Si le vrai n'en a pas, retirez-les.",
    },
  },
  check(conf, report) {
    for (const entry of suspects(conf)) {
      const inner = textInQuotes(entry.value);
      if (inner === undefined || mayWantQuotes(entry)) continue;
      const uncertain = isEncryptionPassword(entry) || (mayHoldSecret(entry) && !isVariable(inner));
      report({
        message: uncertain ? 'secret' : 'quoted',
        args: { key: entry.key },
        span: placeInValue(conf.text, entry),
        ...(uncertain ? { severity: 'hint' } : {}),
        fixes: isEncryptionPassword(entry) ? [] : [removeQuotesFix(conf.text, entry, !uncertain)],
      });
    }
  },
});

export const page = {
  why: {
    en: "DHIS2 reads `'aws-s3'` with its quotes, which is no file store it knows. Some texts of the DHIS2 documentation show quotes all the same.",
    fr: "DHIS2 lit `'aws-s3'` avec ses guillemets, ce qui n'est aucun stockage connu. Certains textes de la documentation de DHIS2 en montrent pourtant.",
  },
  todo: { en: 'Remove the quotes.', fr: 'Retirez les guillemets.' },
  good: [
    { text: "node.id = node-1\noidc.provider.keycloak.display_alias = 'Keycloak'\nministry.note = 'x'\n" },
    { text: "connection.password = 'a'b'\ncsp.header.value = script-src 'none'\n" },
  ],
  bad: [
    { text: "filestore.provider = 'aws-s3'\n#                    ^^^^^^^^ quoted\n", fixed: 'filestore.provider = aws-s3\n' },
    { text: 'node.id = “node-1”\n#         ^^^^^^^^ quoted\n', fixed: 'node.id = node-1\n' },
    {
      text: 'connection.password = "${DB_PASSWORD}"\n#                     ^^^^^^^^^^^^^^^^ quoted\n',
      fixed: 'connection.password = ${DB_PASSWORD}\n',
    },
    {
      text: 'connection.password = "abc"\n#                     ^^^^^ secret\nencryption.password = "${KEY}"\n#                     ^^^^^^^^ secret\n',
    },
  ],
} satisfies RulePage;

/** As in shell or `.env` files, where such quotes vanish. */
const isVariable = (inner: string) => /^\$\{[^{}]*\}$/.test(inner) || /^\{\{[^{}]*\}\}$/.test(inner);

function removeQuotesFix(text: string, entry: KnownEntry, preferred: boolean): Fix {
  const { length } = entry.value;
  return {
    title: message({ en: 'Remove the quotes', fr: 'Retirer les guillemets' }),
    edits: [
      { span: placeInValue(text, entry, 0, 1), newText: '' },
      { span: placeInValue(text, entry, length - 1, length), newText: '' },
    ],
    preferred,
  };
}
