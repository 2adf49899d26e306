/** The chapter of the planning sheet on what is still open: the findings of all manifests, the gravest first. */
import { type Finding, type Severity, severities } from '../findings.ts';
import { type Message, message, type Text } from '../messages.ts';
import type { Project } from '../project/project.ts';
import { createLineIndex } from '../text/lines.ts';
import { unescaped } from '../text/unescaped.ts';
import type { SheetChapter, SheetSection } from './planning-sheet.ts';

const texts = {
  title: { en: 'What is still open', fr: 'Ce qui reste à faire' },
  none: { en: 'Nothing was found.', fr: "Rien n'a été trouvé." },
  place: { en: '{finding} (`{rule}`, {file}, line {line})', fr: '{finding} (`{rule}`, {file}, ligne {line})' },
  more: { en: 'and {count} more', fr: 'et {count} autres' },
} as const satisfies Record<string, Text>;

const headings: { readonly [S in Severity]: Text } = {
  error: { en: 'Errors: {count}', fr: 'Erreurs : {count}' },
  warning: { en: 'Warnings: {count}', fr: 'Avertissements : {count}' },
  info: { en: 'Remarks: {count}', fr: 'Remarques : {count}' },
  hint: { en: 'Suggestions: {count}', fr: 'Suggestions : {count}' },
};

/** Of each severity; a document for people is no log. */
const mostShown = 100;

export function findingsChapter({ manifests }: Project, findingsOf: (uri: string) => readonly Finding[]): SheetChapter {
  const names = fileNames(manifests.map(({ uri }) => uri));
  const open = manifests.flatMap(({ uri, document }, i) => {
    const lines = createLineIndex(document.text);
    return findingsOf(uri).map((finding) => ({ finding, file: names[i] ?? '', line: lines.lineAt(finding.span.start) + 1 }));
  });
  const sections = severities.flatMap((severity): readonly SheetSection[] => {
    const found = open.filter(({ finding }) => finding.severity === severity);
    if (found.length === 0) return [];
    const lines = found.slice(0, mostShown).map(({ finding, file, line }): Message => {
      return message(texts.place, { finding: finding.message, rule: finding.rule, file, line });
    });
    const more = found.length > mostShown ? [message(texts.more, { count: found.length - mostShown })] : [];
    return [{ title: message(headings[severity], { count: found.length }), lines: [...lines, ...more] }];
  });
  return { title: texts.title, sections: sections.length === 0 ? [{ lines: [message(texts.none)] }] : sections };
}

/** What is left of the addresses below the folder that they share. */
function fileNames(uris: readonly string[]): readonly string[] {
  const paths = uris.map((uri) => uri.split('/'));
  const [first = []] = paths;
  let shared = 0;
  while (shared < first.length - 1 && paths.every((path) => shared < path.length - 1 && path[shared] === first[shared])) shared++;
  return paths.map((path) => unescaped(path.slice(shared).join('/')));
}
