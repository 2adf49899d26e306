import type { KnownEntry } from '../conf/entry-lists.ts';
import { unusualEntries } from '../conf/live-entries.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { isNested, type Placeholder, readPlaceholders } from '../conf/placeholders.ts';
import { isEncryptionPassword, mayHoldSecret } from '../conf/secrets.ts';
import { message } from '../messages.ts';
import { escapeValue } from '../properties/printer.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

type MessageId = 'lookup' | 'colon' | 'blanks' | 'shell' | 'command';

const suspects = unusualEntries.where((entry) => slipsOf(entry).length > 0);

export const rule = defineConfRule<MessageId>({
  id: 'unexpanded-placeholder',
  category: 'syntax',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Variable that DHIS2 does not replace', fr: 'Variable que DHIS2 ne remplace pas' },
  what: {
    en: 'The value names a variable in a way that other programs understand: `${env:NAME}`, `${file:...}`, `${NAME:default}`, `$NAME`, `%NAME%`. DHIS2 knows `${NAME}` and `${NAME:-default}` only, for environment variables.',
    fr: "La valeur désigne une variable comme d'autres programmes le comprennent : `${env:NOM}`, `${file:...}`, `${NOM:défaut}`, `$NOM`, `%NOM%`. DHIS2 ne connaît que `${NOM}` et `${NOM:-défaut}`, pour les variables d'environnement.",
  },
  source: 'DefaultDhisConfigurationProvider, all versions; org.apache.commons.text.StringSubstitutor 1.10.0 and 1.12.0, run',
  messages: {
    lookup: {
      en: 'DHIS2 replaces environment variables only and looks for one that is called `{name}`. Write `{example}` and set that variable for the server.',
      fr: "DHIS2 ne remplace que les variables d'environnement et en cherche une qui s'appelle `{name}`. Écrivez `{example}` et définissez cette variable pour le serveur.",
    },
    colon: {
      en: 'A default is written `:-`. As it stands, DHIS2 looks for a variable whose name has a colon, and leaves the text as it is. Write `{example}`.',
      fr: "Une valeur par défaut s'écrit avec `:-`. Ici, DHIS2 cherche une variable dont le nom contient un deux-points et laisse le texte tel quel. Écrivez `{example}`.",
    },
    blanks: {
      en: 'The blanks inside of the braces belong to the name, so DHIS2 finds no such variable and leaves the text as it is. Write `{example}`.',
      fr: 'Les espaces entre les accolades font partie du nom : DHIS2 ne trouve pas cette variable et laisse le texte tel quel. Écrivez `{example}`.',
    },
    shell: {
      en: 'DHIS2 replaces `{example}` only; this text stays as it is. Write `{example}`.',
      fr: 'DHIS2 ne remplace que `{example}` ; ce texte reste tel quel. Écrivez `{example}`.',
    },
    command: {
      en: 'DHIS2 runs no command here; this text stays as it is. Put the result in an environment variable and write `{example}`.',
      fr: "DHIS2 n'exécute aucune commande ici ; ce texte reste tel quel. Mettez le résultat dans une variable d'environnement et écrivez `{example}`.",
    },
  },
  check(conf, report) {
    for (const entry of suspects(conf)) {
      for (const slip of slipsOf(entry)) {
        const span = placeInValue(conf.text, entry, slip.start, slip.end);
        const newText = slip.instead;
        report({
          message: slip.message,
          args: slip.args,
          span,
          ...(slip.message === 'shell' && mayHoldSecret(entry) ? { severity: 'info' } : {}),
          fixes:
            newText === undefined || isEncryptionPassword(entry)
              ? []
              : [
                  {
                    title: message({ en: 'Write it as DHIS2 reads it', fr: "L'écrire comme DHIS2 le lit" }),
                    edits: [{ span, newText: escapeValue(newText) }],
                    preferred: slip.message !== 'shell' || !mayHoldSecret(entry),
                  },
                ],
        });
      }
    }
  },
});

