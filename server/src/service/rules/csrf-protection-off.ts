import { placeInValue } from '../conf/place-in-value.ts';
import { written } from '../conf/switches.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { replaceValueFix } from './fixes.ts';

export const rule = defineConfRule<'off'>({
  id: 'csrf-protection-off',
  category: 'security',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'No protection against forged requests', fr: 'Aucune protection contre les requêtes falsifiées' },
  what: {
    en: '`http.security.csrf.enabled` is written and off. Off is its default too; the rule speaks only where somebody wrote it.',
    fr: "`http.security.csrf.enabled` est écrit et désactivé. C'est aussi sa valeur par défaut ; la règle ne parle que là où quelqu'un l'a écrit.",
  },
  source: 'dhis2-core DhisWebApiWebSecurityConfig @ 2.42 and later',
  messages: {
    off: {
      en: 'Requests forged by foreign pages are held back by the `SameSite` mark of the cookie alone. Test your apps and programs with this protection, then write `on`.',
      fr: 'Les requêtes falsifiées par des pages étrangères ne sont retenues que par la marque `SameSite` du cookie. Testez vos applications et programmes avec cette protection, puis écrivez `on`.',
    },
  },
  check(conf, report) {
    const entry = written(conf, 'http.security.csrf.enabled', 'off');
    if (entry === undefined) return;
    report({ message: 'off', span: placeInValue(conf.text, entry), fixes: [replaceValueFix(conf.text, entry, 'on', false)] });
  },
});

export const page = {
  why: {
    en: 'A request that a foreign page makes in the name of a user is held back by the `SameSite` mark of the cookie alone, which old browsers ignore.',
    fr: "Une requête qu'une page étrangère fait au nom d'un utilisateur n'est retenue que par la marque `SameSite` du cookie, que les vieux navigateurs ignorent.",
  },
  todo: {
    en: 'Try it on a test server with the apps and programs you use: those that do not send the token fail. Then switch it on.',
    fr: "Essayez-la sur un serveur de test avec vos applications et programmes : ceux qui n'envoient pas le jeton échouent. Activez-la ensuite.",
  },
  good: [
    { text: 'http.security.csrf.enabled = on\n' },
    { text: 'http.security.csrf.enabled = ${CSRF}\n' },
    { text: 'connection.url = ${URL}\n' },
    { text: 'http.security.csrf.enabled = off\n', dhis2Version: '2.41' },
  ],
  bad: [{ text: 'http.security.csrf.enabled = off\n#                            ^^^ off\n' }],
} satisfies RulePage;
