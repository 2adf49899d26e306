/** The comments of any of our documents that silence findings, and whether the rest of it can be judged. */
import { confComments } from './conf/conf-comments.ts';
import type { Parsed } from './documents.ts';
import { maySuppress, readSuppressions, type Suppression } from './text/suppressions.ts';
import type { SchemaDocument } from './yaml/schema-document.ts';
import { yamlComments } from './yaml/yaml-comments.ts';

export function suppressionsIn(parsed: Parsed | undefined): readonly Suppression[] {
  switch (parsed?.kind) {
    case 'dhis-conf': {
      const { conf } = parsed;
      return maySuppress(conf.text) ? readSuppressions(conf.text, confComments(conf)) : [];
    }
    case 'hosting-manifest':
      return inYaml(parsed.manifest);
    case 'lint-settings':
      return inYaml(parsed.settings);
    case undefined:
      return [];
  }
}

export function textOf(parsed: Parsed): string {
  switch (parsed.kind) {
    case 'dhis-conf':
      return parsed.conf.text;
    case 'hosting-manifest':
      return parsed.manifest.text;
    case 'lint-settings':
      return parsed.settings.text;
  }
}

/** Offset of what a comment above would be about: the entry that holds the offset, or the line. */
export function placeIn(parsed: Parsed | undefined, offset: number): number | undefined {
  if (parsed?.kind !== 'dhis-conf') return parsed && offset;
  const { entries } = parsed.conf.file;
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.span.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const span = entries[low - 1]?.span;
  return span !== undefined && offset <= span.end ? span.start : undefined;
}

const templateMark = /\{\{|\{%/;

/** False for broken YAML and for templates: rules are silent there about things that may be wrong all the same. */
export function isReadable(parsed: Parsed): boolean {
  switch (parsed.kind) {
    case 'dhis-conf':
      return !templateMark.test(parsed.conf.text);
    case 'hosting-manifest':
      return isReadableYaml(parsed.manifest);
    case 'lint-settings':
      return isReadableYaml(parsed.settings);
  }
}

function inYaml({ text }: SchemaDocument): readonly Suppression[] {
  return maySuppress(text) ? readSuppressions(text, yamlComments(text)) : [];
}

function isReadableYaml({ templated, parts }: SchemaDocument): boolean {
  return !templated && parts.every(({ readable }) => readable);
}
