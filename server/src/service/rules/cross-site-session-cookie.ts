import { effectiveValue } from '../conf/effective.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { isOff, isOn } from '../conf/switches.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { replaceValueFix } from './fixes.ts';

export const rule = defineConfRule<'refused' | 'crossSite' | 'crossSiteChecked'>({
  id: 'cross-site-session-cookie',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Session cookie sent on requests of other sites', fr: "Cookie de session envoyé avec les requêtes d'autres sites" },
  what: {
    en: '`session.cookie.samesite` is `None`: browsers send the session cookie also with requests that a page of another site makes.',
    fr: "`session.cookie.samesite` vaut `None` : les navigateurs envoient le cookie de session même avec les requêtes que fait une page d'un autre site.",
  },
  source: 'dhis2-core DhisWebApiWebAppInitializer and RedisSpringSessionConfig @ 2.42 and later',
  messages: {
    refused: {
      en: 'Browsers refuse a session cookie with `None` while `server.https` is off: nobody can log in. Write `Lax`, or switch `server.https` on.',
      fr: 'Les navigateurs refusent un cookie de session avec `None` tant que `server.https` est désactivé : personne ne peut se connecter. Écrivez `Lax`, ou activez `server.https`.',
    },
    crossSite: {
      en: 'Browsers send the session cookie also with requests of other sites, and nothing checks these: a foreign page can act as the user. Write `Lax`, or switch `http.security.csrf.enabled` on.',
      fr: "Les navigateurs envoient le cookie de session même avec les requêtes d'autres sites, et rien ne les vérifie : une page étrangère peut agir à la place de l'utilisateur. Écrivez `Lax`, ou activez `http.security.csrf.enabled`.",
    },
    crossSiteChecked: {
      en: 'Browsers send the session cookie also with requests of other sites. Write `Lax` unless pages of another site show DHIS2 inside them.',
      fr: "Les navigateurs envoient le cookie de session même avec les requêtes d'autres sites. Écrivez `Lax`, sauf si des pages d'un autre site affichent DHIS2.",
    },
  },
  check(conf, report) {
    const sameSite = effectiveValue(conf, 'session.cookie.samesite');
    if (sameSite.from !== 'file' || sameSite.value.toLowerCase() !== 'none') return;
    const isChecked = isOn(conf, 'http.security.csrf.enabled');
    const isRefused = isOff(conf, 'server.https');
    report({
      message: isRefused ? 'refused' : isChecked ? 'crossSiteChecked' : 'crossSite',
      ...(isChecked && !isRefused && { severity: 'info' as const }),
      span: placeInValue(conf.text, sameSite.entry),
      fixes: [replaceValueFix(conf.text, sameSite.entry, 'Lax', false)],
    });
  },
});

export const page = {
  why: {
    en: 'A page anywhere can then act in the name of whoever is logged in, unless the protection against forged requests is on. And browsers refuse such a cookie altogether when `server.https` is off: nobody can log in.',
    fr: 'Une page quelconque peut alors agir au nom de la personne connectée, sauf si la protection contre les requêtes falsifiées est activée. Et les navigateurs refusent un tel cookie quand `server.https` est désactivé : personne ne peut se connecter.',
  },
  todo: {
    en: 'Write `Lax`, the default, or `Strict`. Keep `None` only to show DHIS2 inside pages of another site, with `server.https` and `http.security.csrf.enabled` on.',
    fr: "Écrivez `Lax`, la valeur par défaut, ou `Strict`. Ne gardez `None` que pour afficher DHIS2 dans les pages d'un autre site, avec `server.https` et `http.security.csrf.enabled` activés.",
  },
  good: [
    { text: 'session.cookie.samesite = Lax\n' },
    { text: 'session.cookie.samesite = ${SAMESITE}\n' },
    { text: 'session.cookie.samesite = None\n', dhis2Version: '2.41' },
    { text: 'session.cookie.samesite = None\nsession.cookie.samesite = Strict\n' },
  ],
  bad: [
    { text: 'session.cookie.samesite = None\n#                         ^^^^ refused\n' },
    { text: 'server.https = on\nsession.cookie.samesite = none\n#                         ^^^^ crossSite\n' },
    { text: 'server.https = ${HTTPS}\nsession.cookie.samesite = None\n#                         ^^^^ crossSite\n' },
    {
      text: 'server.https = on\nhttp.security.csrf.enabled = on\nsession.cookie.samesite = None\n#                         ^^^^ crossSiteChecked\n',
    },
  ],
} satisfies RulePage;
