import { effectiveValue, isDecidedLater, knownValue } from '../conf/effective.ts';
import { isLoopback } from '../conf/hosts.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { isOn, written } from '../conf/switches.ts';
import type { ConfContext } from './context.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { replaceValueFix } from './fixes.ts';

const allowList = 'switch_user_allow_listed_ips';

export const rule = defineConfRule<'on' | 'anyClient'>({
  id: 'user-impersonation',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Administrators can act as other users', fr: "Des administrateurs peuvent agir à la place d'autres utilisateurs" },
  what: {
    en: '`switch_user_feature.enabled` is on. The feature is experimental and off by default.',
    fr: '`switch_user_feature.enabled` est activé. La fonction est expérimentale et désactivée par défaut.',
  },
  source: 'dhis2-core ImpersonateUserController @ 2.40 and later; dhis2-docs sysadmin/concepts/user-impersonation.md',
  messages: {
    on: {
      en: 'Administrators can act in the name of any user with this experimental feature. Switch it off when nobody needs it.',
      fr: "Avec cette fonction expérimentale, des administrateurs peuvent agir au nom de n'importe qui. Désactivez-la si personne n'en a besoin.",
    },
    anyClient: {
      en: 'Impersonation is on and allowed from this machine itself. Behind a proxy on it, every client seems to come from there unless Tomcat has a RemoteIpValve. Switch it off, or list other addresses in `{list}`.',
      fr: "L'usurpation autorisée est activée et permise depuis la machine elle-même. Derrière un proxy local, tout client semble venir de là, sauf si Tomcat a une RemoteIpValve. Désactivez-la, ou listez d'autres adresses dans `{list}`.",
    },
  },
  check(conf, report) {
    const feature = written(conf, 'switch_user_feature.enabled', 'on');
    const allowed = effectiveValue(conf, allowList);
    // An empty list lets nobody in.
    if (feature === undefined || allowed.from === 'nowhere' || allowed.value === '') return;
    const fixes = [replaceValueFix(conf.text, feature, 'off', false)];
    const span = placeInValue(conf.text, feature);
    if (isBehindProxy(conf) && !isDecidedLater(allowed.value) && allowed.value.split(',').some(isThisMachine)) {
      report({ message: 'anyClient', args: { list: allowList }, span, fixes });
    } else {
      report({ message: 'on', severity: 'info', span, fixes });
    }
  },
});

export const page = {
  why: {
    en: 'Who may use it acts in the name of any user. A list of addresses is to limit from where, but DHIS2 compares the address of the connection: behind a proxy that is the proxy for everybody, unless Tomcat is told the real one.',
    fr: "Qui y a droit agit au nom de n'importe qui. Une liste d'adresses doit limiter d'où, mais DHIS2 compare l'adresse de la connexion : derrière un proxy, c'est celle du proxy pour tous, sauf si Tomcat connaît la vraie.",
  },
  todo: {
    en: 'Switch it off when nobody needs it. Otherwise set `remoteIpHeader` in a RemoteIpValve of Tomcat, and list the few addresses it may be used from.',
    fr: "Désactivez-la si personne n'en a besoin. Sinon, configurez une RemoteIpValve avec `remoteIpHeader` dans Tomcat, et listez les quelques adresses permises.",
  },
  good: [
    { text: 'switch_user_feature.enabled = off\n' },
    { text: 'switch_user_feature.enabled = ${SWITCH_USER}\n' },
    { text: 'switch_user_feature.enabled = on\n', dhis2Version: '2.39' },
    { text: 'switch_user_feature.enabled = on\nswitch_user_allow_listed_ips =\n' },
  ],
  bad: [
    { text: 'switch_user_feature.enabled = on\n#                             ^^ on\n' },
    {
      text: 'server.https = on\nswitch_user_feature.enabled = on\n#                             ^^ on\nswitch_user_allow_listed_ips = 10.1.2.3, 10.1.2.4\n',
    },
    {
      text: 'server.https = on\nswitch_user_feature.enabled = on\n#                             ^^ on\nswitch_user_allow_listed_ips = ${IPS}\n',
    },
    { text: 'server.https = on\nswitch_user_feature.enabled = on\n#                             ^^ anyClient\n' },
    {
      text: 'server.base.url = https://hmis.example.org\nswitch_user_feature.enabled = on\n#                             ^^ anyClient\nswitch_user_allow_listed_ips = 10.1.2.3, 127.0.0.1\n',
      dhis2Version: '2.41',
    },
  ],
} satisfies RulePage;

/** DHIS2 itself hardly ever speaks TLS: where HTTPS is in use, a proxy ends it. */
function isBehindProxy(conf: ConfContext): boolean {
  return isOn(conf, 'server.https') || knownValue(conf, 'server.base.url')?.startsWith('https:') === true;
}

const isThisMachine = (item: string) => isLoopback(item.trim().replace(/^\[|\]$/g, ''));
