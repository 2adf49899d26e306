import { placeInValue } from '../conf/place-in-value.ts';
import { written } from '../conf/switches.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { replaceValueFix } from './fixes.ts';

export const rule = defineConfRule<'off'>({
  id: 'content-security-policy-off',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Content security policy switched off', fr: 'Politique de sécurité du contenu désactivée' },
  what: {
    en: '`csp.enabled` is off. By default it is on.',
    fr: '`csp.enabled` est désactivé. Il est activé par défaut.',
  },
  source: 'dhis2-core CspFilter @ 2.36.12.1, 2.37.8.1, 2.38.2.1, 2.39.0.1 and later',
  messages: {
    off: {
      en: 'DHIS2 sends no `Content-Security-Policy`, so scripts in uploaded files run with the rights of whoever opens them. Write `on`, or delete the line.',
      fr: "DHIS2 n'envoie pas de `Content-Security-Policy` : les scripts des fichiers téléversés s'exécutent avec les droits de qui les ouvre. Écrivez `on`, ou supprimez la ligne.",
    },
  },
  check(conf, report) {
    const entry = written(conf, 'csp.enabled', 'off');
    if (entry === undefined) return;
    report({ message: 'off', span: placeInValue(conf.text, entry), fixes: [replaceValueFix(conf.text, entry, 'on', false)] });
  },
});

export const page = {
  why: {
    en: 'DHIS2 then sends no `Content-Security-Policy`: a script in a file that somebody uploaded runs with the rights of whoever opens it, and only `X-Frame-Options` keeps foreign pages from framing DHIS2.',
    fr: "DHIS2 n'envoie alors plus de `Content-Security-Policy` : un script dans un fichier téléversé s'exécute avec les droits de qui l'ouvre, et seul `X-Frame-Options` empêche des pages étrangères d'encadrer DHIS2.",
  },
  todo: {
    en: 'Delete the line or write `on`. To show dashboards in other sites, add these sites to the CORS allow list of DHIS2 instead.',
    fr: "Supprimez la ligne ou écrivez `on`. Pour afficher des tableaux de bord dans d'autres sites, ajoutez plutôt ces sites à la liste CORS autorisée de DHIS2.",
  },
  good: [
    { text: 'csp.enabled = on\n' },
    { text: 'csp.enabled = ${CSP}\n' },
    { text: 'csp.enabled = perhaps\n' },
    { text: 'csp.enabled = off\n', dhis2Version: '2.36.4' },
  ],
  bad: [{ text: 'csp.enabled = off\n#             ^^^ off\n' }, { text: 'csp.enabled = no\n#             ^^ off\n', dhis2Version: '2.40' }],
} satisfies RulePage;
