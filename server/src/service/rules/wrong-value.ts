import { checkValue, type ValueProblem } from '../catalogue/value-types.ts';
import { formatVersion } from '../catalogue/versions.ts';
import type { KnownEntry } from '../conf/entry-lists.ts';
import { isValueExplainedElsewhere } from '../conf/explained.ts';
import { wrongEntries } from '../conf/live-entries.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { stopsTheStart } from '../conf/start-stoppers.ts';
import { tell, type WrongValueMessage } from '../conf/value-problem-text.ts';
import { isWrittenOddly } from '../conf/value-slips.ts';
import type { Fix } from '../findings.ts';
import { message } from '../messages.ts';
import { escapeValue } from '../properties/printer.ts';
import type { ConfContext } from './context.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

export const rule = defineConfRule<WrongValueMessage>({
  id: 'wrong-value',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Value that does not fit its key', fr: 'Valeur qui ne convient pas à sa clé' },
  what: {
    en: 'The value is not of the kind the key takes: no number, no known word, a number out of range, an address DHIS2 refuses.',
    fr: "La valeur n'est pas du genre que la clé accepte : ni nombre, ni mot connu, un nombre hors limites, une adresse que DHIS2 refuse.",
  },
  source: 'ConfigurationKey, DhisConfigurationProvider and the classes that read each key, dhis2/dhis2-core tags 2.35.0 to 2.43.1',
  messages: {
    switchOff: {
      en: '`{written}` does not switch `{key}` on in DHIS2 {version}: it is off. Write `{on}` or `{off}`.{consequence}',
      fr: "`{written}` n'active pas `{key}` dans DHIS2 {version} : elle reste désactivée. Écrivez `{on}` ou `{off}`.{consequence}",
    },
    switchNeither: {
      en: 'To DHIS2 {version}, `{written}` is neither on nor off. Write `{on}` or `{off}`.{consequence}',
      fr: "Pour DHIS2 {version}, `{written}` n'est ni activé ni désactivé. Écrivez `{on}` ou `{off}`.{consequence}",
    },
    integer: {
      en: '`{key}` takes a whole number{unit}; `{written}` is none.{consequence}',
      fr: "`{key}` demande un nombre entier{unit} ; `{written}` n'en est pas un.{consequence}",
    },
    integerUnit: {
      en: '`{key}` takes a bare number{unit}; a unit as in `{written}` is not understood.{consequence}',
      fr: "`{key}` demande un nombre seul{unit} ; une unité comme dans `{written}` n'est pas comprise.{consequence}",
    },
    integerGrouping: {
      en: '`{key}` takes a number{unit} without blanks, commas or other marks between its digits, unlike `{written}`.{consequence}',
      fr: '`{key}` demande un nombre{unit} sans espaces, virgules ni autres signes entre les chiffres, contrairement à `{written}`.{consequence}',
    },
    integerDecimal: {
      en: '`{key}` takes a whole number{unit}; `{written}` has decimals.{consequence}',
      fr: '`{key}` demande un nombre entier{unit} ; `{written}` a des décimales.{consequence}',
    },
    number: {
      en: '`{key}` takes a number, with a point before its decimals; `{written}` is none.{consequence}',
      fr: "`{key}` demande un nombre, avec un point avant les décimales ; `{written}` n'en est pas un.{consequence}",
    },
    tooLarge: {
      en: '`{written}` is larger than any number DHIS2 can hold for `{key}`.{consequence}',
      fr: '`{written}` dépasse tout nombre que DHIS2 peut retenir pour `{key}`.{consequence}',
    },
    outOfRange: {
      en: '`{key}` takes a number{unit} from {min} to {max}, not {written}.{consequence}',
      fr: '`{key}` demande un nombre{unit} de {min} à {max}, et non {written}.{consequence}',
    },
    belowMinimum: {
      en: '`{key}` takes a number{unit} of at least {min}, not {written}.{consequence}',
      fr: "`{key}` demande un nombre{unit} d'au moins {min}, et non {written}.{consequence}",
    },
    port: {
      en: '`{key}` takes a port, a number from {min} to {max}; `{written}` is none.{consequence}',
      fr: "`{key}` demande un port, un nombre de {min} à {max} ; `{written}` n'en est pas un.{consequence}",
    },
    size: {
      en: '`{key}` takes a size such as `100MB`; `{written}` is none.{consequence}',
      fr: "`{key}` demande une taille comme `100MB` ; `{written}` n'en est pas une.{consequence}",
    },
    unknownValue: {
      en: 'DHIS2 {version} does not know `{written}` for `{key}`. Write one of: {values}.{consequence}',
      fr: "DHIS2 {version} ne connaît pas `{written}` pour `{key}`. Écrivez l'une de ces valeurs : {values}.{consequence}",
    },
    laterValue: {
      en: '`{key}` knows `{written}` since DHIS2 {since} only, and the file is checked for {version}.{consequence}',
      fr: '`{key}` ne connaît `{written}` que depuis DHIS2 {since}, et le fichier est vérifié pour {version}.{consequence}',
    },
    unknownItem: {
      en: 'DHIS2 does not know `{written}` in `{key}`. It knows: {values}.{consequence}',
      fr: 'DHIS2 ne connaît pas `{written}` dans `{key}`. Il connaît : {values}.{consequence}',
    },
    commaInList: {
      en: 'The items of `{key}` are separated by blanks; DHIS2 takes the commas as part of the words.{consequence}',
      fr: 'Les éléments de `{key}` sont séparés par des espaces ; DHIS2 prend les virgules pour une partie des mots.{consequence}',
    },
    pair: {
      en: 'Each item of `{key}` is a name and a value with a blank between them; `{written}` is not.{consequence}',
      fr: "Chaque élément de `{key}` est un nom et une valeur séparés par un espace ; `{written}` n'en est pas un.{consequence}",
    },
    address: {
      en: '`{key}` takes single addresses, compared letter by letter; a range or wildcard as `{written}` matches nothing.{consequence}',
      fr: '`{key}` demande des adresses isolées, comparées lettre à lettre ; une plage ou un joker comme `{written}` ne correspond à rien.{consequence}',
    },
    url: {
      en: '`{key}` takes a whole address: its scheme ({schemes}), `://`, then the host.{consequence}',
      fr: "`{key}` demande une adresse complète : le schéma ({schemes}), `://`, puis l'hôte.{consequence}",
    },
    scheme: {
      en: 'DHIS2 does not accept `{scheme}` for `{key}`, but: {schemes}.{consequence}',
      fr: "DHIS2 n'accepte pas `{scheme}` pour `{key}`, mais : {schemes}.{consequence}",
    },
    path: {
      en: '`{key}` takes scheme and host only: DHIS2 refuses a path, even a lone slash. Remove it.{consequence}',
      fr: "`{key}` n'accepte que le protocole et l'hôte : DHIS2 refuse un chemin, même une simple barre oblique. Retirez-le.{consequence}",
    },
    end: {
      en: 'The value of `{key}` must not end with `{end}`. Remove it.{consequence}',
      fr: 'La valeur de `{key}` ne doit pas se terminer par `{end}`. Retirez-le.{consequence}',
    },
    jdbcUrl: {
      en: '`{key}` takes a JDBC address such as `jdbc:postgresql://host/database`; this is none.{consequence}',
      fr: "`{key}` demande une adresse JDBC comme `jdbc:postgresql://hote/base` ; ceci n'en est pas une.{consequence}",
    },
  },
  check(conf, report) {
    const poolType = conf.winners().get('db.pool.type')?.value;
    for (const entry of wrongEntries(conf)) {
      const { row } = entry.match;
      const problem = checkValue(row, entry.value, conf.version, { poolType });
      const told = problem === undefined || isWrittenOddly(entry) || isValueExplainedElsewhere(conf, entry) ? undefined : tell(problem);
      if (problem === undefined || told === undefined) continue;
      const { invalidValue } = row;
      report({
        message: told.id,
        args: {
          ...told.args,
          key: entry.key,
          version: formatVersion(conf.version),
          consequence: invalidValue === undefined ? '' : message({ en: ' {text}', fr: ' {text}' }, { text: message(invalidValue) }),
        },
        span: placeInValue(conf.text, entry, problem.span.start, problem.span.end),
        ...(stopsTheStart(conf, entry, problem.kind) ? { severity: 'error' } : {}),
        fixes: replaceFixes(conf, entry, problem),
      });
    }
  },
});

