/** `containers.json` of dhis2-tools-ng. JSON has no comments, so findings are silenced by settings only. */
import { SymbolKind } from 'vscode-languageserver-types';
import { jsonCompletion } from '../features/json-completion.ts';
import { jsonFolding } from '../features/json-folding.ts';
import { yamlHover } from '../features/yaml-hover.ts';
import { type ListOutline, yamlSymbols } from '../features/yaml-symbols.ts';
import { containersRules } from '../generated/containers-rules.ts';
import { runRules } from '../rules/run-rules.ts';
import { type ContainersDocument, parseContainers } from '../tools-ng/containers-document.ts';
import { isSampleOfContainers } from '../tools-ng/recognise.ts';
import { containersSecrets } from '../tools-ng/secrets.ts';
import { pathNameAt } from '../yaml/path-at.ts';
import type { LanguageFile } from './language-file.ts';

const outline: { readonly containers: ListOutline } = {
  containers: { kind: SymbolKind.Object, details: ['type', 'ip'] },
};

export type ContainersFile = LanguageFile & { readonly kind: 'tools-ng-containers'; readonly containers: ContainersDocument };

export function readContainersFile(text: string): ContainersFile {
  const containers = parseContainers(text);
  const { json } = containers;
  return {
    kind: 'tools-ng-containers',
    containers,
    text,
    findings({ uri, host, settings }, onError) {
      const context = {
        text,
        document: containers,
        isSample: isSampleOfContainers(uri),
        today: host.today(),
        isTracked: () => host.isTracked?.(uri) ?? false,
      };
      // What a broken text means is not known, and the tool refuses it before it looks at anything else.
      const told = json.readable ? containersRules : containersRules.filter(({ category }) => category === 'syntax');
      return runRules(told, settings, (rule, report) => rule.check(context, report), onError);
    },
    comments: () => [],
    commentPlace: () => undefined,
    isReadable: () => json.readable,
    placeName: (offset) => pathNameAt(json.tree, offset),
    secretSpans: () => containersSecrets(containers).map(({ span }) => span),
    completion: ({ document, offset, around }) => jsonCompletion(document, containers, offset, around.host.locale),
    hover: ({ document, offset, around }) => yamlHover(document, containers, offset, around.host.locale),
    documentSymbols: ({ document }) => yamlSymbols(document, containers, outline),
    foldingRanges: ({ document }) => jsonFolding(document, json),
  };
}
