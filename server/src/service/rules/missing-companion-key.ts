import type { KeyRow } from '../catalogue/catalogue.ts';
import { keyNameFor } from '../catalogue/key-names.ts';
import { checkValue } from '../catalogue/value-types.ts';
import { formatVersion, isWithin } from '../catalogue/versions.ts';
import { effectiveValue, isDecidedLater, isWholeConfiguration, setEntry } from '../conf/effective.ts';
import { createJudgements } from '../conf/judgements.ts';
import { isDhis2Reserved, isReservedId, type OidcProvider, oidcProviders } from '../conf/oidc-providers.ts';
import { poolInForce } from '../conf/pools.ts';
import { switchState } from '../conf/switches.ts';
import { message } from '../messages.ts';
import type { ConfContext, ConfEntry } from './context.ts';
import { defineConfRule, type Reporter, type RulePage } from './define-rule.ts';

type MessageId = 'absent' | 'otherValue';

export const rule = defineConfRule<MessageId>({
  id: 'missing-companion-key',
  category: 'correctness',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'Key without the one that puts it to use', fr: 'Clé sans celle qui la rend utile' },
  what: {
    en: 'The key has an effect only together with another one, and that is absent, or off by default.',
    fr: "La clé n'a d'effet qu'avec une autre, et celle-ci est absente, ou désactivée par défaut.",
  },
  source: 'The classes of dhis2-core that read each key; see the reference of keys',
  messages: {
    absent: {
      en: '`{key}` has no effect without `{companion}`. Add that key, or delete this line.',
      fr: "`{key}` n'a pas d'effet sans `{companion}`. Ajoutez cette clé, ou supprimez la ligne.",
    },
    otherValue: {
      en: '`{key}` has an effect only while `{companion}` is `{values}`. Change that key, or delete this line.',
      fr: "`{key}` n'a d'effet que si `{companion}` vaut `{values}`. Changez cette clé, ou supprimez la ligne.",
    },
  },
  check(conf, report) {
    if (!isWholeConfiguration(conf)) return;
    const rows = dependentRows(conf);
    for (const row of rows) {
      const entry = row.pattern === true ? undefined : setEntry(conf, row.key);
      const lacking = entry && lackingCompanion(conf, row, entry);
      if (entry !== undefined && lacking !== undefined) tell(conf, entry, lacking, report);
    }
    // The patterns with companions are those of login providers, of which there may be many.
    const circumstances = circumstancesOf(conf, rows);
    for (const provider of oidcProviders(conf).values()) {
      if (isReservedId(provider.id, conf.version)) continue;
      const found = judged(provider, circumstances, () => lackingIn(conf, rows, provider));
      for (const { entry, lacking } of found) tell(conf, entry, lacking, report);
    }
  },
});

export const page = {
  why: {
    en: 'DHIS2 reads the value and does nothing with it. Most often a switch was forgotten, or left behind when a feature was taken out of use. Where the switch is written as off, nothing is said.',
    fr: "DHIS2 lit la valeur et n'en fait rien. Le plus souvent, un interrupteur a été oublié, ou la ligne est restée après l'abandon d'une fonction. Si l'interrupteur est écrit comme désactivé, rien n'est dit.",
  },
  todo: {
    en: 'Add or switch on the companion, or delete the line.',
    fr: 'Ajoutez ou activez la clé associée, ou supprimez la ligne.',
  },
  good: [
    { text: 'connection.url = ${URL}\nldap.url = ldaps://ldap.example.org\nldap.search.base = dc=example\n' },
    { text: 'ldap.search.base = dc=example\n' },
    { text: 'connection.url = ${URL}\nredis.enabled = on\nredis.host = redis\n' },
    { text: 'connection.url = ${URL}\nredis.enabled = ${REDIS}\nredis.host = redis\n' },
    { text: 'connection.url = ${URL}\nredis.enabled = off\nredis.host = redis\n' },
    { text: 'connection.url = ${URL}\nredis.cache.invalidation.enabled = on\nredis.host = redis\n' },
    { text: 'connection.url = ${URL}\nartemis.host = 127.0.0.1\nredis.host = ${REDIS_HOST:-}\nldap.search.base =\n' },
    { text: 'connection.url = ${URL}\nlogging.query = on\nlogging.query.slow_threshold = 500\n' },
    { text: 'connection.url = ${URL}\noidc.provider.x.enable_logout = off\n' },
    { text: 'connection.url = ${URL}\nfilestore.identity = ${ID}\n' },
    { text: "connection.url = ${URL}\nfilestore.provider = 's3'\nfilestore.location = eu-1\n" },
    {
      text: 'connection.url = ${URL}\noauth2.server.enabled = on\noidc.provider.dhis2.client_id = x\noidc.provider.dhis2.enable_logout = on\n',
    },
  ],
  bad: [
    { text: 'connection.url = ${URL}\nldap.search.base = dc=example\n#^^^^^^^^^^^^^^^ absent\n' },
    { text: 'connection.url = ${URL}\nredis.host = redis\n#^^^^^^^^^ otherValue\n' },
    { text: 'connection.url = ${URL}\nartemis.host = broker\n#^^^^^^^^^^^ otherValue\n' },
    { text: 'connection.url = ${URL}\nanalytics.connection.pool.max_size = 40\n#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ absent\n' },
    {
      text: 'connection.url = ${URL}\noidc.provider.x.end_session_endpoint = https://x.example.org/logout\n#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ otherValue\n',
    },
  ],
} satisfies RulePage;

