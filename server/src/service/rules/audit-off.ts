import { auditingSwitchedOff, isScopeDisabled } from '../conf/audit-matrix.ts';
import { effectiveValue } from '../conf/effective.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import type { ConfContext } from './context.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { removeEntryFix } from './fixes.ts';

export const rule = defineConfRule<'switchedOff' | 'allScopes'>({
  id: 'audit-off',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Auditing is off', fr: "L'audit est désactivé" },
  what: {
    en: '`system.audit.enabled` is off, or every scope of audits is `DISABLED`.',
    fr: "`system.audit.enabled` est désactivé, ou chaque domaine d'audit vaut `DISABLED`.",
  },
  source: 'dhis2-docs src/sysadmin/concepts/audit.md; dhis2-core AuditMatrixConfigurer, HibernateListenerConfigurer',
  messages: {
    switchedOff: {
      en: 'DHIS2 records no audits at all, so nobody can tell who changed what. Delete this line.',
      fr: "DHIS2 n'enregistre aucun audit : personne ne peut dire qui a changé quoi. Supprimez cette ligne.",
    },
    allScopes: {
      en: 'Every scope of audits is `DISABLED`, so nobody can tell who changed what. Name operations in the scopes that matter.',
      fr: "Chaque domaine d'audit vaut `DISABLED` : personne ne peut dire qui a changé quoi. Nommez des opérations dans les domaines qui comptent.",
    },
  },
  check(conf, report) {
    const off = auditingSwitchedOff(conf);
    if (off !== undefined) {
      report({ message: 'switchedOff', span: off.entry.key.span, fixes: [removeEntryFix(off.entry, conf.lines, false)] });
      return;
    }
    const metadata = effectiveValue(conf, 'audit.metadata');
    if (metadata.from === 'file' && areAllScopesDisabled(conf)) {
      report({ message: 'allScopes', span: placeInValue(conf.text, metadata.entry) });
    }
  },
});

export const page = {
  why: {
    en: 'Nobody can tell afterwards who changed or deleted metadata, data values or records of patients. The law of many countries asks for that record.',
    fr: 'Personne ne peut dire ensuite qui a modifié ou supprimé des métadonnées, des valeurs ou des dossiers de patients. La loi de nombreux pays exige cette trace.',
  },
  todo: {
    en: 'Delete the line. If the log grows too fast, switch single scopes off or name fewer operations.',
    fr: "Supprimez la ligne. Si le journal grossit trop vite, désactivez certains domaines ou nommez moins d'opérations.",
  },
  good: [
    { text: 'system.audit.enabled = on\n' },
    { text: 'system.audit.enabled = ${AUDIT}\n' },
    { text: 'system.audit.enabled = perhaps\n' },
    { text: 'audit.metadata = DISABLED\naudit.aggregate = DISABLED\naudit.tracker = CREATE\naudit.api = DISABLED\n' },
    { text: 'audit.metadata = DISABLED\naudit.aggregate = DISABLED\naudit.tracker = DISABLED\n' },
    { text: 'system.audit.enabled = off\n', dhis2Version: '2.35' },
  ],
  bad: [
    { text: 'system.audit.enabled = off\n#^^^^^^^^^^^^^^^^^^^ switchedOff\n' },
    { text: 'system.audit.enabled = false\n#^^^^^^^^^^^^^^^^^^^ switchedOff\n', dhis2Version: '2.36' },
    {
      text: 'audit.metadata = DISABLED\n#                ^^^^^^^^ allScopes\naudit.aggregate = DISABLED\naudit.tracker = DISABLED\n',
      dhis2Version: '2.40.9',
    },
  ],
} satisfies RulePage;

const scopes = ['audit.metadata', 'audit.aggregate', 'audit.tracker', 'audit.api'];

/** `audit.api` is a scope of newer patches only. */
function areAllScopesDisabled(conf: ConfContext): boolean {
  return scopes.every((key) => {
    const row = conf.catalogue.lookup(key)?.row;
    const exists = row !== undefined && conf.catalogue.availability(row, conf.version).kind === 'available';
    return !exists || isScopeDisabled(conf, key);
  });
}
