import type { KeyRow } from '../catalogue/catalogue.ts';
import { type Dhis2Version, isWithin } from '../catalogue/versions.ts';
import type { KnownEntry } from '../conf/entry-lists.ts';
import { unusualEntries } from '../conf/live-entries.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { isEncryptionPassword, mayHoldSecret } from '../conf/secrets.ts';
import { type TrailingComment, trailingComment } from '../conf/value-slips.ts';
import type { Fix, Severity } from '../findings.ts';
import { message } from '../messages.ts';
import { isBlank } from '../properties/characters.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

const suspects = unusualEntries.where((entry) => trailingComment(entry) !== undefined);

export const rule = defineConfRule<'switch' | 'value' | 'perhaps'>({
  id: 'trailing-comment',
  category: 'syntax',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Comment behind a value', fr: 'Commentaire derrière une valeur' },
  what: {
    en: 'A comment stands on the same line as a value. In a `dhis.conf`, `#` begins a comment only at the start of a line.',
    fr: "Un commentaire suit une valeur sur la même ligne. Dans un `dhis.conf`, `#` ne commence un commentaire qu'en début de ligne.",
  },
  source: 'java.util.Properties (JDK 17), run; DefaultDhisConfigurationProvider, all versions',
  messages: {
    switch: {
      en: 'Behind a value nothing is a comment: DHIS2 reads all of it as the value, which is no word for on, so `{key}` is not enabled. Move the comment to its own line.',
      fr: "Derrière une valeur, rien n'est un commentaire : DHIS2 lit le tout comme la valeur, qui ne veut plus dire « activé » ; `{key}` n'est donc pas activé. Placez le commentaire sur sa propre ligne.",
    },
    value: {
      en: 'Behind a value nothing is a comment: DHIS2 reads all of it as the value of `{key}`. Move the comment to its own line.',
      fr: "Derrière une valeur, rien n'est un commentaire : DHIS2 lit le tout comme la valeur de `{key}`. Placez le commentaire sur sa propre ligne.",
    },
    perhaps: {
      en: 'DHIS2 reads `#` and what follows as part of the value of `{key}`. If it is meant as a comment, move it to its own line.',
      fr: "DHIS2 lit `#` et ce qui suit comme une partie de la valeur de `{key}`. Si c'est un commentaire, placez-le sur sa propre ligne.",
    },
  },
  check(conf, report) {
    for (const entry of suspects(conf)) {
      const comment = trailingComment(entry);
      if (comment === undefined) continue;
      const isSwitch = entry.match.row.type === 'boolean' && comment.certain;
      const severity = severityOf(entry, comment, conf.version);
      report({
        message: isSwitch ? 'switch' : comment.certain ? 'value' : 'perhaps',
        args: { key: entry.key },
        span: placeInValue(conf.text, entry, comment.start),
        ...(severity === undefined ? {} : { severity }),
        fixes: moveCommentFix(conf.text, entry, comment),
      });
    }
  },
});

export const page = {
  why: {
    en: 'DHIS2 takes the comment as part of the value: `on   # note` is not `on`, so the switch stays off, and a number with a note is no number.',
    fr: "DHIS2 prend le commentaire pour une partie de la valeur : `on   # note` n'est pas `on`, l'interrupteur reste donc éteint, et un nombre suivi d'une note n'est plus un nombre.",
  },
  todo: {
    en: 'Move the comment to a line of its own, above.',
    fr: 'Placez le commentaire sur sa propre ligne, au-dessus.',
  },
  good: [
    { text: '# reachable through the proxy\nserver.https = on\nconnection.password = ab#cd#ef\n' },
    { text: 'server.base.url = https://hmis.example.org/#/login\nconnection.password = #x 9\n' },
    { text: 'ministry.note = 3   # site-own key\n' },
    { text: 'server.https = {{ https }} # on\nconnection.pool.max_size = ${POOL:-80 # many}\n' },
    { text: 'server.https = on # overridden below, said by another rule\nserver.https = on\n' },
  ],
  bad: [
    {
      text: 'server.https = on   # behind nginx\n#                ^^^^^^^^^^^^^^^^^ switch\n',
      fixed: '# behind nginx\nserver.https = on\n',
    },
    {
      text: '  connection.pool.max_size = 80 // enough\n#                              ^^^^^^^^^^ value\n',
      fixed: '  # enough\n  connection.pool.max_size = 80\n',
    },
    {
      text: 'route.remote_servers_allowed = https://a.example.org # ours\n#                                                   ^^^^^^^ value\n',
      fixed: '# ours\nroute.remote_servers_allowed = https://a.example.org\n',
    },
    {
      text: 'connection.password = ${DB_PASSWORD}   # from the vault\n#                                   ^^^^^^^^^^^^^^^^^^^ value\n',
      fixed: '# from the vault\nconnection.password = ${DB_PASSWORD}\n',
    },
    {
      text: 'server.https = off # no TLS here\n#                 ^^^^^^^^^^^^^^ switch\n',
      fixed: '# no TLS here\nserver.https = off\n',
    },
    { text: 'oidc.provider.keycloak.mapping_claim = email   # or sub\n#                                           ^^^^^^^^^^^ perhaps\n' },
    { text: 'connection.password = abc # the old one\n#                        ^^^^^^^^^^^^^^ perhaps\n' },
  ],
} satisfies RulePage;

/** A switch that is off because of the comment, and off is what was meant, does no harm. */
function severityOf(entry: KnownEntry, { start, certain }: TrailingComment, version: Dhis2Version): Severity | undefined {
  if (!certain) return mayHoldSecret(entry) ? 'hint' : 'info';
  return start > 0 && isOffAnyway(entry.match.row, entry.value.slice(0, start), version) ? 'info' : undefined;
}

function isOffAnyway(row: KeyRow, kept: string, version: Dhis2Version): boolean {
  const words = row.literals?.find((span) => isWithin(version, span));
  return words?.otherwise === 'disables' && !words.enables.some((word) => word.toLowerCase() === kept.toLowerCase());
}

/** None where the comment runs over several lines, since it could not be moved as it stands. */
function moveCommentFix(text: string, entry: KnownEntry, { start, words, certain }: TrailingComment): readonly Fix[] {
  const comment = placeInValue(text, entry, start);
  const said = text.slice(placeInValue(text, entry, words).start, comment.end).trim();
  if (/[\r\n]/.test(text.slice(comment.start, comment.end))) return [];
  const at = entry.entry.span.start;
  let lineStart = at;
  while (lineStart > 0 && isBlank(text.charCodeAt(lineStart - 1))) lineStart--;
  const lineEnd = text.startsWith('\r\n', entry.entry.value.span.end) ? '\r\n' : '\n';
  return [
    {
      title: message({ en: 'Move the comment to its own line', fr: 'Placer le commentaire sur sa propre ligne' }),
      edits: [
        { span: { start: at, end: at }, newText: `# ${said}${lineEnd}${text.slice(lineStart, at)}` },
        { span: { start: comment.start, end: entry.entry.value.span.end }, newText: '' },
      ],
      // Without a value the line would set the empty text.
      preferred: certain && start > 0 && !isEncryptionPassword(entry),
    },
  ];
}
