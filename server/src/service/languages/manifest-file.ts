/** `dhis2-hosting.yaml`: the plan of an installation. */

import { newestRelease } from '../catalogue/versions.ts';
import { manifestHover } from '../features/manifest-hover.ts';
import { manifestInlayHints } from '../features/manifest-inlay-hints.ts';
import { manifestLenses } from '../features/manifest-lenses.ts';
import { manifestLinks } from '../features/manifest-links.ts';
import { namedFile, navigateManifest } from '../features/manifest-navigation.ts';
import { manifestOutline } from '../features/manifest-outline.ts';
import { manifestSnippets } from '../features/manifest-snippets.ts';
import { manifestValueDetail } from '../features/manifest-value-details.ts';
import { yamlCompletion } from '../features/yaml-completion.ts';
import { yamlSymbols } from '../features/yaml-symbols.ts';
import { manifestRules } from '../generated/manifest-rules.ts';
import type { ManifestDocument } from '../manifest/manifest-document.ts';
import { namesOf } from '../manifest/named-confs.ts';
import { parseManifest } from '../manifest/parse-manifest.ts';
import { ministryPlan } from '../manifest/plan-samples.ts';
import { message, type Text } from '../messages.ts';
import { createInstallation, type Installation } from '../project/installation.ts';
import { createProject, type Project } from '../project/project.ts';
import { runManifestRules } from '../rules/run-manifest-rules.ts';
import type { LanguageFile, Surroundings } from './language-file.ts';
import { yamlFile } from './yaml-file.ts';

export type ManifestFile = LanguageFile & {
  readonly kind: 'hosting-manifest';
  readonly manifest: ManifestDocument;
  /** Of the last text that could be read. */
  readonly naming: ManifestDocument | undefined;
  /** With those that are seen together with it. */
  installation(around: Surroundings): Installation;
};

/** The file of an earlier text, when there is one, must not be used again. */
export function readManifestFile(text: string, before?: ManifestFile): ManifestFile {
  // What it names must be known before its nodes are moved to their places in the new text.
  if (before?.naming === before?.manifest && before !== undefined) namesOf(before.manifest);
  const manifest = parseManifest(text, before?.manifest);
  return {
    ...yamlFile(manifest),
    kind: 'hosting-manifest',
    manifest,
    naming: manifest.parts.every(({ readable }) => readable) ? manifest : before?.naming,
    installation: ({ uri, manifests, confAt }) => createInstallation(manifests(), confAt, { uri, document: manifest }),
    findings(around, onError) {
      const { uri, settings, host } = around;
      const context = { uri, text, document: manifest, project: projectOf(manifest, around), today: host.today() };
      return runManifestRules(manifestRules, settings, context, onError);
    },
    hover: (at) => manifestHover(at, manifest),
    codeLenses: ({ document, around }) =>
      manifest.templated
        ? []
        : manifestLenses(document, projectOf(manifest, around), { today: around.host.today(), locale: around.host.locale }),
    documentSymbols: ({ document }) => yamlSymbols(document, manifest, manifestOutline),
    inlayHints: ({ document, around: { host } }, within) =>
      manifestInlayHints(document, manifest, within, { now: { day: host.today(), minute: host.minuteOfDay() }, locale: host.locale }),
    documentLinks: ({ document, around }) => manifestLinks(document, manifest, around),
    definition: (at) => navigateManifest(at, manifest)?.definition() ?? [namedFile(at, manifest)].filter((file) => file !== undefined),
    references: (at, withDeclaration) => navigateManifest(at, manifest)?.references(withDeclaration) ?? [],
    documentHighlights: (at) => navigateManifest(at, manifest)?.highlights() ?? [],
    prepareRename: (at) => navigateManifest(at, manifest)?.prepareRename(),
    rename: (at, newName) => navigateManifest(at, manifest)?.rename(newName) ?? { refusal: message(nothingToRename) },
    completion({ document, offset, around }) {
      const { locale, today } = around.host;
      const project = projectOf(manifest, around);
      const known = { namesOf: project.names, detailOf: manifestValueDetail(project, today()) };
      const { items } = yamlCompletion(document, manifest, offset, locale, known);
      const snippets = manifestSnippets(document, manifest, offset, { today: today(), locale, names: project.names });
      return { isIncomplete: false, items: [...items, ...snippets] };
    },
  };
}

/** Of many kinds of items, to run what checks them. */
export function sampleManifest(): string {
  const filled = ministryPlan.en.replaceAll('<today>', '2026-01-31').replaceAll('<release>', newestRelease);
  return filled.replace(/<([^<>|]*)[^<>]*>/g, '$1');
}

const nothingToRename: Text = {
  en: 'Only names can be renamed: those of items of a list, of databases and of servers.',
  fr: "Seuls les noms peuvent être renommés : ceux des éléments d'une liste, des bases de données et des serveurs.",
};

/** The manifest with the others of its installation. */
function projectOf(document: ManifestDocument, { uri, manifests, confAt }: Surroundings): Project {
  return createProject({ uri, document }, manifests(), confAt);
}
