/** The comments of any of our documents that silence findings, and whether the rest of it can be judged. */
import { confComments } from './conf/conf-comments.ts';
import type { ConfDocument } from './conf/conf-document.ts';
import type { Parsed } from './documents.ts';
import { lineStart } from './text/lines.ts';
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

/** Start of the line above which a comment would be about the offset; undefined where there can be none. */
export function commentPlace(parsed: Parsed | undefined, offset: number): number | undefined {
  switch (parsed?.kind) {
    case 'dhis-conf':
      return placeInConf(parsed.conf, offset);
    case 'hosting-manifest':
      return placeInYaml(parsed.manifest.text, offset);
    case 'lint-settings':
      return placeInYaml(parsed.settings.text, offset);
    case undefined:
      return undefined;
  }
}

/** Above an entry, unless a line of blanks and a backslash goes before it: what follows such a line belongs to it. */
function placeInConf({ text, file: { entries } }: ConfDocument, offset: number): number | undefined {
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

/** In the middle of a quoted or block text, a comment would become a part of it. */
function placeInYaml(text: string, offset: number): number | undefined {
  const start = lineStart(text, offset);
  const margin = /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
  const comment = `${margin}#\n`;
  const tried = yamlComments(text.slice(0, start) + comment + text.slice(start)).find(({ span }) => span.start === start + margin.length);
  return tried?.about !== undefined && tried.about.start === start + comment.length ? start : undefined;
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
