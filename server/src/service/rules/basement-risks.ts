import { fieldNames, titleInWords } from '../manifest/field-words.ts';
import { fieldSpan } from '../manifest/items.ts';
import { byKeyPerProject } from '../project/per-project.ts';
import { productionHosts, siteOf } from '../project/whereabouts.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

const path = ['sites', 0, 'checklist'];

export const rule = defineManifestRule<'unchecked' | 'unmet'>({
  id: 'basement-risks',
  category: 'planning',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'Room of your own with open risks', fr: 'Local à vous avec des risques ouverts' },
  what: {
    en: 'A site of the kind `basement` with a host of production has a `checklist` with points that are `false` or not answered.',
    fr: 'Un site de type `basement` qui abrite un hôte de production a une `checklist` avec des points à `false` ou sans réponse.',
  },
  source: 'DHIS2 hosting guide, Physical environment',
  messages: {
    unchecked: {
      en: 'Servers in a room of your own need more than a room. Not answered for `{site}`: {fields}. Look, and answer under `checklist`.',
      fr: "Des serveurs dans un local à vous demandent plus qu'un local. Sans réponse pour `{site}` : {fields}. Allez voir, et répondez sous `checklist`.",
    },
    unmet: {
      en: '{point} is not in order at `{site}`, where production runs. Mend it, or plan the move to a data centre.',
      fr: '{point} : ce point n’est pas en ordre à `{site}`, où tourne la production. Remédiez-y, ou prévoyez le passage à un centre de données.',
    },
  },
  each: {
    sites(site, { project }, report) {
      if (site.fields.kind !== 'basement' || !holdsProduction(project, site.name)) return;
      const answers = Object.entries(site.fields.checklist ?? {});
      const answered = new Set(answers.map(([field]) => field));
      const open = fieldNames(path).filter((field) => !answered.has(field));
      if (open.length > 0) {
        const span = fieldSpan(site, 'kind');
        report({ message: 'unchecked', args: { site: site.name, fields: open.map((field) => `\`${field}\``).join(', ') }, span });
      }
      for (const [field, isMet] of answers) {
        if (isMet !== false) continue;
        const args = { site: site.name, point: titleInWords([...path, field]) };
        report({ message: 'unmet', args, span: fieldSpan(site, 'checklist', field), severity: 'warning' });
      }
    },
  },
});

const holdsProduction = byKeyPerProject(
  (project) => new Map([...productionHosts(project)].map((name) => [siteOf(project, project.find('hosts', name))?.name, true])),
);

export const page = {
  why: {
    en: 'Fire, water, heat, power cuts, dust and rodents end more servers in offices than attackers do; and on a holiday nobody has the key.',
    fr: "Incendie, eau, chaleur, coupures, poussière et rongeurs arrêtent plus de serveurs dans les bureaux que les attaques ; et un jour férié, personne n'a la clé.",
  },
  todo: {
    en: 'Answer each point under `checklist` with `true` or `false`, and settle what is `false`. Mostly, a data centre costs less than a room that has all of it.',
    fr: 'Répondez à chaque point sous `checklist` par `true` ou `false`, et réglez ce qui est à `false`. Le plus souvent, un centre de données coûte moins qu’un local qui a tout cela.',
  },
  good: [
    {
      text: [
        'version: 1',
        'sites:',
        '  - name: ministry',
        '    kind: basement',
        '    checklist:',
        '      { fire: true, water: true, power: true, cooling: true, dust: true, rodents: true, afterHoursAccess: true, lock: true, spares: true, warranty: true }',
        '  - { name: school, kind: basement }',
        '  - { name: centre, kind: colocation }',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.2, site: ministry }',
        '  - { name: web-2, address: 192.0.2.3, site: centre }',
        '  - { name: class, address: 192.0.2.4, site: school }',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '  - { name: emis, host: web-2, purpose: production }',
        '  - { name: lessons, host: class, purpose: training }',
        '',
      ].join('\n'),
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'sites:',
        '  - name: ministry',
        '    kind: basement',
        '    #     ^^^^^^^^ unchecked',
        '    checklist:',
        '      power: true',
        '      rodents: false',
        '      #        ^^^^^ unmet',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.2, site: ministry }',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
