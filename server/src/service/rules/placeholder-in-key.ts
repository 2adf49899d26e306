import { entriesWhere } from '../conf/entry-lists.ts';
import { keySlip } from '../conf/key-slips.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

const suspects = entriesWhere(({ key }) => key.includes('${'));

export const rule = defineConfRule<'placeholder'>({
  id: 'placeholder-in-key',
  category: 'syntax',
  severity: 'warning',
  since: '0.1.0',
  title: { en: '`${NAME}` in a key', fr: '`${NAME}` dans une clé' },
  what: {
    en: 'The key holds `${NAME}`. DHIS2 replaces environment variables in values only, never in keys.',
    fr: "La clé contient `${NAME}`. DHIS2 remplace les variables d'environnement dans les valeurs seulement, jamais dans les clés.",
  },
  source: 'DefaultDhisConfigurationProvider, all versions; org.apache.commons.text.StringSubstitutor 1.12.0, run',
  messages: {
    placeholder: {
      en: '`{example}` is replaced in values only. DHIS2 takes this key as it stands, so the line has no effect. Write the key out.',
      fr: "`{example}` n'est remplacé que dans les valeurs. DHIS2 prend cette clé telle quelle et la ligne n'a aucun effet. Écrivez la clé en entier.",
    },
  },
  check(conf, report) {
    for (const entry of suspects(conf)) {
      if (keySlip(conf, entry)?.kind === 'placeholder')
        report({ message: 'placeholder', args: { example: '${NAME}' }, span: entry.entry.key.span });
    }
  },
});

export const page = {
  why: {
    en: 'The key keeps the text `${NAME}`, which no setting is called: the line has no effect.',
    fr: "La clé garde le texte `${NAME}`, et aucun paramètre ne s'appelle ainsi : la ligne n'a aucun effet.",
  },
  todo: { en: 'Write the key out.', fr: 'Écrivez la clé en entier.' },
  good: [{ text: 'connection.url = ${URL}\n{{ key }} = 1\noidc.provider.keycloak.client_id = ${ID}\n' }],
  bad: [
    {
      text: 'oidc.provider.${ID}.client_id = dhis2\n#^^^^^^^^^^^^^^^^^^^^^^^^^^^^ placeholder\n${KEY} = 1\n#^^^^^ placeholder\n',
    },
  ],
} satisfies RulePage;
