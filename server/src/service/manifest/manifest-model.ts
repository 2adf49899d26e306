/** What a manifest says to those who act on it: every sound host and instance, though others beside them be broken. */
import type { Span } from '../findings.ts';
import type { Host, Instance } from '../generated/hosting-manifest.types.ts';
import { type Message, message } from '../messages.ts';
import type { Report } from '../rules/define-rule.ts';
import { rule as duplicateName } from '../rules/duplicate-name.ts';
import { rule as jumpHostLoop } from '../rules/jump-host-loop.ts';
import { rule as schemaViolation } from '../rules/manifest-schema-violation.ts';
import { rule as syntaxError } from '../rules/manifest-syntax-error.ts';
import { rule as unknownHostReference } from '../rules/unknown-host-reference.ts';
import { type ItemList, isSound, itemsOf } from './items.ts';
import type { ManifestDocument } from './manifest-document.ts';
import { parseManifest } from './parse-manifest.ts';

export type ManifestHost = Host & { readonly nameSpan: Span };
export type ManifestInstance = Instance & { readonly nameSpan: Span };
export type ManifestProblem = { readonly rule: string; readonly message: Message; readonly span: Span };

export type ManifestModel = {
  /** Each name once: of two with the same name, the first. */
  readonly hosts: readonly ManifestHost[];
  /** Their host may still be unknown or broken. */
  readonly instances: readonly ManifestInstance[];
  /** Why something is left out or will not work, in the order of the text; the severities of the user do not count here. */
  readonly problems: readonly ManifestProblem[];
};

const rules = [syntaxError, schemaViolation, duplicateName, unknownHostReference, jumpHostLoop];

/** Never throws, whatever the text. */
export function readManifest(text: string): ManifestModel {
  const document = parseManifest(text);
  return {
    hosts: sound<Host>(document, 'hosts'),
    instances: sound<Instance>(document, 'instances'),
    problems: problemsOf(document),
  };
}

function sound<Item extends Host | Instance>(document: ManifestDocument, list: ItemList): readonly (Item & { readonly nameSpan: Span })[] {
  const seen = new Set<string>();
  return itemsOf(document, list)
    .filter(isSound)
    .filter(({ name }) => !seen.has(name) && seen.add(name))
    .map(({ fields, nameSpan }) => ({ ...(fields as unknown as Item), nameSpan }));
}

function problemsOf(document: ManifestDocument): readonly ManifestProblem[] {
  const problems: ManifestProblem[] = [];
  for (const rule of rules) {
    rule.check({ text: document.text, document }, ({ message: id, args, span }: Report<string>) => {
      const text = rule.messages[id];
      if (text !== undefined) problems.push({ rule: rule.id, message: message(text, args), span });
    });
  }
  return problems.sort((a, b) => a.span.start - b.span.start);
}
