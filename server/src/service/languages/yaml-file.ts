/** What all YAML files of ours share; they differ in their schema and their rules. */
import { yamlCompletion } from '../features/yaml-completion.ts';
import { yamlFolding } from '../features/yaml-folding.ts';
import { yamlHover } from '../features/yaml-hover.ts';
import { yamlSymbols } from '../features/yaml-symbols.ts';
import { lineOf } from '../manifest/items.ts';
import { once } from '../once.ts';
import { createSignSearch } from '../text/sign-search.ts';
import { maySuppress, suppressionMark } from '../text/suppressions.ts';
import type { YamlPart } from '../yaml/document.ts';
import { partAt, pathNameAt } from '../yaml/path-at.ts';
import type { SchemaDocument } from '../yaml/schema-document.ts';
import { commentPlaces, yamlComments } from '../yaml/yaml-comments.ts';
import type { LanguageFile } from './language-file.ts';

const holdsMark = createSignSearch([suppressionMark]);

export function yamlFile(yaml: SchemaDocument): Omit<LanguageFile, 'findings'> {
  const { text, parts, templated } = yaml;
  return {
    ...yamlParts(text, parts),
    comments: () => (holdsMark(lineOf(yaml), text) ? yamlComments(text) : []),
    isReadable: () => !templated && parts.every(({ readable }) => readable),
    completion: ({ document, offset, around }) => yamlCompletion(document, yaml, offset, around.host.locale),
    hover: ({ document, offset, around }) => yamlHover(document, yaml, offset, around.host.locale),
    documentSymbols: ({ document }) => yamlSymbols(document, yaml),
    foldingRanges: () => yamlFolding(text),
  };
}

/** What needs no schema. */
export function yamlParts(
  text: string,
  parts: readonly YamlPart[],
): Pick<LanguageFile, 'text' | 'comments' | 'commentPlace' | 'placeName'> {
  const places = once(() => commentPlaces(text));
  return {
    text,
    comments: () => (maySuppress(text) ? yamlComments(text) : []),
    commentPlace: (offset) => places()(offset),
    placeName(offset) {
      const part = partAt(parts, offset);
      return part === undefined ? '' : pathNameAt(part.yaml, offset);
    },
  };
}
