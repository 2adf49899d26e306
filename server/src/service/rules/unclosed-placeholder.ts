import type { KnownEntry } from '../conf/entry-lists.ts';
import { unusualEntries } from '../conf/live-entries.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { readPlaceholders } from '../conf/placeholders.ts';
import { isEncryptionPassword, mayHoldSecret } from '../conf/secrets.ts';
import type { Fix } from '../findings.ts';
import { message } from '../messages.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

const suspects = unusualEntries.where(({ value }) => readPlaceholders(value).unclosed !== undefined);

export const rule = defineConfRule<'unclosed'>({
  id: 'unclosed-placeholder',
  category: 'syntax',
  severity: 'warning',
  since: '0.1.0',
  title: { en: '`${` without `}`', fr: '`${` sans `}`' },
  what: {
    en: 'A `${` with a name behind it is never closed.',
    fr: "Un `${` suivi d'un nom n'est jamais fermé.",
  },
  source: 'org.apache.commons.text.StringSubstitutor 1.10.0 and 1.12.0, run; DefaultDhisConfigurationProvider, all versions',
  messages: {
    unclosed: {
      en: 'No `}` follows, so DHIS2 leaves this text as it stands instead of replacing a variable. Add the `}`.',
      fr: 'Aucun `}` ne suit : DHIS2 laisse ce texte tel quel au lieu de remplacer une variable. Ajoutez le `}`.',
    },
  },
  check(conf, report) {
    for (const entry of suspects(conf)) {
      const { unclosed } = readPlaceholders(entry.value);
      if (unclosed === undefined) continue;
      const name = nameBehind(entry, unclosed);
      if (name === undefined) continue;
      const end = unclosed + 2 + name.length;
      report({
        message: 'unclosed',
        span: placeInValue(conf.text, entry, unclosed, end),
        fixes: isEncryptionPassword(entry) ? [] : closeFix(conf.text, entry, end),
      });
    }
  },
});

export const page = {
  why: {
    en: 'DHIS2 leaves the text as it stands: the password, say, becomes `${DB_PASSWORD`, and nothing says so.',
    fr: 'DHIS2 laisse le texte tel quel : le mot de passe, par exemple, devient `${DB_PASSWORD`, et rien ne le dit.',
  },
  todo: { en: 'Add the `}`.', fr: 'Ajoutez le `}`.' },
  good: [{ text: 'connection.password = a${b$$x${\nconnection.url = ${URL}\n' }, { text: 'encryption.password = ${KEY}${\n' }],
  bad: [
    { text: 'connection.url = ${DB_URL\n#                ^^^^^^^^ unclosed\n', fixed: 'connection.url = ${DB_URL}\n' },
    {
      text: 'connection.password = ${DB_PASSWORD\n#                     ^^^^^^^^^^^^^ unclosed\n',
      fixed: 'connection.password = ${DB_PASSWORD}\n',
    },
    { text: 'connection.url = jdbc:postgresql://${DB_HOST/dhis2\n#                                  ^^^^^^^^^ unclosed\n' },
  ],
} satisfies RulePage;

/** In a secret only a whole value in capitals is surely meant for a variable; a password may hold `${` by chance. */
function nameBehind(entry: KnownEntry, unclosed: number): string | undefined {
  const rest = entry.value.slice(unclosed + 2);
  if (mayHoldSecret(entry)) return unclosed === 0 && /^[A-Z_][A-Z0-9_]+$/.test(rest) ? rest : undefined;
  return /^[A-Za-z_][A-Za-z0-9_]*/.exec(rest)?.[0];
}

function closeFix(text: string, entry: KnownEntry, end: number): readonly Fix[] {
  const at = placeInValue(text, entry, 0, end).end;
  return [
    {
      title: message({ en: 'Add the `}`', fr: 'Ajouter le `}`' }),
      edits: [{ span: { start: at, end: at }, newText: '}' }],
      preferred: end === entry.value.length,
    },
  ];
}
