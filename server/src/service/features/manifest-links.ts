/**
 * What can be opened from a manifest: web addresses in values and comments, files beside it that fields name, and the
 * pages of the rules that a comment ignores.
 */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { DocumentLink } from 'vscode-languageserver-types';
import type { Span } from '../findings.ts';
import type { Surroundings } from '../languages/language-file.ts';
import { fileBeside } from '../manifest/conf-addresses.ts';
import { exactSpan, isGroup } from '../manifest/items.ts';
import type { ManifestDocument } from '../manifest/manifest-document.ts';
import { webAddressesIn } from '../text/web-addresses.ts';
import type { SchemaPart } from '../yaml/schema-document.ts';
import type { Path } from '../yaml/schema-walk.ts';
import { yamlComments } from '../yaml/yaml-comments.ts';
import { rulePageLinks } from './rule-page-links.ts';
import { rangeOf } from './thing-navigation.ts';

/** More than anybody follows, and little enough for any editor. */
const most = 2000;

type Link = { readonly span: Span; readonly target: string };

export function manifestLinks(document: TextDocument, manifest: ManifestDocument, { uri, host }: Surroundings): DocumentLink[] {
  const links: readonly Link[] = [
    ...addresses(manifest.text),
    ...manifest.parts.flatMap((part) => files(manifest.text, part, uri)),
    ...rulePageLinks(manifest.text, () => yamlComments(manifest.text), host.rulePage),
  ];
  return links
    .slice(0, most)
    .sort((a, b) => a.span.start - b.span.start)
    .map(({ span, target }) => ({ range: rangeOf(document, span), target }));
}

/** One that holds a login is not shown again. */
function addresses(text: string): readonly Link[] {
  if (!text.includes('://')) return [];
  return webAddressesIn(text)
    .filter(({ target }) => !/^https?:\/\/[^/?#]*@/i.test(target))
    .map(({ start, target }) => ({ span: { start, end: start + target.length }, target }));
}

/** Fields that name a file by its path from the manifest, always or when it is no address. `*` stands for every item. */
const fileFields: readonly { readonly path: readonly string[]; readonly onlyFile: boolean }[] = [
  { path: ['instances', '*', 'config'], onlyFile: true },
  { path: ['instances', '*', 'war', 'file'], onlyFile: true },
  { path: ['governance', 'securityPlan', 'location'], onlyFile: false },
  { path: ['governance', 'documents', '*', 'location'], onlyFile: false },
  { path: ['governance', 'audits', '*', 'report'], onlyFile: false },
  { path: ['backups', '*', 'restoreTest', 'evidence'], onlyFile: false },
];

function files(source: string, part: SchemaPart, manifestUri: string): readonly Link[] {
  return fileFields.flatMap(({ path, onlyFile }) =>
    textsAt(part.data, path).flatMap(({ text, at }) => {
      const span = isBeside(text) && (onlyFile || looksLikeFile(text)) ? exactSpan(part, at) : undefined;
      return span === undefined ? [] : [{ span: withoutQuotes(source, span), target: fileBeside(manifestUri, text) }];
    }),
  );
}

function withoutQuotes(text: string, { start, end }: Span): Span {
  return /["']/.test(text.charAt(start)) && end - start > 1 ? { start: start + 1, end: end - 1 } : { start, end };
}

const isBeside = (path: string): boolean => /^(?![/\\~-]|[A-Za-z][A-Za-z0-9+.-]*:)[^\u0000-\u001f]+$/.test(path);

/** Not `cabinet 3 in the office`. */
const looksLikeFile = (path: string): boolean => /[^/.\s]\.[A-Za-z0-9]{1,5}$/.test(path);

type TextAt = { readonly text: string; readonly at: Path };

function textsAt(data: unknown, [step, ...rest]: readonly string[], at: Path = []): readonly TextAt[] {
  if (step === undefined) return typeof data === 'string' ? [{ text: data, at }] : [];
  if (step !== '*') return isGroup(data) ? textsAt(data[step], rest, [...at, step]) : [];
  if (Array.isArray(data)) return data.flatMap((item, i) => textsAt(item, rest, [...at, i]));
  return isGroup(data) ? Object.entries(data).flatMap(([name, value]) => textsAt(value, rest, [...at, name])) : [];
}
