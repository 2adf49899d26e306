import { placeInValue } from '../conf/place-in-value.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

const key = 'system.cache.max_size.factor';

export const rule = defineConfRule<'zero'>({
  id: 'cache-factor-zero',
  category: 'correctness',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'Cache factor of zero', fr: 'Facteur de cache nul' },
  what: {
    en: 'The factor for the sizes of the caches is zero, which the documentation calls switching the caches off.',
    fr: 'Le facteur des tailles de cache vaut zéro, ce que la documentation appelle désactiver les caches.',
  },
  source: 'dhis2-core DefaultCacheProvider; dhis2-docs dhis.conf.md @ master says otherwise',
  messages: {
    zero: {
      en: 'Zero does not switch the caches off, whatever the documentation says: one entry of each remains. Write a small factor such as 0.1.',
      fr: "Zéro ne désactive pas les caches, quoi qu'en dise la documentation : une entrée de chacun demeure. Écrivez un petit facteur comme 0.1.",
    },
  },
  check(conf, report) {
    const entry = conf.winners().get(key);
    if (entry !== undefined && /^0+(?:\.0*)?$/.test(entry.value)) report({ message: 'zero', span: placeInValue(conf.text, entry) });
  },
});

export const page = {
  why: {
    en: 'It does not: each cache keeps at least one entry. What remains is a server without the use of its caches that still may answer from them.',
    fr: "Ce n'est pas le cas : chaque cache garde au moins une entrée. Reste un serveur sans le bénéfice de ses caches, qui peut encore répondre à partir d'eux.",
  },
  todo: {
    en: 'Take a small factor such as 0.1 where memory is short; the default is 0.5.',
    fr: 'Prenez un petit facteur comme 0.1 si la mémoire manque ; la valeur par défaut est 0.5.',
  },
  good: [{ text: 'system.cache.max_size.factor = 0.1\n' }, { text: 'system.cache.max_size.factor = ${FACTOR}\n' }],
  bad: [
    { text: 'system.cache.max_size.factor = 0\n#                              ^ zero\n' },
    { text: 'system.cache.max_size.factor = 0.0\n#                              ^^^ zero\n' },
  ],
} satisfies RulePage;
