import { humanValue } from '../catalogue/durations.ts';
import { effectiveValue } from '../conf/effective.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { wholeNumber } from '../conf/pools.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

const key = 'system.session.timeout';

/** A working day and its night; what people set on purpose, such as eight hours, is below. */
const longest = 86_400;

export const rule = defineConfRule<'long'>({
  id: 'long-session',
  category: 'security',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'Session that outlives a day', fr: "Session de plus d'un jour" },
  what: {
    en: '`system.session.timeout` is longer than a day. It counts in seconds.',
    fr: '`system.session.timeout` dépasse un jour. Il se compte en secondes.',
  },
  source: 'dhis2-docs sysadmin/reference/dhis.conf.md (default); dhis2-core NonRedisSessionConfig',
  messages: {
    long: {
      en: 'Sessions stay open for {time} without activity; so long a forgotten browser or a stolen cookie can be used. The default is 3600 seconds.',
      fr: "Les sessions restent ouvertes {time} sans activité ; un navigateur oublié ou un cookie volé sert d'autant plus longtemps. La valeur par défaut est 3600 secondes.",
    },
  },
  check(conf, report) {
    const timeout = effectiveValue(conf, key);
    const seconds = wholeNumber(conf, key);
    const row = conf.catalogue.lookup(key)?.row;
    if (timeout.from !== 'file' || seconds === undefined || seconds <= longest || row === undefined) return;
    const time = humanValue(row, timeout.value) ?? `${timeout.value} s`;
    report({ message: 'long', args: { time }, span: placeInValue(conf.text, timeout.entry) });
  },
});

export const page = {
  why: {
    en: 'A session ends only after so long without activity. A browser left open on a shared computer, or a stolen cookie, can be used all that time. A number this large is often meant in milliseconds.',
    fr: "Une session ne finit qu'après tout ce temps sans activité. Un navigateur laissé ouvert sur un ordinateur partagé, ou un cookie volé, sert tout ce temps. Un nombre si grand est souvent pensé en millisecondes.",
  },
  todo: {
    en: 'Shorten it. The default is 3600, an hour without activity.',
    fr: 'Raccourcissez-le. La valeur par défaut est 3600, une heure sans activité.',
  },
  good: [
    { text: 'system.session.timeout = 3600\n' },
    { text: 'system.session.timeout = 86400\n' },
    { text: 'system.session.timeout = 0\n' },
    { text: 'system.session.timeout = ${TIMEOUT}\n' },
  ],
  bad: [{ text: 'system.session.timeout = 3600000\n#                        ^^^^^^^ long\n' }],
} satisfies RulePage;
