import { written } from '../conf/switches.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

export const rule = defineConfRule<'on'>({
  id: 'event-hooks-on',
  category: 'security',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'Event hooks are on', fr: "Les crochets d'événements sont activés" },
  what: {
    en: '`event_hooks.enabled` is on: administrators of DHIS2 can have it call other systems when data changes.',
    fr: "`event_hooks.enabled` est activé : les administrateurs de DHIS2 peuvent lui faire appeler d'autres systèmes quand des données changent.",
  },
  source: 'dhis2-core SpringEventHookPublisher @ 2.40 and later',
  messages: {
    on: {
      en: 'DHIS2 may send changed objects to any address that an administrator enters. Switch it off if it is not used, or limit outgoing traffic.',
      fr: 'DHIS2 peut envoyer les objets modifiés à toute adresse saisie par un administrateur. Désactivez cette clé si elle ne sert pas, ou limitez le trafic sortant.',
    },
  },
  check(conf, report) {
    const on = written(conf, 'event_hooks.enabled', 'on');
    if (on !== undefined) report({ message: 'on', span: on.entry.key.span });
  },
});

export const page = {
  why: {
    en: 'The calls carry the objects that changed, to any address somebody enters in DHIS2. This file does not limit the addresses.',
    fr: 'Les appels portent les objets modifiés, vers toute adresse saisie dans DHIS2. Ce fichier ne limite pas les adresses.',
  },
  todo: {
    en: 'Delete the line if nobody uses event hooks. Otherwise let the firewall admit only the systems that are meant, and ignore this finding.',
    fr: "Supprimez la ligne si personne ne s'en sert. Sinon, que le pare-feu n'admette que les systèmes voulus, et ignorez ce constat.",
  },
  good: [
    { text: 'event_hooks.enabled = off\n' },
    { text: 'event_hooks.enabled = ${HOOKS}\n' },
    { text: 'event_hooks.enabled = on\n', dhis2Version: '2.39' },
  ],
  bad: [{ text: 'event_hooks.enabled = on\n#^^^^^^^^^^^^^^^^^^ on\n' }],
} satisfies RulePage;
