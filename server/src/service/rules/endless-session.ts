import { effectiveValue } from '../conf/effective.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { wholeNumber } from '../conf/pools.ts';
import { isOff } from '../conf/switches.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { replaceValueFix } from './fixes.ts';

const key = 'system.session.timeout';

export const rule = defineConfRule<'endless'>({
  id: 'endless-session',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Session that never ends', fr: 'Session qui ne finit jamais' },
  what: {
    en: '`system.session.timeout` is zero or negative.',
    fr: '`system.session.timeout` est nul ou négatif.',
  },
  source: 'dhis2-core NonRedisSessionConfig @ 2.42.5.2; RedisSpringSessionConfig for negative numbers',
  messages: {
    endless: {
      en: 'With `{written}`, sessions never end: a forgotten browser or a stolen cookie stays logged in. Give a number of seconds, such as 3600.',
      fr: 'Avec `{written}`, les sessions ne finissent jamais : un navigateur oublié ou un cookie volé reste connecté. Donnez un nombre de secondes, par exemple 3600.',
    },
  },
  check(conf, report) {
    const timeout = effectiveValue(conf, key);
    const seconds = wholeNumber(conf, key);
    if (timeout.from !== 'file' || seconds === undefined || seconds > 0) return;
    // Sessions in Redis end at once with zero; only below it they never do (Spring Session).
    if (seconds === 0 && !isOff(conf, 'redis.enabled')) return;
    report({
      message: 'endless',
      args: { written: timeout.value },
      span: placeInValue(conf.text, timeout.entry),
      fixes: [replaceValueFix(conf.text, timeout.entry, '3600', false)],
    });
  },
});

export const page = {
  why: {
    en: 'To DHIS2 that means that no session ends by itself. A browser left open in a health centre, or a stolen cookie, stays logged in until the server restarts, and the sessions fill the memory.',
    fr: "Pour DHIS2, cela veut dire qu'aucune session ne finit d'elle-même. Un navigateur laissé ouvert dans un centre de santé, ou un cookie volé, reste connecté jusqu'au redémarrage du serveur, et les sessions remplissent la mémoire.",
  },
  todo: {
    en: 'Give a number of seconds. The default is 3600, an hour without activity.',
    fr: 'Donnez un nombre de secondes. La valeur par défaut est 3600, une heure sans activité.',
  },
  good: [
    { text: 'system.session.timeout = 3600\n' },
    { text: 'system.session.timeout = ${TIMEOUT:-0}\n' },
    { text: 'system.session.timeout = many\n' },
    { text: 'redis.enabled = on\nsystem.session.timeout = 0\n' },
    { text: 'system.session.timeout =\n' },
  ],
  bad: [
    { text: 'system.session.timeout = 0\n#                        ^ endless\n' },
    { text: 'redis.enabled = on\nsystem.session.timeout = -1\n#                        ^^ endless\n', dhis2Version: '2.40' },
  ],
} satisfies RulePage;
