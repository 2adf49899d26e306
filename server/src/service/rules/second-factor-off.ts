import { placeInValue } from '../conf/place-in-value.ts';
import { written } from '../conf/switches.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { replaceValueFix } from './fixes.ts';

export const rule = defineConfRule<'off'>({
  id: 'second-factor-off',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Second factor that is no longer asked for', fr: "Second facteur qui n'est plus demandé" },
  what: {
    en: '`login.security.totp_2fa.enabled` is off. By default it is on.',
    fr: '`login.security.totp_2fa.enabled` est désactivé. Il est activé par défaut.',
  },
  source: 'dhis2-core TwoFactorAuthenticationProvider @ 2.42 and later',
  controls: ['AP-03'],
  messages: {
    off: {
      en: 'Users with an authenticator app are no longer asked for its code: the password alone opens their accounts. Write `on`, or delete the line.',
      fr: "Le code n'est plus demandé aux utilisateurs qui ont une application d'authentification : le mot de passe seul ouvre leur compte. Écrivez `on`, ou supprimez la ligne.",
    },
  },
  check(conf, report) {
    const entry = written(conf, 'login.security.totp_2fa.enabled', 'off');
    if (entry === undefined) return;
    report({ message: 'off', span: placeInValue(conf.text, entry), fixes: [replaceValueFix(conf.text, entry, 'on', false)] });
  },
});

export const page = {
  why: {
    en: 'It does more than hide the enrolment: users who have an authenticator app set up are no longer asked for its code. Their password alone opens the account, and nobody tells them.',
    fr: "Cela fait plus que masquer l'inscription : aux utilisateurs qui ont configuré une application d'authentification, le code n'est plus demandé. Leur mot de passe seul ouvre le compte, et personne ne le leur dit.",
  },
  todo: {
    en: 'Delete the line or write `on`. Somebody who lost the phone is helped by an administrator, who can reset the second factor of one user.',
    fr: 'Supprimez la ligne ou écrivez `on`. À qui a perdu son téléphone, un administrateur peut réinitialiser le second facteur de ce seul utilisateur.',
  },
  good: [
    { text: 'login.security.totp_2fa.enabled = on\n' },
    { text: 'login.security.totp_2fa.enabled = ${TOTP}\n' },
    { text: 'login.security.totp_2fa.enabled = off\n', dhis2Version: '2.41' },
  ],
  bad: [{ text: 'login.security.totp_2fa.enabled = off\n#                                 ^^^ off\n' }],
} satisfies RulePage;
