import { formatVersion, isWithin } from '../catalogue/versions.ts';
import { effectiveValue, isDecidedLater, isWholeConfiguration, setEntry } from '../conf/effective.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import type { ConfContext, ConfEntry } from './context.ts';
import { defineConfRule, type Report, type RulePage } from './define-rule.ts';

type MessageId = 'noUrl' | 'notYet' | 'otherEngine';

export const rule = defineConfRule<MessageId>({
  id: 'analytics-database-incomplete',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Analytics database that does not fit its engine', fr: "Base analytique qui n'est pas celle de son moteur" },
  what: {
    en: '`analytics.database` names an engine, and the address of the analytics database is missing or is that of another engine.',
    fr: "`analytics.database` nomme un moteur, et l'adresse de la base analytique manque ou est celle d'un autre moteur.",
  },
  source: 'dhis2-core AnalyticsTableSettings @ 2.41.9.1, SqlBuilderSettings @ 2.42 and later; dhis2-docs analytics-database.md',
  messages: {
    noUrl: {
      en: 'DHIS2 writes SQL for {engine}, but without `analytics.connection.url` it sends it to the main PostgreSQL database, and analytics fails. Add the address.',
      fr: "DHIS2 écrit du SQL pour {engine}, mais sans `analytics.connection.url` il l'envoie à la base PostgreSQL principale, et l'analytique échoue. Ajoutez l'adresse.",
    },
    notYet: {
      en: 'DHIS2 {version} accepts `doris` and writes SQL for PostgreSQL all the same. Use PostgreSQL, or upgrade to 2.42.',
      fr: 'DHIS2 {version} accepte `doris` mais écrit quand même du SQL pour PostgreSQL. Employez PostgreSQL, ou passez à 2.42.',
    },
    otherEngine: {
      en: 'The address is not one of {engine}, for which DHIS2 writes its SQL here. Set `analytics.database` to the engine of this address.',
      fr: "L'adresse n'est pas celle de {engine}, pour lequel DHIS2 écrit ici son SQL. Mettez dans `analytics.database` le moteur de cette adresse.",
    },
  },
  check(conf, report) {
    const engine = effectiveValue(conf, 'analytics.database');
    if (engine.from === 'nowhere' || isDecidedLater(engine.value)) return;
    const name = engine.value.toLowerCase();
    if (!isEngine(name)) return;
    const found = engine.from === 'file' && name !== 'postgresql' ? ofEngine(conf, engine.entry, name) : undefined;
    const one = found ?? ofAddress(conf, name);
    if (one !== undefined) report(one);
  },
});

export const page = {
  why: {
    en: 'DHIS2 writes its SQL for the named engine and sends it to whatever database the address leads to. Without an address that is the main PostgreSQL database, and analytics fails.',
    fr: "DHIS2 écrit son SQL pour le moteur nommé et l'envoie à la base où mène l'adresse. Sans adresse, c'est la base PostgreSQL principale, et l'analytique échoue.",
  },
  todo: {
    en: 'Give `analytics.connection.url` with `jdbc:mysql://` for Doris, `jdbc:clickhouse://` for ClickHouse, `jdbc:postgresql://` for PostgreSQL. The prefix has one colon, unlike in the documentation.',
    fr: 'Donnez `analytics.connection.url` avec `jdbc:mysql://` pour Doris, `jdbc:clickhouse://` pour ClickHouse, `jdbc:postgresql://` pour PostgreSQL. Le préfixe a un seul deux-points, contrairement à la documentation.',
  },
  good: [
    { text: 'connection.url = ${URL}\nanalytics.database = doris\nanalytics.connection.url = jdbc:mysql://doris:9030/pg_dhis\n' },
    { text: 'connection.url = ${URL}\nanalytics.database = clickhouse\nanalytics.connection.url = jdbc:ch://clickhouse:8123/analytics\n' },
    { text: 'connection.url = ${URL}\nanalytics.connection.url = jdbc:postgresql://analytics/dhis2\n' },
    { text: 'analytics.database = doris\n' },
    { text: 'connection.url = ${URL}\nanalytics.database = ${ENGINE}\n' },
    { text: 'connection.url = ${URL}\nanalytics.database = doris\nanalytics.connection.url = ${ANALYTICS}\n' },
  ],
  bad: [
    { text: 'connection.url = ${URL}\nanalytics.database = Doris\n#^^^^^^^^^^^^^^^^^ noUrl\n' },
    { text: 'analytics.database = doris\n#                    ^^^^^ notYet\n', dhis2Version: '2.41' },
    { text: 'analytics.connection.url = jdbc:mysql://doris:9030/pg_dhis\n#^^^^^^^^^^^^^^^^^^^^^^^ otherEngine\n' },
    {
      text: 'analytics.database = clickhouse\nanalytics.connection.url = jdbc:postgresql://db/dhis2\n#^^^^^^^^^^^^^^^^^^^^^^^ otherEngine\n',
      dhis2Version: '2.42',
    },
  ],
} satisfies RulePage;

type Engine = 'postgresql' | 'doris' | 'clickhouse';

/** Doris speaks the protocol of MySQL; `jdbc:ch:` is the short prefix of the driver of ClickHouse. */
const engines: { readonly [name in Engine]: { readonly title: string; readonly prefixes: RegExp } } = {
  postgresql: { title: 'PostgreSQL', prefixes: /^jdbc:(?!(?:mysql|mariadb|clickhouse|ch):)/i },
  doris: { title: 'Doris', prefixes: /^jdbc:(?!(?:postgresql|clickhouse|ch):)/i },
  clickhouse: { title: 'ClickHouse', prefixes: /^jdbc:(?!(?:postgresql|mysql|mariadb):)/i },
};

const isEngine = (name: string): name is Engine => Object.hasOwn(engines, name);

function ofEngine(conf: ConfContext, entry: ConfEntry, name: Engine): Report<MessageId> | undefined {
  if (!isWithin(conf.version, { since: '2.42' })) {
    if (name !== 'doris') return undefined;
    return { message: 'notYet', args: { version: formatVersion(conf.version) }, span: placeInValue(conf.text, entry) };
  }
  if (!isWholeConfiguration(conf) || setEntry(conf, 'analytics.connection.url') !== undefined) return undefined;
  return { message: 'noUrl', args: { engine: engines[name].title }, span: entry.entry.key.span };
}

/** Only an address that certainly belongs to another engine counts; any other driver may be somebody's own. */
function ofAddress(conf: ConfContext, name: Engine): Report<MessageId> | undefined {
  const url = setEntry(conf, 'analytics.connection.url');
  if (url === undefined || isDecidedLater(url.value) || !/^jdbc:\w+:/i.test(url.value)) return undefined;
  if (engines[name].prefixes.test(url.value)) return undefined;
  return { message: 'otherEngine', args: { engine: engines[name].title }, span: url.entry.key.span };
}
