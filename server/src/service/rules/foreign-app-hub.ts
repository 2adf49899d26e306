import { isDecidedLater, setEntry } from '../conf/effective.ts';
import { hostOf } from '../conf/hosts.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { removeEntryFix } from './fixes.ts';

export const rule = defineConfRule<'clearText' | 'foreign'>({
  id: 'foreign-app-hub',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'App Hub other than that of DHIS2', fr: 'App Hub autre que celui de DHIS2' },
  what: {
    en: '`apphub.base.url` or `apphub.api.url` names another host than the App Hub of DHIS2, or begins with `http://`.',
    fr: "`apphub.base.url` ou `apphub.api.url` désigne un autre hôte que l'App Hub de DHIS2, ou commence par `http://`.",
  },
  source: 'dhis2-core DefaultAppHubService, DefaultAppManager',
  messages: {
    clearText: {
      en: 'Apps are fetched from `{host}` unencrypted, so anybody in between can put in their own. Use `https://`, or delete the line.',
      fr: 'Les applications viennent de `{host}` sans chiffrement : quiconque sur le chemin peut y mettre les siennes. Employez `https://`, ou supprimez la ligne.',
    },
    foreign: {
      en: 'Apps are installed from `{host}` instead of the App Hub of DHIS2. Delete the line unless this mirror is yours.',
      fr: "Les applications sont installées depuis `{host}` au lieu de l'App Hub de DHIS2. Supprimez la ligne si ce miroir n'est pas à vous.",
    },
  },
  check(conf, report) {
    for (const key of ['apphub.base.url', 'apphub.api.url']) {
      const entry = setEntry(conf, key);
      const host = entry === undefined || isDecidedLater(entry.value) ? undefined : hostOf(entry.value);
      if (entry === undefined || host === undefined) continue;
      const isClearText = /^http:/i.test(entry.value);
      if (!isClearText && /(?:^|\.)dhis2\.org$/.test(host)) continue;
      report({
        message: isClearText ? 'clearText' : 'foreign',
        args: { host },
        span: placeInValue(conf.text, entry),
        // A national mirror may well be meant.
        ...(!isClearText && { severity: 'info' }),
        fixes: [removeEntryFix(entry.entry, conf.lines, false)],
      });
    }
  },
});

export const page = {
  why: {
    en: 'From there DHIS2 takes the apps that administrators install with a click. An app runs with the rights of whoever opens it: who delivers it may do all that these people may.',
    fr: "C'est de là que DHIS2 prend les applications que les administrateurs installent d'un clic. Une application agit avec les droits de qui l'ouvre : qui la fournit peut tout ce que peuvent ces personnes.",
  },
  todo: {
    en: 'Delete the line. A mirror of your own is fine over `https://`, if it is guarded like the server itself.',
    fr: "Supprimez la ligne. Un miroir à vous convient en `https://`, s'il est protégé comme le serveur lui-même.",
  },
  good: [
    { text: 'apphub.base.url = https://apps.dhis2.org\napphub.api.url = https://apps.dhis2.org/api\n' },
    { text: 'apphub.api.url = https://staging.apps.dhis2.org/api\n' },
    { text: 'apphub.api.url = https://${HUB}/api\n' },
    { text: 'apphub.base.url =\n' },
  ],
  bad: [
    { text: 'apphub.api.url = http://apps.dhis2.org/api\n#                ^^^^^^^^^^^^^^^^^^^^^^^^^ clearText\n' },
    { text: 'apphub.base.url = https://apps.dhis2.org.example.net\n#                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ foreign\n' },
  ],
} satisfies RulePage;
