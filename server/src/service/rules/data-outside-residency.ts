import { fieldSpan, soundItemsOf } from '../manifest/items.ts';
import { message } from '../messages.ts';
import { siteOfTarget } from '../project/copy-places.ts';
import { perProject } from '../project/per-project.ts';
import { isProduction } from '../project/production.ts';
import { hostsOf, siteOf } from '../project/whereabouts.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

export const rule = defineManifestRule<'hosts' | 'copies'>({
  id: 'data-outside-residency',
  category: 'planning',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Data in a country where they must not be', fr: 'Données dans un pays où elles ne doivent pas être' },
  what: {
    en: 'A production instance, its database or a copy of it is at a site in a country that `dataResidency` of the organisation does not list.',
    fr: "Une instance de production, sa base de données ou une de ses copies est sur un site d'un pays absent de `dataResidency` de l'organisation.",
  },
  source: 'DHIS2 hosting guide, Physical environment',
  messages: {
    hosts: {
      en: 'Production data are on {names} at this site in {country}, but must stay in {allowed}. Move them, or add the country to `dataResidency` if the rules allow it.',
      fr: 'Des données de production sont sur {names} à ce site ({country}), alors qu’elles doivent rester dans : {allowed}. Déplacez-les, ou ajoutez le pays à `dataResidency` si les règles le permettent.',
    },
    copies: {
      en: 'Copies of production data go to {names} at this site in {country}, but must stay in {allowed}. Name another target, or add the country to `dataResidency` if the rules allow it.',
      fr: 'Des copies de données de production vont vers {names} à ce site ({country}), alors qu’elles doivent rester dans : {allowed}. Citez une autre destination, ou ajoutez le pays à `dataResidency` si les règles le permettent.',
    },
  },
  check({ document, project }, report) {
    const allowed = project.section('organisation')?.fields.dataResidency;
    if (document.templated || allowed === undefined || allowed.length === 0) return;
    for (const site of soundItemsOf(document, 'sites')) {
      const { country } = site.fields;
      if (country === undefined || allowed.includes(country)) continue;
      for (const use of ['hosts', 'copies'] as const) {
        const names = usesOf(project)[use].get(site.name);
        if (names === undefined) continue;
        const args = { names: listed(names), country, allowed: allowed.join(', ') };
        report({ message: use, args, span: fieldSpan(site, 'country') });
      }
    }
  },
});

type Uses = { readonly [U in 'hosts' | 'copies']: Map<string, Set<string>> };

/** Names of hosts and targets by the name of their site. */
const usesOf = perProject((project): Uses => {
  const uses: Uses = { hosts: new Map(), copies: new Map() };
  const production = new Set<string>();
  for (const instance of project.items('instances').filter(isProduction)) {
    production.add(instance.name);
    for (const host of hostsOf(project, instance)) add(uses.hosts, siteOf(project, host)?.name, host.name);
  }
  for (const { fields } of project.items('backups')) {
    if (!fields.instances.some((name) => production.has(name))) continue;
    for (const name of fields.targets ?? []) {
      const target = project.find('backupTargets', name);
      if (target !== undefined) add(uses.copies, siteOfTarget(project, target)?.name, name);
    }
  }
  return uses;
});

function add(bySite: Map<string, Set<string>>, site: string | undefined, name: string): void {
  if (site === undefined) return;
  const names = bySite.get(site) ?? new Set<string>();
  bySite.set(site, names.add(name));
}

const most = 3;

function listed(names: ReadonlySet<string>) {
  const shown = [...names].slice(0, most).map((name) => `\`${name}\``);
  const rest = names.size - shown.length;
  if (rest === 0) return shown.join(', ');
  return message({ en: '{shown} and {rest} more', fr: '{shown} et {rest} autres' }, { shown: shown.join(', '), rest });
}

export const page = {
  why: {
    en: 'Many countries forbid that health data of their people leave the country. Copies count like the data.',
    fr: 'Beaucoup de pays interdisent que les données de santé de leurs habitants sortent du pays. Les copies comptent comme les données.',
  },
  todo: {
    en: 'Choose a site in an allowed country, also for the off-site copy. If the rules allow encrypted copies abroad, add the country to `dataResidency`.',
    fr: "Choisissez un site dans un pays autorisé, aussi pour la copie hors site. Si les règles admettent des copies chiffrées à l'étranger, ajoutez le pays à `dataResidency`.",
  },
  good: [
    {
      text: [
        'version: 1',
        'organisation: { name: Ministry of Health, country: CM, dataResidency: [CM] }',
        'sites:',
        '  - { name: home, kind: basement, country: CM }',
        '  - { name: abroad, kind: iaas, country: FR }',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.2, site: home }',
        '  - { name: class, address: 192.0.2.3, site: abroad }',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '  - { name: training, host: class, purpose: training }',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'organisation: { name: Ministry of Health, country: CM }',
        'sites:',
        '  - { name: abroad, kind: iaas, country: FR }',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.2, site: abroad }',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '',
      ].join('\n'),
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'organisation: { name: Ministry of Health, dataResidency: [CM] }',
        'sites:',
        '  - name: cloud',
        '    kind: iaas',
        '    country: FR',
        '    #        ^^ hosts',
        '  - name: store',
        '    kind: iaas',
        '    country: DE',
        '    #        ^^ copies',
        'hosts:',
        '  - { name: metal, address: 192.0.2.2, site: cloud }',
        '  - { name: web-1, address: 10.0.0.2, guestOf: metal, guestKind: lxd }',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        'backupTargets:',
        '  - { name: far, kind: ssh, address: 192.0.2.9, path: /srv/copies, site: store }',
        'backups:',
        '  - { name: nightly, instances: [hmis], schedule: "0 2 * * *", targets: [far] }',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
