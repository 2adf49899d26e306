import { written } from '../conf/switches.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { removeEntryFix } from './fixes.ts';

export const rule = defineConfRule<'off'>({
  id: 'update-notice-off',
  category: 'security',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'No notice of new patches', fr: "Pas d'avis de nouveaux correctifs" },
  what: {
    en: '`system.update_notifications_enabled` is off: DHIS2 does not tell its administrators of new patches.',
    fr: '`system.update_notifications_enabled` est désactivé : DHIS2 ne signale pas les nouveaux correctifs à ses administrateurs.',
  },
  source: 'dhis2-docs src/sysadmin/reference/dhis.conf.md; dhis2-core SystemUpdateNotificationAlertJob',
  messages: {
    off: {
      en: 'DHIS2 does not tell you of security patches. Delete this line, or follow the announcements.',
      fr: 'DHIS2 ne vous signale pas les correctifs de sécurité. Supprimez cette ligne, ou suivez les annonces.',
    },
  },
  check(conf, report) {
    const off = written(conf, 'system.update_notifications_enabled', 'off');
    if (off === undefined) return;
    report({ message: 'off', span: off.entry.key.span, fixes: [removeEntryFix(off.entry, conf.lines, false)] });
  },
});

export const page = {
  why: {
    en: 'Patches close gaps that are public from then on. Without the notice somebody has to watch the releases.',
    fr: "Les correctifs ferment des failles qui sont alors publiques. Sans l'avis, quelqu'un doit surveiller les versions.",
  },
  todo: {
    en: 'Delete the line, or make sure that somebody follows the announcements of DHIS2. A server without access to the internet gets no notice anyway.',
    fr: "Supprimez la ligne, ou assurez-vous que quelqu'un suit les annonces de DHIS2. Un serveur sans accès à Internet n'a de toute façon pas d'avis.",
  },
  good: [
    { text: 'system.update_notifications_enabled = on\n' },
    { text: 'system.update_notifications_enabled = ${NOTICES}\n' },
    { text: 'system.update_notifications_enabled = off\n', dhis2Version: '2.37' },
  ],
  bad: [{ text: 'system.update_notifications_enabled = off\n#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ off\n' }],
} satisfies RulePage;
