import { unusualEntries } from '../conf/live-entries.ts';
import { placesInValue } from '../conf/place-in-value.ts';
import { isNested, readPlaceholders } from '../conf/placeholders.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

const suspects = unusualEntries.where(({ value }) => readPlaceholders(value).closed.some(isNested));

export const rule = defineConfRule<'inName' | 'inDefault'>({
  id: 'nested-placeholder',
  category: 'syntax',
  severity: 'warning',
  since: '0.1.0',
  title: { en: '`${...}` inside of another', fr: "`${...}` à l'intérieur d'un autre" },
  what: {
    en: 'A variable stands inside of another one: `${A_${B}}` or `${A:-${B}}`. DHIS2 does not resolve them from the inside: the first `}` ends the outer one.',
    fr: "Une variable se trouve dans une autre : `${A_${B}}` ou `${A:-${B}}`. DHIS2 ne les résout pas de l'intérieur : le premier `}` termine celle de l'extérieur.",
  },
  source: 'DefaultDhisConfigurationProvider, all versions; org.apache.commons.text.StringSubstitutor 1.10.0 and 1.12.0, run',
  messages: {
    inName: {
      en: 'A variable inside of a name is not resolved: DHIS2 leaves this text as it stands. Use one variable.',
      fr: "Une variable dans un nom n'est pas résolue : DHIS2 laisse ce texte tel quel. Employez une seule variable.",
    },
    inDefault: {
      en: 'A variable inside of a default is not resolved: the first `}` ends the outer one, and the second stays in the value. Use a plain default.',
      fr: "Une variable dans une valeur par défaut n'est pas résolue : le premier `}` termine celle de l'extérieur, et le second reste dans la valeur. Employez une valeur simple.",
    },
  },
  check(conf, report) {
    for (const entry of suspects(conf)) {
      const nested = readPlaceholders(entry.value).closed.filter(isNested);
      if (nested.length === 0) continue;
      const place = placesInValue(conf.text, entry);
      for (const placeholder of nested) {
        const end = entry.value.startsWith('}', placeholder.end) ? placeholder.end + 1 : placeholder.end;
        report({
          message: placeholder.name.includes('${') ? 'inName' : 'inDefault',
          span: place(placeholder.start, end),
        });
      }
    }
  },
});

export const page = {
  why: {
    en: 'The value keeps the text `${...}`, or gets a stray `}` at its end.',
    fr: 'La valeur garde le texte `${...}`, ou se termine par un `}` de trop.',
  },
  todo: {
    en: 'Use one variable with a plain default, and compose the value where the variable is set.',
    fr: 'Employez une seule variable avec une valeur par défaut simple, et composez la valeur là où la variable est définie.',
  },
  good: [{ text: 'connection.url = jdbc:postgresql://${HOST:-db}/${NAME}\nconnection.password = $${A_${B}}\n' }],
  bad: [
    { text: 'connection.password = ${DB_${STAGE}}\n#                     ^^^^^^^^^^^^^^ inName\n' },
    { text: 'node.id = ${NODE:-${HOSTNAME}}\n#         ^^^^^^^^^^^^^^^^^^^^ inDefault\n' },
  ],
} satisfies RulePage;
