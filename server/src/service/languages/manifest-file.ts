/** `dhis2-hosting.yaml`: the plan of an installation. */
import { rules } from '../generated/rule-list.ts';
import type { ManifestDocument } from '../manifest/manifest-document.ts';
import { parseManifest } from '../manifest/parse-manifest.ts';
import type { ManifestRule } from '../rules/define-rule.ts';
import { runRules } from '../rules/run-rules.ts';
import type { LanguageFile } from './language-file.ts';
import { yamlFile } from './yaml-file.ts';

const manifestRules = rules.filter((rule): rule is ManifestRule => rule.language === 'hosting-manifest');

export type ManifestFile = LanguageFile & { readonly kind: 'hosting-manifest'; readonly manifest: ManifestDocument };

export function readManifestFile(text: string): ManifestFile {
  const manifest = parseManifest(text);
  return {
    ...yamlFile(manifest),
    kind: 'hosting-manifest',
    manifest,
    findings({ settings }, onError) {
      const context = { text, document: manifest };
      return runRules(manifestRules, settings, (rule, report) => rule.check(context, report), onError);
    },
  };
}
