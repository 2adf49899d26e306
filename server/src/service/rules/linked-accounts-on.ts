import { written } from '../conf/switches.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

export const rule = defineConfRule<'on'>({
  id: 'linked-accounts-on',
  category: 'security',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'One identity may have several accounts', fr: 'Une identité peut avoir plusieurs comptes' },
  what: {
    en: '`linked_accounts.enabled` is on: one login at the identity provider may open several users of DHIS2.',
    fr: "`linked_accounts.enabled` est activé : une connexion chez le fournisseur d'identité peut ouvrir plusieurs utilisateurs de DHIS2.",
  },
  source: 'dhis2-core UserObjectBundleHook @ 2.40 and later',
  messages: {
    on: {
      en: 'Several users may share one external identity, because DHIS2 no longer checks that it is unique. Switch it off if it is not used.',
      fr: "Plusieurs utilisateurs peuvent partager une identité externe, car DHIS2 ne vérifie plus qu'elle est unique. Désactivez cette clé si elle ne sert pas.",
    },
  },
  check(conf, report) {
    const on = written(conf, 'linked_accounts.enabled', 'on');
    if (on !== undefined) report({ message: 'on', span: on.entry.key.span });
  },
});

export const page = {
  why: {
    en: 'DHIS2 no longer refuses a user whose external identity is taken already. Who may manage users can tie a powerful account to an identity of their own.',
    fr: "DHIS2 ne refuse plus un utilisateur dont l'identité externe est déjà prise. Qui gère les utilisateurs peut rattacher un compte puissant à sa propre identité.",
  },
  todo: {
    en: 'Delete the line if nobody changes between accounts. Otherwise review now and then which users share an identity, and ignore this finding.',
    fr: 'Supprimez la ligne si personne ne change de compte. Sinon, revoyez de temps en temps quels utilisateurs partagent une identité, et ignorez ce constat.',
  },
  good: [
    { text: 'linked_accounts.enabled = off\n' },
    { text: 'linked_accounts.enabled = ${LINKED}\n' },
    { text: 'linked_accounts.enabled = on\n', dhis2Version: '2.39' },
  ],
  bad: [{ text: 'linked_accounts.enabled = on\n#^^^^^^^^^^^^^^^^^^^^^^ on\n' }],
} satisfies RulePage;