export const page = {
  why: {
    en: 'The text stays in the value as it stands, without a message: the password, say, becomes `${env:DB_PASSWORD}`.',
    fr: 'Le texte reste tel quel dans la valeur, sans message : le mot de passe, par exemple, devient `${env:DB_PASSWORD}`.',
  },
  todo: {
    en: 'Write `${NAME}` and give the value as an environment variable of the server process.',
    fr: "Écrivez `${NOM}` et donnez la valeur par une variable d'environnement du processus serveur.",
  },
  good: [
    { text: 'connection.url = jdbc:postgresql://${DB_HOST:-db}:${DB_PORT:-5432}/dhis2\nconnection.password = ${DB_PASSWORD}\n' },
    { text: 'connection.password = $x%Y%\nnode.id = $${env:NODE}\nministry.note = ${env:X}\n' },
    { text: 'node.id = ${A:-http://x:80}\nconnection.username = ${k8s.secret-name}\n' },
  ],
  bad: [
    {
      text: 'connection.password = ${env:DB_PASSWORD}\n#                     ^^^^^^^^^^^^^^^^^^ lookup\n',
      fixed: 'connection.password = ${DB_PASSWORD}\n',
    },
    { text: 'connection.password = ${file:/run/secrets/db}\n#                     ^^^^^^^^^^^^^^^^^^^^^^^ lookup\n' },
    {
      text: 'connection.pool.max_size = ${POOL:80}\n#                          ^^^^^^^^^^ colon\n',
      fixed: 'connection.pool.max_size = ${POOL:-80}\n',
    },
    {
      text: 'connection.username = ${ DB_USER }\n#                     ^^^^^^^^^^^^ blanks\n',
      fixed: 'connection.username = ${DB_USER}\n',
    },
    { text: 'connection.username = $DB_USER\n#                     ^^^^^^^^ shell\n', fixed: 'connection.username = ${DB_USER}\n' },
    { text: 'connection.password = %DB_PASSWORD%\n#                     ^^^^^^^^^^^^^ shell\n' },
    { text: 'connection.password = $(cat /run/secrets/db)\n#                     ^^^^^^^^^^^^^^^^^^^^^^ command\n' },
  ],
} satisfies RulePage;

type Slip = {
  readonly message: MessageId;
  readonly start: number;
  readonly end: number;
  /** Never the text of a default, which may be a secret. */
  readonly args: { readonly name?: string; readonly example: string };
  readonly instead: string | undefined;
};

function slipsOf({ value }: KnownEntry): readonly Slip[] {
  if (!value.includes('${')) return shellSlip(value);
  return readPlaceholders(value)
    .closed.filter((placeholder) => !isNested(placeholder))
    .flatMap(placeholderSlip);
}

function placeholderSlip({ start, end, name, fallback }: Placeholder): readonly Slip[] {
  const tail = fallback === undefined ? '' : `:-${fallback}`;
  const bare = name.trim();
  if (bare !== name)
    return bare === '' ? [] : [{ message: 'blanks', start, end, args: { example: variable(bare) }, instead: variable(bare + tail) }];
  const [, head, rest] = /^([A-Za-z_]\w*):(.*)$/.exec(name) ?? [];
  if (head === undefined || rest === undefined) return [];
  if (lookups.has(head)) return [lookupSlip({ start, end }, head, rest, tail)];
  const operator = /^[-=?+]/.exec(rest)?.[0];
  // A message with the default in it could show a secret.
  const args = { example: operator === '?' || operator === '+' ? variable(head) : variable(`${head}:-...`) };
  const instead = operator === undefined || operator === '=' ? variable(`${head}:-${rest.replace(/^=/, '')}${tail}`) : undefined;
  return [{ message: 'colon', start, end, args, instead }];
}

/** Prefixes that Apache Commons, Log4j, Spring and common secret stores know. */
const lookups: ReadonlySet<string> = new Set(
  'env sys file script url dns date const java localhost properties xml base64Encoder base64Decoder vault secret ssm aws gcp k8s'.split(
    ' ',
  ),
);

/** `${env:NAME}` as in Log4j and Apache Commons Configuration. */
function lookupSlip(place: { readonly start: number; readonly end: number }, prefix: string, rest: string, tail: string): Slip {
  const isVariable = prefix === 'env' && /^\w+$/.test(rest);
  return {
    message: 'lookup',
    ...place,
    args: { name: `${prefix}:${isVariable ? rest : '...'}`, example: variable(isVariable ? rest : 'NAME') },
    instead: isVariable ? variable(rest + tail) : undefined,
  };
}

/** Only where it is the whole value, in capitals: a `$` or `%` may well stand in a password. */
function shellSlip(value: string): readonly Slip[] {
  const [, dollar, percent] = /^(?:\$([A-Z_][A-Z0-9_]{2,})|%([A-Z_][A-Z0-9_]{2,})%)$/.exec(value) ?? [];
  const name = dollar ?? percent;
  const place = { start: 0, end: value.length };
  if (name !== undefined) return [{ message: 'shell', ...place, args: { example: variable(name) }, instead: variable(name) }];
  if (/^\$\(\w+ .*\)$/.test(value)) return [{ message: 'command', ...place, args: { example: variable('NAME') }, instead: undefined }];
  return [];
}

const variable = (inside: string) => `\${${inside}}`;
