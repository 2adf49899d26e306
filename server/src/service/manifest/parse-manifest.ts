import type { HostingManifest } from '../generated/hosting-manifest.types.ts';
import { type SchemaViolation, validate } from '../generated/hosting-manifest.validate.js';
import { parseYaml, type YamlPart } from '../yaml/document.ts';
import type { ManifestDocument } from './manifest-document.ts';

/** `{{ ... }}` or `{% ... %}` outside a comment. */
const templateMark = /^[^#\r\n]*(?:\{\{|\{%)/m;

export function parseManifest(text: string): ManifestDocument {
  const parts = parseYaml(text).map((part) => ({ ...part, violations: violationsOf(part) }));
  return {
    text,
    parts,
    templated: templateMark.test(text),
    valid: parts
      .filter((part) => part.readable && part.violations.length === 0 && !isEmpty(part))
      .map((part) => part.data as HostingManifest),
  };
}

/** A document of comments alone says nothing yet, so it breaks no rule. */
function isEmpty(part: YamlPart): boolean {
  return part.data === null || part.data === undefined;
}

function violationsOf(part: YamlPart): readonly SchemaViolation[] {
  return isEmpty(part) || validate(part.data) ? [] : (validate.errors ?? []);
}
