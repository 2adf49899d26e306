/** The planning sheet as a page. */
import { type Locale, type Message, message, render } from '../messages.ts';
import { prose, table } from '../text/markdown.ts';
import type { PlanningSheet, SheetChapter, SheetSection } from './planning-sheet.ts';

export function planningSheetMarkdown({ title, lead, chapters }: PlanningSheet, locale: Locale): string {
  const say = (words: Message) => prose(render(words, locale));
  return [`# ${say(title)}`, lead.map(say).join(' '), ...chapters.flatMap((chapter) => chapterBlocks(chapter, say))]
    .join('\n\n')
    .concat('\n');
}

type Say = (words: Message) => string;

const chapterBlocks = ({ title, sections }: SheetChapter, say: Say): readonly string[] => [
  `## ${say(message(title))}`,
  ...sections.flatMap((section) => sectionBlocks(section, say)),
];

function sectionBlocks({ title, lines = [], table: rows }: SheetSection, say: Say): readonly string[] {
  return [
    ...(title === undefined ? [] : [`### ${say(title)}`]),
    ...(lines.length === 0 ? [] : [lines.map((line) => `- ${say(line)}`).join('\n')]),
    ...(rows === undefined || rows.rows.length === 0
      ? []
      : [
          table(
            rows.head.map((words) => say(message(words))),
            rows.rows.map((cells) => cells.map((cell) => (cell === undefined ? '' : say(cell)))),
          ),
        ]),
  ];
}
