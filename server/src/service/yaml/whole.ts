/** The `yaml` package asked as all of ours ask it. */
import { type Document, parseAllDocuments } from 'yaml';

/** Keys are compared in plain-data.ts: the package compares each with all before it, which takes minutes in a large file. */
export function parseWhole(text: string): readonly Document.Parsed[] {
  try {
    const documents = parseAllDocuments(text, { uniqueKeys: false, stringKeys: true, prettyErrors: false, logLevel: 'silent' });
    return Array.isArray(documents) ? documents : [];
  } catch {
    // Only a stack that is nearly used up before we are called gets here; no text, no findings.
    return [];
  }
}