const judged = createJudgements<OidcProvider, readonly { readonly entry: ConfEntry; readonly lacking: Lacking }[]>();

/** What a provider's companions outside of its block amount to. */
function circumstancesOf(conf: ConfContext, rows: ReadonlySet<KeyRow>): string {
  const outside = new Set([...rows].flatMap(({ requires = [] }) => requires.flatMap(({ key, or = [] }) => [key, ...or])));
  const values = [...outside].filter((key) => !key.includes('<')).map((key) => conf.winners().get(key)?.value ?? '');
  return [formatVersion(conf.version), conf.winners().get('db.pool.type')?.value ?? '', ...values].join('\n');
}

function lackingIn(conf: ConfContext, rows: ReadonlySet<KeyRow>, { entries }: OidcProvider) {
  return entries.flatMap((entry) => {
    const row = entry.match?.row;
    const lacking = row?.pattern === true && rows.has(row) && entry.value !== '' ? lackingCompanion(conf, row, entry) : undefined;
    return lacking === undefined ? [] : [{ entry, lacking }];
  });
}

function tell(conf: ConfContext, entry: ConfEntry, { companion, values }: Lacking, report: Reporter<MessageId>): void {
  const other = conf.winners().get(companion);
  report({
    message: values === undefined ? 'absent' : 'otherValue',
    args: { key: entry.key, companion, ...(values !== undefined && { values: values.join(', ') }) },
    span: entry.entry.key.span,
    related: other === undefined ? [] : [{ span: other.entry.key.span, message: message(companionText) }],
  });
}

const companionText = { en: 'The companion', fr: 'La clé associée' };

/** Blocks with rules of their own, in which a lacking key means more than no effect. */
const ownRules =
  /^(?:oauth2\.server\.enabled|oauth2\.server\.jwt|analytics\.(?:database|connection\.(?:url|username|password))$|oidc\.provider\.(?:google|wso2|azure|<id>\.key)|read<n>)/;

const remembered = new WeakMap<readonly KeyRow[], ReadonlySet<KeyRow>>();

function dependentRows({ catalogue }: ConfContext): ReadonlySet<KeyRow> {
  const known = remembered.get(catalogue.rows);
  if (known !== undefined) return known;
  const rows = new Set(catalogue.rows.filter(({ key, requires }) => requires !== undefined && !ownRules.test(key)));
  remembered.set(catalogue.rows, rows);
  return rows;
}

type Lacking = { readonly companion: string; readonly values: readonly string[] | undefined };

function lackingCompanion(conf: ConfContext, row: KeyRow, entry: ConfEntry): Lacking | undefined {
  if (isIdle(conf, row, entry)) return undefined;
  for (const { key, or = [], values } of row.requires ?? []) {
    // Told by the rule about file stores, where a lacking half of the login means more.
    if (key === 'filestore.identity' || key === 'filestore.secret') continue;
    const companions = [key, ...or].map((name) => (name.includes('<') ? keyNameFor(name, entry.match?.placeholders ?? {}) : name));
    const [companion] = companions;
    if (companion === undefined || companions.some((name) => mayServe(conf, name, values))) continue;
    return { companion, values };
  }
  return undefined;
}

/** Nobody is surprised when a default or a switch that is off has no effect; of a wrong value there is worse to say. */
function isIdle(conf: ConfContext, row: KeyRow, { value, key }: ConfEntry): boolean {
  const { catalogue, version } = conf;
  if (catalogue.availability(row, version).kind !== 'available' || isDecidedLater(value)) return true;
  if (row.ineffective?.some((span) => isWithin(version, span)) === true) return true;
  if (row.formerPattern !== undefined && !isServersOwnProvider(conf)) return true;
  if (row.type === 'boolean') return !/^(?:on|true)$/i.test(value);
  if (checkValue(row, value, version) !== undefined) return true;
  return value === catalogue.defaultOf(row, version) || (key.includes('.pool.') && poolInForce(conf) === 'unpooled');
}

/** Before the name was reserved, and as long as the block is meant for another provider, its keys are those of any other. */
function isServersOwnProvider(conf: ConfContext): boolean {
  const entries = oidcProviders(conf).get('dhis2')?.entries ?? [];
  return isDhis2Reserved(conf.version) && !entries.some(({ match }) => match?.row.pattern === true);
}

/** The default of `ldap.url`, which stands for no LDAP. */
const unusedLdap = 'ldaps://0:1';

/** True also when it is decided later, when the release does not have the companion, or when its value is wrong anyway. */
function mayServe(conf: ConfContext, key: string, values: readonly string[] | undefined): boolean {
  const effective = effectiveValue(conf, key);
  const row = conf.catalogue.lookup(key)?.row;
  if (row === undefined || conf.catalogue.availability(row, conf.version).kind !== 'available') return true;
  if (effective.from === 'nowhere' || effective.value === '' || effective.value === unusedLdap) return false;
  if (values === undefined || isDecidedLater(effective.value)) return true;
  // Whoever wrote that it is off knows, and keeps the rest for the day it is on again.
  if (row.type === 'boolean') return effective.from === 'file' || switchState(conf, key) === 'on';
  if (checkValue(row, effective.value, conf.version) !== undefined) return true;
  return values.some((value) => value.toLowerCase() === effective.value.toLowerCase());
}
