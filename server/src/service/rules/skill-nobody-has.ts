import type { Skill } from '../generated/hosting-manifest.types.ts';
import { peopleOf } from '../project/people.ts';
import { neededSkills } from '../project/skills.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';
import { teamSpan } from './team-span.ts';

/** Who looks after the one finds the way in the other. */
const alike: { readonly [S in Skill]?: Skill } = { ubuntu: 'debian', debian: 'ubuntu' };

export const rule = defineManifestRule<'nobody'>({
  id: 'skill-nobody-has',
  category: 'planning',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'Component that nobody can look after', fr: 'Composant dont personne ne sait s’occuper' },
  what: {
    en: 'Production uses a component (system, web server, Tomcat, PostgreSQL, LXD, Docker) that neither the `skills` of the team nor `covers` of outside support name. Silent when no skill at all is written.',
    fr: "La production utilise un composant (système, serveur web, Tomcat, PostgreSQL, LXD, Docker) que ni les `skills` de l'équipe ni `covers` de l'assistance extérieure ne citent. Muet quand aucune compétence n'est écrite.",
  },
  source: 'DHIS2 hosting guide, Required skills',
  messages: {
    nobody: {
      en: 'Production uses {skills}, and nobody in the team or outside support is said to know it. Train somebody, or hand that part to a firm, if only for a while.',
      fr: "La production utilise {skills}, et personne dans l'équipe ni dans l'assistance extérieure n'est dit compétent. Formez quelqu'un, ou confiez cette part à une entreprise, même pour un temps.",
    },
  },
  check({ uri, document, project }, report) {
    const people = peopleOf(project);
    if (people === undefined || people.uri !== uri) return;
    const known = new Set([...people.team.flatMap(({ skills }) => skills ?? []), ...people.support.flatMap(({ covers }) => covers ?? [])]);
    if (known.size === 0) return;
    const missing = [...neededSkills(project)].filter((skill) => !known.has(skill) && !known.has(alike[skill] ?? skill));
    if (missing.length === 0) return;
    const skills = missing.map((skill) => `\`${skill}\``).join(', ');
    report({ message: 'nobody', args: { skills }, span: teamSpan(document) });
  },
});

export const page = {
  why: {
    en: 'The part that nobody knows is the part that is not updated, not tuned, and not repaired at night.',
    fr: "La partie que nul ne connaît est celle qu'on ne met pas à jour, qu'on ne règle pas, et qu'on ne répare pas la nuit.",
  },
  todo: {
    en: 'Write what each person can look after without help as `skills`, and what firms bring as `covers`. Training and the community of practice help with the rest.',
    fr: 'Écrivez dans `skills` ce dont chaque personne sait s’occuper sans aide, et dans `covers` ce qu’apportent les entreprises. Les formations et la communauté de pratique aident pour le reste.',
  },
  good: [
    {
      text: [
        'version: 1',
        'team:',
        '  - { name: Administrator 1, skills: [debian, nginx, tomcat] }',
        'support:',
        '  - { provider: Local hosting firm, covers: [postgresql, lxd] }',
        'hosts:',
        '  - { name: metal, address: 192.0.2.2, os: ubuntu-24.04 }',
        '  - { name: app, address: 10.0.0.2, guestOf: metal, guestKind: lxd }',
        '  - { name: class, address: 192.0.2.3 }',
        'databases:',
        '  - { name: main, host: app }',
        'proxies:',
        '  - { name: front, host: metal, kind: nginx, serverNames: [hmis.example.org] }',
        '  - { name: lessons, host: class, kind: apache, serverNames: [class.example.org] }',
        'instances:',
        '  - { name: hmis, host: app, purpose: production, database: main, proxy: front }',
        '  - { name: lessons, host: class, purpose: training, proxy: lessons }',
        '',
      ].join('\n'),
    },
    {
      text: 'version: 1\nteam:\n  - { name: Administrator 1 }\ninstances:\n  - { name: hmis, host: web-1, purpose: production }\n',
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'team:',
        '#^^^ nobody',
        '  - { name: Administrator 1, skills: [ubuntu, tomcat] }',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.2, os: ubuntu-24.04 }',
        'databases:',
        '  - { name: main, host: web-1 }',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production, database: main }',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
