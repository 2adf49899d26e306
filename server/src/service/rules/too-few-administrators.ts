import { peopleOf } from '../project/people.ts';
import { isProduction } from '../project/production.ts';
import { isManaged } from '../project/whereabouts.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';
import { teamSpan } from './team-span.ts';

export const rule = defineManifestRule<'none' | 'one'>({
  id: 'too-few-administrators',
  category: 'planning',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'Fewer than two people who can get in', fr: 'Moins de deux personnes qui peuvent entrer' },
  what: {
    en: 'The plan has a production instance and a `team`, of whom fewer than two have an `account` on the hosts.',
    fr: 'Le plan a une instance de production et une `team`, dont moins de deux membres ont un `account` sur les hôtes.',
  },
  source: 'DHIS2 hosting guide, Required skills; DHIS2 Server Certification Programme',
  controls: ['OS-05', 'OS-06'],
  messages: {
    none: {
      en: 'Nobody in the team has an `account`, so it is not known who administers the servers. Write one each for two to four people.',
      fr: "Personne dans l'équipe n'a d'`account` : on ne sait pas qui administre les serveurs. Écrivez-en un pour deux à quatre personnes.",
    },
    one: {
      en: 'Only {name} has an `account` on the servers. On the day that person is away, nobody can help: give a second one an account.',
      fr: 'Une seule personne, {name}, a un `account` sur les serveurs. Le jour où cette personne est absente, nul ne peut aider : donnez un compte à une seconde personne.',
    },
  },
  check({ uri, document, project }, report) {
    const people = peopleOf(project);
    if (people === undefined || people.uri !== uri || people.team.length === 0) return;
    if (!project.items('instances').some((instance) => isProduction(instance) && !isManaged(project, instance))) return;
    const administrators = people.team.filter(({ account }) => account !== undefined);
    const [first] = administrators;
    if (first === undefined) report({ message: 'none', span: teamSpan(document), severity: 'hint' });
    else if (new Set(administrators.map(({ account }) => account)).size < 2) {
      report({ message: 'one', args: { name: first.name }, span: teamSpan(document) });
    }
  },
});

export const page = {
  why: {
    en: 'People fall ill, travel and leave. Accounts that several people share tell nobody who did what.',
    fr: 'Les gens tombent malades, voyagent et partent. Un compte partagé par plusieurs ne dit pas qui a fait quoi.',
  },
  todo: {
    en: 'Write two to four people under `team`, each with an `account` and keys of their own.',
    fr: 'Écrivez deux à quatre personnes sous `team`, chacune avec son `account` et ses clés.',
  },
  good: [
    {
      text: [
        'version: 1',
        'team:',
        '  - { name: Administrator 1, account: admin1 }',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '',
      ].join('\n'),
      beside: { 'second/dhis2-hosting.yaml': 'version: 1\nteam:\n  - { name: Administrator 2, account: admin2 }\n' },
    },
    {
      text: 'version: 1\nteam:\n  - { name: Teacher, account: teacher }\ninstances:\n  - { name: class, host: web-1, purpose: training }\n',
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'team:',
        '#^^^ one',
        '  - { name: Administrator 1, account: admin1 }',
        '  - { name: Analyst }',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'team:',
        '#^^^ none',
        '  - { name: Administrator 1 }',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
