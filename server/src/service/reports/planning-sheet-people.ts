/** The chapter of the planning sheet on the organisation: who answers for the installation and who looks after it. */
import type { Document } from '../generated/hosting-manifest.types.ts';
import { distanceInWords } from '../manifest/age-words.ts';
import { titleInWords } from '../manifest/field-words.ts';
import { type Message, message, type Text } from '../messages.ts';
import { peopleOf } from '../project/people.ts';
import type { Project } from '../project/project.ts';
import { dotted, verbatim } from '../text/phrases.ts';
import type { SheetChapter, SheetSection } from './planning-sheet.ts';

const texts = {
  title: { en: 'Organisation and people', fr: 'Organisation et personnes' },
  organisation: { en: 'Organisation: {name}', fr: 'Organisation : {name}' },
  contact: { en: 'Contact: {contact}', fr: 'Contact : {contact}' },
  residency: { en: 'Countries in which data may be: {countries}', fr: 'Pays où les données peuvent se trouver : {countries}' },
  officer: { en: 'Security officer: {person}', fr: 'Responsable de la sécurité : {person}' },
  team: { en: 'Team', fr: 'Équipe' },
  support: { en: 'Outside support', fr: 'Assistance extérieure' },
  documents: { en: 'Documents and audits', fr: 'Documents et audits' },
  name: { en: 'Name', fr: 'Nom' },
  skills: { en: 'Skills', fr: 'Compétences' },
  reached: { en: 'Contact', fr: 'Contact' },
  covers: { en: 'Covers', fr: 'Couvre' },
  until: { en: 'Contract until', fr: "Contrat jusqu'au" },
  document: { en: 'Document', fr: 'Document' },
  where: { en: 'Where', fr: 'Où' },
  owner: { en: 'In charge', fr: 'Responsable' },
  reviewed: { en: 'Date', fr: 'Date' },
  audit: { en: 'Security audit', fr: 'Audit de sécurité' },
  external: { en: 'from outside', fr: "de l'extérieur" },
} as const satisfies Record<string, Text>;

export function peopleChapter(project: Project, today: string): SheetChapter {
  return {
    title: texts.title,
    sections: [organisationSection(project), ...peopleSections(project, today), documentsSection(project, today)],
  };
}

function organisationSection(project: Project): SheetSection {
  const organisation = project.section('organisation')?.fields;
  const officer = project.section('governance')?.fields.securityOfficer;
  const line = (text: Text, name: string, value: string | Message | undefined) =>
    value === undefined ? [] : [message(text, { [name]: value })];
  return {
    lines: [
      ...line(texts.organisation, 'name', dotted([organisation?.name, organisation?.country])),
      ...line(texts.contact, 'contact', organisation?.contact),
      ...line(texts.residency, 'countries', organisation?.dataResidency?.join(', ')),
      ...line(texts.officer, 'person', dotted([officer?.name, officer?.email, officer?.phone])),
    ],
  };
}

function peopleSections(project: Project, today: string): readonly SheetSection[] {
  const { team, support } = peopleOf(project) ?? { team: [], support: [] };
  const members = team.map(({ name, skills, email }) => [verbatim(name), dotted([skills?.join(', ')]), dotted([email])]);
  const firms = support.map(({ provider, covers, contractEnd, contact }) => [
    verbatim(provider),
    dotted([covers?.join(', ')]),
    dayInWords(contractEnd, today),
    dotted([contact]),
  ]);
  return [
    { title: message(texts.team), table: { head: [texts.name, texts.skills, texts.reached], rows: members } },
    { title: message(texts.support), table: { head: [texts.name, texts.covers, texts.until, texts.reached], rows: firms } },
  ];
}

function documentsSection(project: Project, today: string): SheetSection {
  const { securityPlan, documents = {}, audits = [] } = project.section('governance')?.fields ?? {};
  const row = (title: Message, { location, owner, reviewed }: Document) => [
    title,
    dotted([location]),
    dotted([owner]),
    dayInWords(reviewed, today),
  ];
  const plan = securityPlan === undefined ? [] : [row(titleInWords(['governance', 'securityPlan']), securityPlan)];
  return {
    title: message(texts.documents),
    table: {
      head: [texts.document, texts.where, texts.owner, texts.reviewed],
      rows: [
        ...plan,
        ...Object.entries(documents).map(([field, document]) => row(titleInWords(['governance', 'documents', field]), document)),
        ...audits.map(({ date, auditor, external, report }) => [
          message(texts.audit),
          dotted([report]),
          dotted([auditor, external === true ? message(texts.external) : undefined]),
          dayInWords(date, today),
        ]),
      ],
    },
  };
}

/** `2026-05-04 (7 months ago)`. */
export function dayInWords(day: string | undefined, today: string): Message | undefined {
  const distance = distanceInWords(today, day);
  if (day === undefined || distance === undefined) return dotted([day]);
  return message({ en: '{day} ({distance})', fr: '{day} ({distance})' }, { day, distance });
}
