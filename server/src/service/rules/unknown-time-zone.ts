import { textAt } from '../tools-ng/containers-document.ts';
import { namesForZone } from '../tools-ng/time-zones.ts';
import { changeText } from './containers-fixes.ts';
import { defineContainersRule, type RulePage } from './define-rule.ts';

export const rule = defineContainersRule<'unknown' | 'similar'>({
  id: 'unknown-time-zone',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Time zone that does not exist', fr: "Fuseau horaire qui n'existe pas" },
  what: {
    en: '`TZ` has the form of a name of the IANA list, and is not in it.',
    fr: "`TZ` a la forme d'un nom de la liste IANA et n'y figure pas.",
  },
  source: 'bobjolliffe/dhis2-tools-ng setup/create_containers.sh (`environment.TZ`); IANA Time Zone Database; tzset(3)',
  messages: {
    similar: {
      en: 'There is no time zone `{value}`, and programs take UTC in its place without a word. Did you mean `{suggestion}`?',
      fr: "Il n'y a pas de fuseau `{value}`, et les programmes prennent UTC à la place sans un mot. Vouliez-vous dire `{suggestion}` ?",
    },
    unknown: {
      en: 'There is no time zone `{value}`, and programs take UTC in its place without a word. Write a name such as `Africa/Accra`; `timedatectl list-timezones` lists them.',
      fr: "Il n'y a pas de fuseau `{value}`, et les programmes prennent UTC à la place sans un mot. Écrivez un nom comme `Africa/Accra` ; `timedatectl list-timezones` les énumère.",
    },
  },
  check({ document }, report) {
    const zone = textAt(document, ['environment', 'TZ']);
    const names = zone && namesForZone(zone.value);
    if (zone === undefined || names === undefined) return;
    const { value, span } = zone;
    const [suggestion] = names;
    if (suggestion === undefined) report({ message: 'unknown', args: { value }, span });
    else {
      const isSame = suggestion.toLowerCase() === value.toLowerCase();
      const fixes = names.map((name) => changeText(span, name, isSame));
      report({ message: 'similar', args: { value, suggestion }, span, fixes });
    }
  },
});

const text = (zone: string, caret = '') => `{\n  "fqdn": "dhis.example.org",\n  "environment": { "TZ": "${zone}" }\n${caret}}\n`;

export const page = {
  why: {
    en: 'Scheduled jobs of DHIS2 run at other hours than planned, and the times in logs cannot be compared.',
    fr: "Les tâches planifiées de DHIS2 s'exécutent à d'autres heures que prévu, et les heures des journaux ne se comparent pas.",
  },
  todo: { en: 'Write the name with its capital letters.', fr: 'Écrivez le nom avec ses majuscules.' },
  good: [{ text: text('Africa/Accra') }, { text: text('Asia/Kolkata') }, { text: text('EAT-3') }, { text: text('UTC') }],
  bad: [
    { text: text('africa/accra', '  #                       ^^^^^^^^^^^^ similar\n'), fixed: text('Africa/Accra') },
    { text: text('Africa/Acra', '  #                       ^^^^^^^^^^^ similar\n') },
    { text: text('West/Somewhere', '  #                       ^^^^^^^^^^^^^^ unknown\n') },
  ],
} satisfies RulePage;
