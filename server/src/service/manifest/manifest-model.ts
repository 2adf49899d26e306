/** What a manifest says to those who act on it: every sound host and instance, though others beside them be broken. */
import type { Span } from '../findings.ts';
import type { Backup, Host, Instance } from '../generated/hosting-manifest.types.ts';
import { type Message, message } from '../messages.ts';
import { createProject, type ProjectManifest } from '../project/project.ts';
import type { Report } from '../rules/define-rule.ts';
import { rule as duplicateName } from '../rules/duplicate-name.ts';
import { rule as jumpHostLoop } from '../rules/jump-host-loop.ts';
import { rule as schemaViolation } from '../rules/manifest-schema-violation.ts';
import { rule as syntaxError } from '../rules/manifest-syntax-error.ts';
import { rule as unknownReference } from '../rules/unknown-reference.ts';
import type { ManifestText } from './conf-addresses.ts';
import type { ItemOf } from './item-lists.ts';
import { soundItemsOf } from './items.ts';
import { parseManifest } from './parse-manifest.ts';

export type ManifestHost = Host & { readonly nameSpan: Span };
export type ManifestInstance = Instance & { readonly nameSpan: Span };
export type ManifestBackup = Backup & { readonly nameSpan: Span };
export type ManifestProblem = { readonly rule: string; readonly message: Message; readonly span: Span };

export type ManifestModel = {
  /** Each name once: of two with the same name, the first. */
  readonly hosts: readonly ManifestHost[];
  /** Their host may still be unknown or broken. */
  readonly instances: readonly ManifestInstance[];
  /** Their instances may still be unknown or broken. */
  readonly backups: readonly ManifestBackup[];
  /** Why something is left out or will not work, in the order of the text; the severities of the user do not count here. */
  readonly problems: readonly ManifestProblem[];
};

const rules = [syntaxError, schemaViolation, duplicateName, unknownReference, jumpHostLoop];

/** Each with the others beside it, since a name may lead into another manifest. Never throws, whatever the texts. */
export function readManifests(texts: readonly ManifestText[]): readonly ManifestModel[] {
  const manifests = texts.map(({ uri, text }) => ({ uri, document: parseManifest(text) }));
  return manifests.map((manifest) => ({
    hosts: soundOnes(manifest, 'hosts'),
    instances: soundOnes(manifest, 'instances'),
    backups: soundOnes(manifest, 'backups'),
    problems: problemsOf(manifest, manifests),
  }));
}

export function readManifest(text: string): ManifestModel {
  const [model = { hosts: [], instances: [], backups: [], problems: [] }] = readManifests([{ uri: '', text }]);
  return model;
}

function soundOnes<L extends 'hosts' | 'instances' | 'backups'>(
  { document }: ProjectManifest,
  list: L,
): readonly (ItemOf[L] & { readonly nameSpan: Span })[] {
  const seen = new Set<string>();
  return soundItemsOf(document, list)
    .filter(({ name }) => !seen.has(name) && seen.add(name))
    .map(({ fields, nameSpan }) => ({ ...fields, nameSpan }));
}

/** What these rules say of a manifest does not depend on the day. */
const anyDay = '';

function problemsOf({ uri, document }: ProjectManifest, manifests: readonly ProjectManifest[]): readonly ManifestProblem[] {
  const project = createProject({ uri, document }, manifests, () => undefined);
  const problems: ManifestProblem[] = [];
  for (const rule of rules) {
    rule.check?.({ uri, text: document.text, document, project, today: anyDay }, ({ message: id, args, span }: Report<string>) => {
      const text = rule.messages[id];
      if (text !== undefined) problems.push({ rule: rule.id, message: message(text, args), span });
    });
  }
  return problems.sort((a, b) => a.span.start - b.span.start);
}
