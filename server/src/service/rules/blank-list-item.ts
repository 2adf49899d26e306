import { isWithin } from '../catalogue/versions.ts';
import { isDecidedLater } from '../conf/effective.ts';
import type { KnownEntry, Release } from '../conf/entry-lists.ts';
import { unusualEntries } from '../conf/live-entries.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { stopsTheStart } from '../conf/start-stoppers.ts';
import { trailingComment } from '../conf/value-slips.ts';
import type { SpanEdit } from '../findings.ts';
import { message } from '../messages.ts';
import type { ConfContext } from './context.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

const suspects = unusualEntries.where((entry, release) => separatorThatKeepsBlanks(release, entry) !== undefined);

export const rule = defineConfRule<'blank' | 'stops'>({
  id: 'blank-list-item',
  category: 'syntax',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Blank beside the separator of a list', fr: "Espace à côté du séparateur d'une liste" },
  what: {
    en: 'A blank stands before or behind a separator of a list that DHIS2 splits without cutting blanks. The blank becomes part of the item.',
    fr: "Un espace précède ou suit un séparateur d'une liste que DHIS2 découpe sans retirer les espaces. L'espace devient une partie de l'élément.",
  },
  source: 'DefaultDhisConfigurationProvider, RouteService, AuditMatrixConfigurer, dhis2/dhis2-core tags 2.35.0 to 2.43.1',
  messages: {
    blank: {
      en: 'DHIS2 does not cut the blanks beside `{separator}`: it takes the blank as part of the item, which then matches nothing. Remove the blanks.',
      fr: "DHIS2 ne retire pas les espaces à côté de `{separator}` : l'espace fait partie de l'élément, qui ne correspond alors à rien. Retirez les espaces.",
    },
    stops: {
      en: 'DHIS2 does not cut the blanks beside `{separator}`: it refuses an item with a blank and does not start. Remove the blanks.',
      fr: 'DHIS2 ne retire pas les espaces à côté de `{separator}` : il refuse un élément avec un espace et ne démarre pas. Retirez les espaces.',
    },
  },
  check(conf, report) {
    for (const entry of suspects(conf)) {
      const separator = separatorThatKeepsBlanks(conf, entry);
      if (separator === undefined || isDecidedLater(entry.value) || trailingComment(entry) !== undefined) continue;
      const edits = blanksBeside(conf, entry, separator);
      const [first] = edits;
      if (first === undefined) continue;
      const stops = entry.match.row.itemType === 'url-origin' && stopsTheStart(conf, entry, 'blank-in-list');
      report({
        message: stops ? 'stops' : 'blank',
        ...(stops ? { severity: 'error' } : {}),
        args: { separator },
        span: first.span,
        fixes: [{ title: message({ en: 'Remove the blanks', fr: 'Retirer les espaces' }), edits, preferred: true }],
      });
    }
  },
});

export const page = {
  why: {
    en: 'The item matches nothing: a server in the list is refused all the same, an audit operation is not recorded. In `route.remote_servers_allowed` it even stops the start.',
    fr: "L'élément ne correspond à rien : un serveur de la liste est refusé quand même, une opération d'audit n'est pas enregistrée. Dans `route.remote_servers_allowed`, il empêche même le démarrage.",
  },
  todo: { en: 'Write the list without blanks.', fr: 'Écrivez la liste sans espaces.' },
  good: [
    { text: 'switch_user_allow_listed_ips = 10.0.0.1, 10.0.0.2\naudit.metadata = CREATE; UPDATE\n', dhis2Version: '2.43' },
    { text: 'metadata.sync.remote_servers_allowed = ${SERVERS}, ${MORE}\nroute.remote_servers_allowed = https://a.example.org,\n' },
    { text: 'analytics.table.skip_index = a, b\noidc.provider.x.scopes = openid email\n' },
  ],
  bad: [
    {
      text: 'metadata.sync.remote_servers_allowed = https://a.example.org/ , https://b.example.org/\n#                                                            ^^^ blank\n',
      fixed: 'metadata.sync.remote_servers_allowed = https://a.example.org/,https://b.example.org/\n',
    },
    {
      text: 'route.remote_servers_allowed = https://a.example.org, https://b.example.org\n#                                                   ^^ stops\n',
      fixed: 'route.remote_servers_allowed = https://a.example.org,https://b.example.org\n',
    },
    {
      text: 'audit.metadata = CREATE; UPDATE\n#                      ^^ blank\n',
      fixed: 'audit.metadata = CREATE;UPDATE\n',
      dhis2Version: '2.40',
    },
  ],
} satisfies RulePage;

/** Of lists whose items are compared letter by letter; how others read a blank is not known. */
function separatorThatKeepsBlanks({ version }: Release, { match: { row } }: KnownEntry): string | undefined {
  const { separator, itemType, itemValues, trimsItems } = row;
  if (row.type !== 'list' || separator === undefined || separator === ' ' || itemType === 'pair') return undefined;
  if (itemType === undefined && itemValues === undefined) return undefined;
  return trimsItems?.some((span) => isWithin(version, span)) === true ? undefined : separator;
}

function blanksBeside({ text }: ConfContext, entry: KnownEntry, separator: string): readonly SpanEdit[] {
  return [...entry.value.matchAll(/[ \t]*[,;][ \t]*/g)]
    .filter(([found]) => found.trim() === separator && found.length > 1)
    .map(({ 0: found, index }) => ({ span: placeInValue(text, entry, index, index + found.length), newText: separator }));
}
