import { fieldSpan } from '../manifest/items.ts';
import { namesForHostZone } from '../tools-ng/time-zones.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';
import { changeToFixes } from './fixes.ts';

export const rule = defineManifestRule<'unknown' | 'similar'>({
  id: 'unusable-time-zone',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Time zone of a plan that no host knows', fr: "Fuseau d'un plan qu'aucun hôte ne connaît" },
  what: {
    en: '`timezone` of a host or of the maintenance window is no name of the IANA list.',
    fr: "`timezone` d'un hôte ou de la plage de maintenance n'est pas un nom de la liste IANA.",
  },
  source: 'IANA Time Zone Database; timedatectl(1)',
  messages: {
    similar: {
      en: 'There is no time zone `{value}`, so the hours that are meant in it cannot be told. Did you mean `{suggestion}`?',
      fr: "Il n'y a pas de fuseau `{value}` : les heures qui s'y entendent sont inconnues. Vouliez-vous dire `{suggestion}` ?",
    },
    unknown: {
      en: 'There is no time zone `{value}`, so the hours that are meant in it cannot be told. Write a name such as `Africa/Douala`; `timedatectl list-timezones` lists them.',
      fr: "Il n'y a pas de fuseau `{value}` : les heures qui s'y entendent sont inconnues. Écrivez un nom comme `Africa/Douala` ; `timedatectl list-timezones` les énumère.",
    },
  },
  each: {
    hosts(host, _context, report) {
      const found = problemOf(host.fields.timezone);
      const span = fieldSpan(host, 'timezone');
      if (found !== undefined) report({ ...found.report, span, fixes: changeToFixes(span, found.names) });
    },
  },
  check({ uri, project }, report) {
    const maintenance = project.section('maintenance');
    if (maintenance?.uri !== uri) return;
    const found = problemOf(maintenance.fields.window?.timezone);
    const span = fieldSpan(maintenance, 'window', 'timezone');
    if (found !== undefined) report({ ...found.report, span, fixes: changeToFixes(span, found.names) });
  },
});

function problemOf(value: string | undefined) {
  const names = value === undefined || value === '' ? undefined : namesForHostZone(value);
  if (value === undefined || names === undefined) return undefined;
  const [suggestion] = names;
  const report =
    suggestion === undefined
      ? ({ message: 'unknown', args: { value } } as const)
      : ({ message: 'similar', args: { value, suggestion } } as const);
  return { report, names };
}

const host = (zone: string, caret = '') => `version: 1\nhosts:\n  - name: web-1\n    address: 192.0.2.1\n    timezone: ${zone}\n${caret}`;
const window = (zone: string, caret = '') =>
  `version: 1\nmaintenance:\n  window:\n    days: [sunday]\n    from: "20:00"\n    to: "23:00"\n    timezone: ${zone}\n${caret}`;

export const page = {
  why: {
    en: 'Backups and restarts happen at other hours than agreed, or the preparation of the host ends with an error.',
    fr: "Sauvegardes et redémarrages ont lieu à d'autres heures que convenu, ou la préparation de l'hôte se termine par une erreur.",
  },
  todo: { en: 'Write the name with its capital letters.', fr: 'Écrivez le nom avec ses majuscules.' },
  good: [{ text: host('Africa/Douala') }, { text: host('Asia/Kolkata') }, { text: host('UTC') }, { text: window('Asia/Vientiane') }],
  bad: [
    { text: host('Africa/Duala', '    #         ^^^^^^^^^^^^ similar\n') },
    { text: host('UTC+1', '    #         ^^^^^ unknown\n') },
    { text: window('africa/douala', '    #         ^^^^^^^^^^^^^ similar\n') },
  ],
} satisfies RulePage;
