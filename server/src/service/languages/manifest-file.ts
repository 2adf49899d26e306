/** `dhis2-hosting.yaml`: the plan of an installation. */

import { yamlCompletion } from '../features/yaml-completion.ts';
import { rules } from '../generated/rule-list.ts';
import type { ManifestDocument } from '../manifest/manifest-document.ts';
import { parseManifest } from '../manifest/parse-manifest.ts';
import { createProject, type Project } from '../project/project.ts';
import type { ManifestRule } from '../rules/define-rule.ts';
import { runRules } from '../rules/run-rules.ts';
import type { LanguageFile, Surroundings } from './language-file.ts';
import { yamlFile } from './yaml-file.ts';

const manifestRules = rules.filter((rule): rule is ManifestRule => rule.language === 'hosting-manifest');

export type ManifestFile = LanguageFile & {
  readonly kind: 'hosting-manifest';
  readonly manifest: ManifestDocument;
  /** Of the last text that could be read. */
  readonly naming: ManifestDocument | undefined;
};

export function readManifestFile(text: string, before?: ManifestFile): ManifestFile {
  const manifest = parseManifest(text);
  return {
    ...yamlFile(manifest),
    kind: 'hosting-manifest',
    manifest,
    naming: manifest.parts.every(({ readable }) => readable) ? manifest : before?.naming,
    findings(around, onError) {
      const { uri, settings, host } = around;
      const context = { uri, text, document: manifest, project: projectOf(manifest, around), today: host.today() };
      return runRules(manifestRules, settings, (rule, report) => rule.check(context, report), onError);
    },
    completion: ({ document, offset, around }) =>
      yamlCompletion(document, manifest, offset, around.host.locale, projectOf(manifest, around).names),
  };
}

/** The manifest with the others of its installation. */
function projectOf(document: ManifestDocument, { uri, manifests, confAt }: Surroundings): Project {
  return createProject({ uri, document }, manifests(), confAt);
}
