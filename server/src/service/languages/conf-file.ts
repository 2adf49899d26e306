/** `dhis.conf`: the properties file of a DHIS2 server. */
import { catalogue } from '../catalogue/dhis-conf-catalogue.ts';
import { commentsWhere } from '../conf/comments-where.ts';
import { confComments } from '../conf/conf-comments.ts';
import { type ReusableConf, readConf, rereadConf } from '../conf/conf-document.ts';
import { entryAt } from '../conf/place-at.ts';
import { resolveVersion } from '../conf/resolve-version.ts';
import { secretSpans } from '../conf/secret-spans.ts';
import { allowKeyOffers } from '../features/allow-key-action.ts';
import { confCompletion } from '../features/conf-completion.ts';
import { confFolding } from '../features/conf-folding.ts';
import { confFormatting } from '../features/conf-formatting.ts';
import { confHighlights } from '../features/conf-highlights.ts';
import { confHover } from '../features/conf-hover.ts';
import { confInlayHints } from '../features/conf-inlay-hints.ts';
import { confLinks } from '../features/conf-links.ts';
import { navigateConf } from '../features/conf-navigation.ts';
import { confRefactorings } from '../features/conf-refactorings.ts';
import { confRename, prepareConfRename } from '../features/conf-rename.ts';
import { confSemanticTokens } from '../features/conf-semantic-tokens.ts';
import { confSymbols } from '../features/conf-symbols.ts';
import { confRules } from '../generated/conf-rules.ts';
import { placementOfConf } from '../project/placement.ts';
import type { ConfContext } from '../rules/context.ts';
import { runRules } from '../rules/run-rules.ts';
import { lineStart } from '../text/lines.ts';
import { maySuppress } from '../text/suppressions.ts';
import { fits } from '../text/wildcard.ts';
import type { LanguageFile, Surroundings } from './language-file.ts';

export type ConfFile = LanguageFile & { readonly kind: 'dhis-conf'; readonly conf: ReusableConf };

/** The file of an earlier text, when there is one, must not be used again. */
export function readConfFile(text: string, before?: ConfFile): ConfFile {
  const conf = before === undefined ? readConf(text, catalogue) : rereadConf(before.conf, text, catalogue);
  return {
    kind: 'dhis-conf',
    conf,
    text,
    findings(around, onError) {
      const context = confContext(conf, around);
      return runRules(confRules, around.settings, (rule, report) => rule.check(context, report), onError);
    },
    comments: () => (suppressing(conf).length > 0 ? confComments(conf) : []),
    commentPlace: (offset) => commentPlace(conf, offset),
    isReadable: () => !templateMark.test(text),
    placeName: (offset) => entryAt(conf.entries, offset)?.key ?? '',
    secretSpans: () => secretSpans(conf, catalogue),

    completion: ({ document, offset, around }) =>
      confCompletion(document, conf, confContext(conf, around).version, offset, around.host.locale),
    hover: ({ document, offset, around }) => confHover(document, confContext(conf, around), offset, around.host.locale),
    documentSymbols: ({ document }) => confSymbols(document, conf),
    inlayHints: ({ document, around }, within) => confInlayHints(document, confContext(conf, around), within, around.host.locale),
    semanticTokens: ({ around }, within) => confSemanticTokens(confContext(conf, around), within),
    foldingRanges: () => confFolding(conf),
    documentLinks: ({ document, around }) => confLinks(document, confContext(conf, around), around.host),
    documentHighlights(at) {
      const context = confContext(conf, at.around);
      return navigateConf(at, context)?.highlights() ?? confHighlights(at.document, context, at.offset);
    },
    definition: (at) => navigateConf(at, confContext(conf, at.around))?.definition() ?? [],
    references: (at, withDeclaration) => navigateConf(at, confContext(conf, at.around))?.references(withDeclaration) ?? [],
    prepareRename(at) {
      const context = confContext(conf, at.around);
      return navigateConf(at, context)?.prepareRename() ?? prepareConfRename(at.document, context, at.offset);
    },
    rename(at, newName) {
      const context = confContext(conf, at.around);
      return navigateConf(at, context)?.rename(newName) ?? confRename(at.document, context, at.offset, newName);
    },
    formatting: (_, within) => confFormatting(conf, within),
    offers: (finding, { host, uri }) => allowKeyOffers(finding, host.settingsFile?.(uri)),
    refactorings: (asked, around) => confRefactorings(asked, confContext(conf, around), around.host.randomBytes),
  };
}

/** Of many kinds of keys, to run what checks them. */
export function sampleConf(): string {
  return sample;
}

const sample = `# Database
connection.url = jdbc:postgresql://db.example.org:5432/dhis2
connection.username = dhis
connection.password = \${DB_PASSWORD}
connection.pool.max_size = 80
read1.connection.url = jdbc:postgresql://replica.example.org/dhis2
# Server
server.base.url = https://hmis.example.org
server.https = on
system.session.timeout = 3600
encryption.password = \${ENCRYPTION_PASSWORD}
oidc.provider.keycloak.client_id = dhis2
filestore.provider = filesystem
max.sesions.per_user = 10
`;

/** What rules and features see of a `dhis.conf`. */
export function confContext(conf: ReusableConf, { uri, host, settings, named, manifests, confAt }: Surroundings): ConfContext {
  const { version, line } = resolveVersion(conf, settings, named);
  return {
    ...conf,
    version,
    versionLine: line,
    catalogue,
    isAllowedKey: (key) => settings.allowedKeys.some((pattern) => fits(key, pattern)),
    isTracked: () => host.isTracked?.(uri) ?? false,
    placement: () => placementOfConf(named, manifests(), confAt),
  };
}

const suppressing = commentsWhere(maySuppress);

const templateMark = /\{\{|\{%/;

/** Above an entry, unless a line of blanks and a backslash goes before it: what follows such a line belongs to it. */
function commentPlace({ text, file: { entries } }: ReusableConf, offset: number): number | undefined {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.span.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const span = entries[low - 1]?.span;
  if (span === undefined || offset > span.end) return undefined;
  const start = lineStart(text, span.start);
  const before = /\\(?:\r\n|\r|\n)$/.test(text.slice(Math.max(0, start - 3), start));
  return before ? undefined : start;
}
