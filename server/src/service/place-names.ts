/**
 * What a place is called without its line, so that a finding is known again after lines have moved: the key in a
 * `dhis.conf`, the path in YAML. Values and comments are left out, because they may hold secrets and because they change.
 */
import { entryAt } from './conf/place-at.ts';
import type { Parsed } from './documents.ts';
import { pathNameAt } from './yaml/path-at.ts';
import type { SchemaDocument } from './yaml/schema-document.ts';

/** Empty outside of entries and fields. */
export function placeName(parsed: Parsed | undefined, offset: number): string {
  switch (parsed?.kind) {
    case 'dhis-conf':
      return entryAt(parsed.conf.entries, offset)?.key ?? '';
    case 'hosting-manifest':
      return yamlPlaceName(parsed.manifest, offset);
    case 'lint-settings':
      return yamlPlaceName(parsed.settings, offset);
    case undefined:
      return '';
  }
}

function yamlPlaceName({ parts }: SchemaDocument, offset: number): string {
  const part = parts.findLast(({ yaml }) => yaml.range[0] <= offset) ?? parts[0];
  return part === undefined ? '' : pathNameAt(part.yaml, offset);
}
