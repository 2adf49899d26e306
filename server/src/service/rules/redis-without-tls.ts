import { isMissing } from '../conf/absent-keys.ts';
import { isIpAddress } from '../conf/hosts.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { farRedis } from '../conf/redis.ts';
import { isOff, written } from '../conf/switches.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { addLineFix, replaceValueFix } from './fixes.ts';

const key = 'redis.use.ssl';

export const rule = defineConfRule<'off' | 'absent'>({
  id: 'redis-without-tls',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Redis on another network without TLS', fr: 'Redis sur un autre réseau sans TLS' },
  what: {
    en: 'DHIS2 uses a Redis server outside of private networks, and `redis.use.ssl` is off, as it is by default.',
    fr: 'DHIS2 emploie un serveur Redis hors des réseaux privés, et `redis.use.ssl` est désactivé, comme par défaut.',
  },
  source: 'dhis2-docs src/sysadmin/how-to/tomcat-clustering.md; dhis2-core RedisConfig',
  messages: {
    off: {
      en: 'Sessions travel to Redis at `{host}` unencrypted. Write `on` if that server offers TLS.',
      fr: 'Les sessions vont à Redis sur `{host}` sans chiffrement. Écrivez `on` si ce serveur propose TLS.',
    },
    absent: {
      en: 'Sessions travel to Redis at `{host}` unencrypted unless `redis.use.ssl` is on. Add it if that server offers TLS.',
      fr: "Les sessions vont à Redis sur `{host}` sans chiffrement tant que `redis.use.ssl` n'est pas activé. Ajoutez-le si ce serveur propose TLS.",
    },
  },
  check(conf, report) {
    const redis = farRedis(conf);
    if (redis === undefined || !isOff(conf, key)) return;
    const { host, entry } = redis;
    // Behind a name there may be a network of one's own.
    const severity = isIpAddress(host) ? 'warning' : 'info';
    const off = written(conf, key, 'off');
    if (off !== undefined) {
      const fixes = [replaceValueFix(conf.text, off, 'on', false)];
      report({ message: 'off', args: { host }, span: placeInValue(conf.text, off), severity, fixes });
    } else if (isMissing(conf, key)) {
      const fixes = [addLineFix(conf, entry, key, 'on', false)];
      report({ message: 'absent', args: { host }, span: placeInValue(conf.text, entry), severity, fixes });
    }
  },
});

export const page = {
  why: {
    en: 'The sessions of all users are in Redis. Whoever listens on the way can take them over, and reads the password of Redis too.',
    fr: 'Les sessions de tous les utilisateurs sont dans Redis. Quiconque écoute en chemin peut les prendre, et lit aussi le mot de passe de Redis.',
  },
  todo: {
    en: 'Switch TLS on in Redis and write `redis.use.ssl = on`, or keep Redis on a network of your own.',
    fr: 'Activez TLS dans Redis et écrivez `redis.use.ssl = on`, ou gardez Redis sur un réseau qui vous appartient.',
  },
  good: [
    { text: 'connection.url = ${URL}\nredis.enabled = on\nredis.host = redis.example.org\nredis.use.ssl = on\n' },
    { text: 'connection.url = ${URL}\nredis.enabled = on\nredis.host = 10.0.0.8\n' },
    { text: 'connection.url = ${URL}\nredis.enabled = on\n' },
    { text: 'connection.url = ${URL}\nredis.enabled = on\nredis.host = redis\nredis.use.ssl = off\n' },
    { text: 'connection.url = ${URL}\nredis.enabled = on\nredis.host = ${REDIS_HOST}\n' },
    { text: 'connection.url = ${URL}\nredis.enabled = on\nredis.host = redis.example.org\nredis.use.ssl = ${REDIS_TLS}\n' },
    { text: 'connection.url = ${URL}\nredis.enabled = off\nredis.host = redis.example.org\n' },
    { text: 'redis.enabled = on\nredis.host = redis.example.org\n' },
    // The word itself is wrong: another rule says so.
    { text: 'redis.enabled = true\nredis.host = 203.0.113.9\nredis.use.ssl = on\n', dhis2Version: '2.36' },
  ],
  bad: [
    {
      text: 'connection.url = ${URL}\nredis.enabled = on\nredis.host = redis.example.org\n#            ^^^^^^^^^^^^^^^^^ absent\n',
    },
    { text: 'redis.cache.invalidation.enabled = on\nredis.host = 203.0.113.9\nredis.use.ssl = off\n#               ^^^ off\n' },
  ],
} satisfies RulePage;
