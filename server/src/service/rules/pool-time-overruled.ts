import { effectiveValue, isDecidedLater, setEntry } from '../conf/effective.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { hasAnalyticsPool, poolInForce, wholeNumber } from '../conf/pools.ts';
import type { ConfContext, ConfEntry } from './context.ts';
import { defineConfRule, type Report, type RulePage } from './define-rule.ts';

type MessageId = 'idleBeyondLifetime' | 'idleTooShort' | 'keepAliveBeyondLifetime' | 'warnAgeBeyondLifetime';

export const rule = defineConfRule<MessageId>({
  id: 'pool-time-overruled',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Pool time that HikariCP overrules', fr: 'Durée du pool que HikariCP écarte' },
  what: {
    en: 'The times of the connection pool contradict each other: a connection is to be idle, kept alive or warned about for longer than it may live.',
    fr: "Les durées du pool de connexions se contredisent : une connexion devrait rester inactive, être maintenue ou signalée plus longtemps qu'elle ne peut vivre.",
  },
  source: 'HikariCP HikariConfig.validate; dhis2-core DatabasePoolUtils @ 2.40.12, 2.43.1',
  messages: {
    idleBeyondLifetime: {
      en: 'Connections live {lifetime} s at most, so HikariCP does not close idle ones after {written} s but switches this off. Write less than {lifetime}, for example 600.',
      fr: 'Les connexions vivent au plus {lifetime} s : HikariCP ne ferme donc pas les inactives après {written} s mais désactive cette fermeture. Écrivez moins de {lifetime}, par exemple 600.',
    },
    idleTooShort: {
      en: 'HikariCP takes 600 s instead of {written} s, because it closes idle connections after 10 s at the earliest. Write 10 or more.',
      fr: 'HikariCP prend 600 s au lieu de {written} s, car il ne ferme les connexions inactives que 10 s après au plus tôt. Écrivez 10 ou plus.',
    },
    keepAliveBeyondLifetime: {
      en: 'Connections live {lifetime} s at most, so HikariCP switches the keep-alive of {written} s off. Write less than {lifetime}, for example 120.',
      fr: 'Les connexions vivent au plus {lifetime} s : HikariCP désactive donc le maintien en vie de {written} s. Écrivez moins de {lifetime}, par exemple 120.',
    },
    warnAgeBeyondLifetime: {
      en: 'Connections live {lifetime} s at most, so a warning after {written} ms never comes and DHIS2 switches it off. Write less than {lifetime}000.',
      fr: "Les connexions vivent au plus {lifetime} s : l'avertissement après {written} ms ne vient jamais et DHIS2 le désactive. Écrivez moins de {lifetime}000.",
    },
  },
  check(conf, report) {
    if (poolInForce(conf) !== 'hikari') return;
    const lifetime = lifetimeOf(conf);
    if (lifetime === undefined) return;
    const found = [
      idle(conf, 'connection.pool.max_idle_time', lifetime),
      hasAnalyticsPool(conf) ? idle(conf, 'analytics.connection.pool.max_idle_time', lifetime) : undefined,
      beyond(conf, 'connection.pool.keep_alive_time_seconds', lifetime, 1, 'keepAliveBeyondLifetime'),
      beyond(conf, 'connection.pool.warn_max_age', lifetime, 1000, 'warnAgeBeyondLifetime'),
    ];
    for (const one of found) if (one !== undefined) report(one);
  },
});