export const page = {
  why: {
    en: 'Depending on the key, DHIS2 does not start, takes another value without a word, or fails later. Where it does not start, the finding is an error.',
    fr: 'Selon la clé, DHIS2 ne démarre pas, prend une autre valeur sans un mot, ou échoue plus tard. Quand il ne démarre pas, la remarque est une erreur.',
  },
  todo: {
    en: 'Give a value the key takes; hover over the key to see which.',
    fr: 'Donnez une valeur que la clé accepte ; survolez la clé pour les voir.',
  },
  good: [
    {
      text: 'server.https = on\nconnection.pool.max_size = 80\nfilestore.provider = aws-s3\nredis.port = 6379\nlogging.file.max_size = 100MB\n',
    },
    {
      text: 'connection.pool.max_size = ${POOL}\nredis.port = ${PORT:-6379}\nserver.https = {{ https }}\nsession.cookie.samesite = ${S}x\n',
    },
    { text: "connection.pool.max_size =\nserver.https = 'on'\nredis.port = 6379 # usual\nmax.file_upload_size = 10\u00a0000\n" },
    { text: 'redis.port = x\nredis.port = 6379\nconnection.pool.timeout = 30\n', dhis2Version: '2.42' },
    { text: 'server.https = no\nconnection.url = jdbc:postgresql:dhis2\n' },
  ],
  bad: [
    { text: 'server.https = yes\n#              ^^^ switchOff\n', fixed: 'server.https = on\n' },
    {
      text: 'system.read_only_mode = true\n#                       ^^^^ switchNeither\n',
      fixed: 'system.read_only_mode = on\n',
      dhis2Version: '2.36',
    },
    { text: 'connection.pool.max_size = many\n#                          ^^^^ integer\n' },
    {
      text: 'connection.pool.timeout = 30s\n#                         ^^^ integerUnit\n',
      fixed: 'connection.pool.timeout = 30000\n',
    },
    {
      text: 'max.file_upload_size = 10 000 000\n#                      ^^^^^^^^^^ integerGrouping\n',
      fixed: 'max.file_upload_size = 10000000\n',
    },
    { text: 'system.session.timeout = 0.5\n#                        ^^^ integerDecimal\n' },
    {
      text: 'system.cache.max_size.factor = 0,5\n#                              ^^^ number\n',
      fixed: 'system.cache.max_size.factor = 0.5\n',
    },
    { text: 'max.sessions.per_user = 99999999999\n#                       ^^^^^^^^^^^ tooLarge\n' },
    { text: 'system.cache.cap.percentage = 150\n#                             ^^^ outOfRange\n', dhis2Version: '2.40' },
    { text: 'connection.pool.max_size = 0\n#                          ^ belowMinimum\n' },
    { text: 'redis.port = 66000\n#            ^^^^^ port\n' },
    { text: 'logging.file.max_size = big\n#                       ^^^ size\n' },
    { text: 'filestore.provider = s4\n#                    ^^ unknownValue\n' },
    { text: 'db.pool.type = unpooled\n#              ^^^^^^^^ laterValue\n', dhis2Version: '2.38' },
    { text: 'audit.metadata = CREATE;UPDTE\n#                       ^^^^^ unknownItem\n', fixed: 'audit.metadata = CREATE;UPDATE\n' },
    {
      text: 'oidc.provider.x.scopes = openid,email\n#                        ^^^^^^^^^^^^ commaInList\n',
      fixed: 'oidc.provider.x.scopes = openid email\n',
    },
    { text: 'oidc.provider.x.extra_request_parameters = prompt\n#                                          ^^^^^^ pair\n' },
    { text: 'switch_user_allow_listed_ips = 10.0.0.0/8\n#                              ^^^^^^^^^^ address\n' },
    { text: 'server.base.url = hmis.example.org\n#                 ^^^^^^^^^^^^^^^^ url\n' },
    { text: 'route.remote_servers_allowed = ftp://a.example.org\n#                              ^^^ scheme\n' },
    {
      text: 'route.remote_servers_allowed = https://a.example.org/\n#                                                   ^ path\n',
      fixed: 'route.remote_servers_allowed = https://a.example.org\n',
    },
    {
      text: 'server.base.url = https://hmis.example.org/\n#                                         ^ end\n',
      fixed: 'server.base.url = https://hmis.example.org\n',
    },
    { text: 'connection.url = postgresql://localhost/dhis2\n#                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ jdbcUrl\n' },
  ],
} satisfies RulePage;

function replaceFixes({ text }: ConfContext, entry: KnownEntry, problem: ValueProblem): readonly Fix[] {
  const span = placeInValue(text, entry, problem.span.start, problem.span.end);
  return problem.suggestions.map((value) => ({
    title:
      value === ''
        ? message({ en: 'Remove it', fr: 'Le retirer' })
        : message({ en: 'Change to `{value}`', fr: 'Remplacer par `{value}`' }, { value }),
    edits: [{ span, newText: escapeValue(value) }],
    // Among several only the author can tell; another scheme needs a server that speaks it.
    preferred: problem.suggestions.length === 1 && problem.kind !== 'scheme-not-allowed' && problem.kind !== 'unknown-value',
  }));
}
