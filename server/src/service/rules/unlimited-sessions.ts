import { effectiveValue } from '../conf/effective.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

export const rule = defineConfRule<'unlimited'>({
  id: 'unlimited-sessions',
  category: 'security',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'No limit to the sessions of one user', fr: "Aucune limite aux sessions d'un utilisateur" },
  what: {
    en: '`max.sessions.per_user` is `-1`: one user may be logged in any number of times at once.',
    fr: "`max.sessions.per_user` vaut `-1` : un même utilisateur peut être connecté autant de fois qu'il veut en même temps.",
  },
  source: 'dhis2-core AuthenticationController and the configuration of web security @ 2.38 and later',
  messages: {
    unlimited: {
      en: 'One user may hold any number of sessions, so a shared or stolen account does not stand out. Give a number; the default is 10.',
      fr: "Un utilisateur peut avoir autant de sessions qu'il veut : un compte partagé ou volé passe inaperçu. Donnez un nombre ; la valeur par défaut est 10.",
    },
  },
  check(conf, report) {
    const sessions = effectiveValue(conf, 'max.sessions.per_user');
    if (sessions.from === 'file' && sessions.value === '-1') {
      report({ message: 'unlimited', span: placeInValue(conf.text, sessions.entry) });
    }
  },
});

export const page = {
  why: {
    en: 'An account that is shared, or whose password was stolen, does not stand out. Programs that log in anew for each request fill the memory with sessions.',
    fr: 'Un compte partagé, ou dont le mot de passe a été volé, passe inaperçu. Les programmes qui se reconnectent à chaque requête remplissent la mémoire de sessions.',
  },
  todo: {
    en: 'Give a number; the default is 10. Programs are better served with a personal access token.',
    fr: "Donnez un nombre ; la valeur par défaut est 10. Pour les programmes, mieux vaut un jeton d'accès personnel.",
  },
  good: [
    { text: 'max.sessions.per_user = 10\n' },
    { text: 'max.sessions.per_user = ${SESSIONS}\n' },
    { text: 'max.sessions.per_user = -1\n', dhis2Version: '2.37' },
  ],
  bad: [{ text: 'max.sessions.per_user = -1\n#                       ^^ unlimited\n' }],
} satisfies RulePage;