export const page = {
  why: {
    en: 'HikariCP switches the feature off with one warning in the log. The old idle time of 7200 seconds against the lifetime of 1800 is the usual case after an upgrade to 2.43.',
    fr: "HikariCP désactive la fonction avec un seul avertissement dans le journal. L'ancienne durée d'inactivité de 7200 secondes face à la durée de vie de 1800 est le cas courant après une mise à niveau vers 2.43.",
  },
  todo: {
    en: 'Keep the idle time and the keep-alive time below `connection.pool.max_lifetime_seconds`, and that below the timeouts of the network.',
    fr: "Gardez la durée d'inactivité et le maintien en vie sous `connection.pool.max_lifetime_seconds`, et celle-ci sous les délais du réseau.",
  },
  good: [
    { text: 'connection.pool.max_idle_time = 600\nconnection.pool.keep_alive_time_seconds = 120\n' },
    { text: 'connection.pool.max_idle_time = 7200\n', dhis2Version: '2.42' },
    { text: 'db.pool.type = c3p0\nconnection.pool.max_idle_time = 7200\n' },
    { text: 'connection.pool.max_idle_time = 7200\nconnection.pool.max_lifetime_seconds = 0\n' },
    { text: 'connection.pool.max_idle_time = 7200\nconnection.pool.max_lifetime_seconds = ${LIFE}\n' },
    { text: 'connection.pool.max_idle_time = 7200\nconnection.pool.min_idle = 20\nconnection.pool.max_size = 20\n' },
    { text: 'connection.pool.max_idle_time = 0\nconnection.pool.warn_max_age = 600000\n' },
    { text: 'connection.pool.warn_max_age = 3600000\n', dhis2Version: '2.42' },
  ],
  bad: [
    { text: 'connection.pool.max_idle_time = 7200\n#                               ^^^^ idleBeyondLifetime\n' },
    { text: 'connection.pool.max_idle_time = 5\n#                               ^ idleTooShort\n' },
    {
      text: 'connection.pool.max_lifetime_seconds = 300\nconnection.pool.keep_alive_time_seconds = 300\n#                                         ^^^ keepAliveBeyondLifetime\nconnection.pool.max_idle_time = 299\n',
    },
    {
      text: 'analytics.connection.url = ${URL}\nanalytics.connection.pool.max_idle_time = 1800\n#                                         ^^^^ idleBeyondLifetime\nconnection.pool.warn_max_age = 1900000\n#                              ^^^^^^^ warnAgeBeyondLifetime\n',
    },
    {
      text: 'db.pool.type = hikari\nconnection.pool.warn_max_age = 3600000\n#                              ^^^^^^^ warnAgeBeyondLifetime\n',
      dhis2Version: '2.42',
    },
  ],
} satisfies RulePage;

type Found = Report<MessageId> | undefined;

const usualLifetime = 1800;

/** In seconds; zero is no limit. Before the key came (2.43) the default of HikariCP was in force, the same 30 minutes. */
function lifetimeOf(conf: ConfContext): number | undefined {
  const key = 'connection.pool.max_lifetime_seconds';
  const effective = effectiveValue(conf, key);
  if (effective.from === 'nowhere') return usualLifetime;
  if (isDecidedLater(effective.value)) return undefined;
  const seconds = wholeNumber(conf, key);
  return seconds !== undefined && seconds > 0 && seconds < 30 ? usualLifetime : seconds;
}

/** A key that the release reads and the file sets to a number above zero. */
function written(conf: ConfContext, key: string): (ConfEntry & { readonly number: number }) | undefined {
  const entry = setEntry(conf, key);
  const number = effectiveValue(conf, key).from === 'file' ? wholeNumber(conf, key) : undefined;
  return entry === undefined || number === undefined || number <= 0 ? undefined : { ...entry, number };
}

/** Idle times count since 2.43, and not in a pool of fixed size. */
function idle(conf: ConfContext, key: string, lifetime: number): Found {
  const entry = written(conf, key);
  if (entry === undefined || effectiveValue(conf, 'connection.pool.max_lifetime_seconds').from === 'nowhere') return undefined;
  const sizeKey = key.replace('max_idle_time', 'max_size');
  const size = wholeNumber(conf, sizeKey);
  const least = wholeNumber(conf, 'connection.pool.min_idle');
  if (size === undefined || least === undefined || least >= size) return undefined;
  const span = placeInValue(conf.text, entry);
  if (entry.number < 10) return { message: 'idleTooShort', args: { written: entry.number }, span };
  if (lifetime === 0 || entry.number + 1 <= lifetime) return undefined;
  return { message: 'idleBeyondLifetime', args: { written: entry.number, lifetime }, span };
}

function beyond(conf: ConfContext, key: string, lifetime: number, perSecond: number, message: MessageId): Found {
  const entry = written(conf, key);
  if (entry === undefined || lifetime === 0 || entry.number < lifetime * perSecond) return undefined;
  // At exactly the lifetime a warning still is in bounds.
  if (perSecond > 1 && entry.number === lifetime * perSecond) return undefined;
  return { message, args: { written: entry.number, lifetime }, span: placeInValue(conf.text, entry) };
}
