import { isMissing } from '../conf/absent-keys.ts';
import { isIpAddress } from '../conf/hosts.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { farRedis } from '../conf/redis.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

const key = 'redis.password';

export const rule = defineConfRule<'none'>({
  id: 'redis-without-password',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Redis on another network without a password', fr: 'Redis sur un autre réseau sans mot de passe' },
  what: {
    en: 'DHIS2 uses a Redis server outside of private networks and gives no password.',
    fr: 'DHIS2 emploie un serveur Redis hors des réseaux privés sans donner de mot de passe.',
  },
  source: 'dhis2-docs src/sysadmin/how-to/tomcat-clustering.md; dhis2-core RedisSpringSessionConfig',
  controls: ['OS-14'],
  messages: {
    none: {
      en: 'Whoever reaches Redis at `{host}` can take over the sessions of all users. Set a password there and in `redis.password`.',
      fr: 'Quiconque atteint Redis sur `{host}` peut prendre les sessions de tous les utilisateurs. Définissez-y un mot de passe et donnez-le dans `redis.password`.',
    },
  },
  check(conf, report) {
    const redis = farRedis(conf);
    if (redis === undefined) return;
    const { host, entry } = redis;
    const password = conf.winners().get(key);
    const severity = isIpAddress(host) ? 'warning' : 'info';
    if (password === undefined && isMissing(conf, key)) {
      report({ message: 'none', args: { host }, span: placeInValue(conf.text, entry), severity });
    } else if (password?.value === '') {
      report({ message: 'none', args: { host }, span: password.entry.key.span, severity });
    }
  },
});

export const page = {
  why: {
    en: 'DHIS2 keeps sessions in Redis as serialised Java objects. Whoever reaches Redis can read them, take them over or write objects of their own making.',
    fr: "DHIS2 garde les sessions dans Redis sous forme d'objets Java sérialisés. Quiconque atteint Redis peut les lire, les prendre ou y écrire des objets forgés.",
  },
  todo: {
    en: 'Set a password in Redis and give it in `redis.password` by an environment variable; let the firewall admit the DHIS2 servers only.',
    fr: "Définissez un mot de passe dans Redis et donnez-le dans `redis.password` par une variable d'environnement ; que le pare-feu n'admette que les serveurs DHIS2.",
  },
  good: [
    { text: 'connection.url = ${URL}\nredis.enabled = on\nredis.host = redis.example.org\nredis.password = ${REDIS_PASSWORD}\n' },
    { text: 'connection.url = ${URL}\nredis.enabled = on\nredis.host = 192.168.4.2\n' },
    { text: 'connection.url = ${URL}\nredis.enabled = on\nredis.host = cache\nredis.password =\n' },
    { text: 'connection.url = ${URL}\nredis.enabled = ${REDIS}\nredis.host = redis.example.org\n' },
    { text: 'redis.enabled = on\nredis.host = redis.example.org\n' },
  ],
  bad: [
    { text: 'connection.url = ${URL}\nredis.enabled = on\nredis.host = 203.0.113.9\n#            ^^^^^^^^^^^ none\n' },
    { text: 'redis.enabled = on\nredis.host = redis.example.org\nredis.password =\n#^^^^^^^^^^^^^ none\n' },
  ],
} satisfies RulePage;
