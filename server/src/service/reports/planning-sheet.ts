/** The plan of an installation as a document for those who decide: who, where, what, how it is kept safe, what is due. */

import type { Finding } from '../findings.ts';
import { type ItemList, itemLists } from '../manifest/item-lists.ts';
import { isGroup, isSound, itemsOf } from '../manifest/items.ts';
import type { Moment } from '../manifest/schedule-runs.ts';
import { type Message, message, type Text } from '../messages.ts';
import { isProduction } from '../project/production.ts';
import type { Project } from '../project/project.ts';
import { named } from '../text/listed.ts';
import { backupsChapter } from './planning-sheet-backups.ts';
import { findingsChapter } from './planning-sheet-findings.ts';
import {
  databasesSection,
  hostsSection,
  instancesSection,
  proxiesSection,
  servicesSection,
  sitesSection,
} from './planning-sheet-machines.ts';
import { peopleChapter } from './planning-sheet-people.ts';
import { calendarChapter, upkeepChapter } from './planning-sheet-upkeep.ts';

export type SheetTable = {
  readonly head: readonly Text[];
  /** A cell without a value stays empty. */
  readonly rows: readonly (readonly (Message | undefined)[])[];
};

export type SheetSection = {
  readonly title?: Message;
  readonly lines?: readonly Message[];
  readonly table?: SheetTable;
};

export type SheetChapter = { readonly title: Text; readonly sections: readonly SheetSection[] };

export type PlanningSheet = {
  readonly title: Message;
  readonly lead: readonly Message[];
  /** Those that have something to say. */
  readonly chapters: readonly SheetChapter[];
};

const texts = {
  title: { en: 'Planning sheet', fr: 'Fiche de planification' },
  titleOf: { en: 'Planning sheet: {name}', fr: 'Fiche de planification : {name}' },
  day: { en: 'As of {today}.', fr: 'État au {today}.' },
  counts: {
    en: 'Hosts: {hosts}. Instances: {instances}, in production: {production}. Backups: {backups}.',
    fr: 'Hôtes : {hosts}. Instances : {instances}, en production : {production}. Sauvegardes : {backups}.',
  },
  left: {
    en: 'Not in this document, because something in them is wrong: {names}. See the findings at the end.',
    fr: 'Absents de ce document, car quelque chose y est incorrect : {names}. Voyez les constats à la fin.',
  },
  places: { en: 'Places and machines', fr: 'Lieux et machines' },
  instances: { en: 'Instances', fr: 'Instances' },
} as const satisfies Record<string, Text>;

/** The project of the manifest that asks; `findingsOf` gives those of each manifest. */
export function planningSheet(project: Project, now: Moment, findingsOf: (uri: string) => readonly Finding[]): PlanningSheet {
  const today = now.day;
  const name = project.section('organisation')?.fields.name;
  const instances = project.items('instances');
  const counts = {
    hosts: project.items('hosts').length,
    instances: instances.length,
    production: instances.filter(isProduction).length,
    backups: project.items('backups').length,
  };
  const left = leftOut(project);
  const chapters: readonly SheetChapter[] = [
    peopleChapter(project, today),
    {
      title: texts.places,
      sections: [
        sitesSection(project, today),
        hostsSection(project, today),
        databasesSection(project, today),
        proxiesSection(project),
        servicesSection(project),
      ],
    },
    { title: texts.instances, sections: [instancesSection(project, today)] },
    backupsChapter(project, now),
    upkeepChapter(project, today),
    calendarChapter(project, today),
    findingsChapter(project, findingsOf),
  ];
  return {
    title: name === undefined ? message(texts.title) : message(texts.titleOf, { name }),
    lead: [
      message(texts.day, { today }),
      message(texts.counts, counts),
      ...(left.length === 0 ? [] : [message(texts.left, { names: named(left) })]),
    ],
    chapters: chapters.map(withoutEmpty).filter(({ sections }) => sections.length > 0),
  };
}

function withoutEmpty({ title, sections }: SheetChapter): SheetChapter {
  return { title, sections: sections.filter(({ lines = [], table }) => lines.length > 0 || (table?.rows.length ?? 0) > 0) };
}

/** Items with a mistake, and sections: what they mean is not known. */
function leftOut({ manifests }: Project): readonly { readonly name: string }[] {
  const items = manifests.flatMap(({ document }) =>
    itemLists.flatMap((list: ItemList) => itemsOf(document, list).filter((item) => !isSound(item))),
  );
  const sections = manifests.flatMap(({ document }) =>
    document.parts.flatMap(({ data, violations }) =>
      sectionNames.filter(
        (name) => isGroup(data) && data[name] !== undefined && violations.some(({ instancePath }) => isWithin(instancePath, `/${name}`)),
      ),
    ),
  );
  return [...items, ...sections.map((name) => ({ name }))];
}

const sectionNames = ['organisation', 'governance', 'team', 'support', 'monitoring', 'maintenance'] as const;

const isWithin = (path: string, around: string): boolean => path === around || path.startsWith(`${around}/`);
