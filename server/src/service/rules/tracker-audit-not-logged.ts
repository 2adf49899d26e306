import { auditingSwitchedOff, isScopeDisabled } from '../conf/audit-matrix.ts';
import { effectiveValue, isDecidedLater, isWholeConfiguration } from '../conf/effective.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { isOff, isOn } from '../conf/switches.ts';
import { message } from '../messages.ts';
import type { ConfEntry } from './context.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

export const rule = defineConfRule<'absent' | 'notOn'>({
  id: 'tracker-audit-not-logged',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Tracker audits that do not reach the log', fr: "Audits du tracker qui n'arrivent pas au journal" },
  what: {
    en: 'Audits of tracker are configured, and `audit.logger` is absent or written `true`. For tracker it must be written, and be `on`.',
    fr: 'Des audits du tracker sont configurés, et `audit.logger` est absent ou vaut `true`. Pour le tracker, il doit être écrit et valoir `on`.',
  },
  source: 'dhis2-core, the consumer of tracker audits, all tags from 2.38.0 to 2.43.1',
  messages: {
    absent: {
      en: 'Tracker audits do not reach the log unless `audit.logger = on` is written, although on is its default. Add that line.',
      fr: "Les audits du tracker n'arrivent pas au journal tant que `audit.logger = on` n'est pas écrit, bien que ce soit la valeur par défaut. Ajoutez cette ligne.",
    },
    notOn: {
      en: 'For tracker audits, `audit.logger` must be exactly `on`: with `{written}` they do not reach the log. Write `on`.',
      fr: "Pour les audits du tracker, `audit.logger` doit valoir exactement `on` : avec `{written}`, ils n'arrivent pas au journal. Écrivez `on`.",
    },
  },
  check(conf, report) {
    const logger = conf.winners().get('audit.logger');
    if (auditingSwitchedOff(conf) !== undefined || isScopeDisabled(conf, 'audit.tracker') || !isOn(conf, 'audit.logger')) return;
    if (logger !== undefined) {
      if (logger.value === 'on') return;
      const span = placeInValue(conf.text, logger);
      const title = message({ en: 'Change to `on`', fr: 'Remplacer par `on`' });
      report({
        message: 'notOn',
        args: { written: logger.value },
        span,
        fixes: [{ title, edits: [{ span, newText: 'on' }], preferred: true }],
      });
      return;
    }
    const tracker = wanted();
    if (tracker !== undefined) report({ message: 'absent', span: tracker.entry.key.span });

    /** Only who names the scope, and has no other place for it, expects the audits somewhere. */
    function wanted(): ConfEntry | undefined {
      const scope = effectiveValue(conf, 'audit.tracker');
      if (scope.from !== 'file' || isDecidedLater(scope.value)) return undefined;
      return isWholeConfiguration(conf) && isOff(conf, 'audit.database') ? scope.entry : undefined;
    }
  },
});

export const page = {
  why: {
    en: 'The default of `audit.logger` is on, and audits of metadata do reach the log. Those of tracker do not: who read or changed the record of a patient is not on file when somebody asks.',
    fr: "Par défaut `audit.logger` est activé, et les audits de métadonnées arrivent au journal. Pas ceux du tracker : qui a lu ou modifié le dossier d'un patient n'est nulle part quand on le demande.",
  },
  todo: { en: 'Write `audit.logger = on`.', fr: 'Écrivez `audit.logger = on`.' },
  good: [
    { text: 'connection.url = ${URL}\naudit.tracker = CREATE;UPDATE;DELETE\naudit.logger = on\n' },
    { text: 'connection.url = ${URL}\naudit.tracker = DISABLED\n' },
    { text: 'connection.url = ${URL}\naudit.tracker = CREATE\naudit.database = on\n' },
    { text: 'connection.url = ${URL}\naudit.metadata = CREATE\n' },
    { text: 'audit.tracker = CREATE\n' },
    { text: 'audit.logger = true\nsystem.audit.enabled = off\n' },
    { text: 'connection.url = ${URL}\naudit.tracker = ${AUDIT_TRACKER:-DISABLED}\n' },
    { text: 'connection.url = ${URL}\naudit.tracker = CREATE\naudit.logger = off\n' },
    { text: 'audit.logger = true\naudit.tracker = DISABLED\n' },
    { text: 'audit.logger = ${LOGGER}\naudit.tracker = CREATE\n' },
  ],
  bad: [
    { text: 'connection.url = ${URL}\naudit.tracker = CREATE;READ\n#^^^^^^^^^^^^ absent\n' },
    { text: 'audit.logger = true\n#              ^^^^ notOn\n', fixed: 'audit.logger = on\n' },
    { text: 'audit.logger = On\n#              ^^ notOn\n', fixed: 'audit.logger = on\n', dhis2Version: '2.38' },
  ],
} satisfies RulePage;
