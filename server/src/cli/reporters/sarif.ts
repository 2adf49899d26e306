/**
 * SARIF 2.1.0 (OASIS standard), as GitHub's code scanning and the viewers of editors read it. Characters are UTF-16
 * units; a byte order mark does not count (section 3.30.2). No text of the file is quoted but in fixes, and there none
 * that may hold a secret.
 */
import { documentedRules as rules } from '#service/documented.ts';
import { type Finding, type Fix, type Locale, productVersion, type RelatedPlace, render, type Span, TextDocument } from '#service/index.ts';
import { pathInCheckout } from '../checkout.ts';
import { fingerprintsOf } from '../fingerprints.ts';
import { sarifTexts } from '../texts.ts';
import type { FileReport, Reporter, ReporterOptions } from './report.ts';
import { sarifLevels, sarifRule } from './sarif-rules.ts';

/** The folder of the checkout, by the name that GitHub gives it. */
const checkoutId = 'SRCROOT';

const languageTags: { readonly [L in Locale]: string } = { en: 'en-US', fr: 'fr-FR' };

export const reportSarif: Reporter = (files, options) => {
  const { locale, problems } = options;
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'DHIS2 Hosting',
            version: productVersion,
            semanticVersion: productVersion,
            language: languageTags[locale],
            rules: rules.map((rule) => sarifRule(rule, locale)),
          },
        },
        language: languageTags[locale],
        columnKind: 'utf16CodeUnits',
        newlineSequences: ['\r\n', '\n', '\r'],
        originalUriBaseIds: { [checkoutId]: { description: { text: sarifTexts.checkout[locale] } } },
        invocations: [
          {
            executionSuccessful: problems.length === 0,
            toolExecutionNotifications: problems.map((problem) => ({ level: 'error', message: { text: render(problem, locale) } })),
          },
        ],
        artifacts: files.map((file) => ({
          location: artifactLocation(file.document, options),
          encoding: file.encoding,
          roles: ['analysisTarget'],
        })),
        results: files.flatMap((file) => resultsOf(file, options)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
};

function resultsOf(file: FileReport, options: ReporterOptions) {
  const { locale } = options;
  const prints = fingerprintsOf(file);
  const regionOf = createRegions(file.document);
  const physicalLocation = (span: Span) => ({ artifactLocation: artifactLocation(file.document, options), region: regionOf(span) });
  return file.findings.map((finding, index) => ({
    ruleId: finding.rule,
    ruleIndex: ruleIndex.get(finding.rule) ?? -1,
    level: sarifLevels[finding.severity],
    message: { text: render(finding.message, locale) },
    locations: [{ physicalLocation: physicalLocation(finding.span) }],
    partialFingerprints: { 'dhis2HostingRuleAndKey/v1': prints[index] },
    ...list(
      'relatedLocations',
      finding.related.map((place, id) => ({
        id,
        physicalLocation: elsewhere(place, options) ?? physicalLocation(place.span),
        message: { text: render(place.message, locale) },
      })),
    ),
    ...list(
      'fixes',
      preferredFixes(file, finding).map((fix) => ({
        description: { text: render(fix.title, locale) },
        artifactChanges: [{ artifactLocation: artifactLocation(file.document, options), replacements: replacementsOf(fix, regionOf) }],
      })),
    ),
  }));
}

/** Left out where there is nothing to list. */
function list<Name extends string, T>(name: Name, items: readonly T[]): { readonly [N in Name]?: readonly T[] } {
  return items.length === 0 ? {} : ({ [name]: items } as { readonly [N in Name]: readonly T[] });
}

function replacementsOf({ edits }: Fix, regionOf: (span: Span) => object) {
  return edits.map(({ span, newText }) => ({
    deletedRegion: regionOf(span),
    ...(newText === '' ? {} : { insertedContent: { text: newText } }),
  }));
}

/** What is written into the place of a secret may be part of it; a byte order mark has no place in SARIF. */
function preferredFixes({ document, secrets }: FileReport, { fixes }: Finding): readonly Fix[] {
  const hasMark = document.getText().startsWith('\ufeff');
  const isTellable = ({ span, newText }: Fix['edits'][number]) =>
    !(hasMark && span.start === 0) &&
    (newText === '' || !secrets.some((secret) => secret.start < Math.max(span.end, span.start + 1) && span.start < secret.end));
  return fixes.filter(({ preferred, edits }) => preferred && edits.every(isTellable));
}

const ruleIndex: ReadonlyMap<string, number> = new Map(rules.map(({ id }, index) => [id, index]));

/** In another file than the finding. */
function elsewhere({ span, elsewhere: place }: RelatedPlace, options: ReporterOptions) {
  if (place === undefined) return undefined;
  const document = TextDocument.create(place.uri, '', 0, place.text);
  return { artifactLocation: artifactLocation(document, options), region: createRegions(document)(span) };
}

function artifactLocation({ uri }: Pick<TextDocument, 'uri'>, { checkout }: ReporterOptions) {
  const inside = pathInCheckout(checkout, uri);
  if (inside === undefined) return { uri };
  return { uri: inside.split('/').map(encodeURIComponent).join('/'), uriBaseId: checkoutId };
}

function createRegions(document: TextDocument): (span: Span) => object {
  const text = document.getText();
  const mark = text.startsWith('\ufeff') ? 1 : 0;
  const counted = mark === 0 ? document : TextDocument.create(document.uri, document.languageId, document.version, text.slice(mark));
  const withoutMark = (offset: number) => Math.max(0, offset - mark);
  return ({ start, end }) => {
    const first = counted.positionAt(withoutMark(start));
    const last = counted.positionAt(withoutMark(end));
    return {
      startLine: first.line + 1,
      startColumn: first.character + 1,
      endLine: last.line + 1,
      endColumn: last.character + 1,
      charOffset: withoutMark(start),
      charLength: withoutMark(end) - withoutMark(start),
    };
  };
}
