import type { Support } from '../generated/hosting-manifest.types.ts';
import { daysBetween, inMinutes, readDuration } from '../manifest/durations.ts';
import { fieldSpan, isSound, spanAt } from '../manifest/items.ts';
import type { ManifestContext } from './context.ts';
import { defineManifestRule, type Reporter, type RulePage } from './define-rule.ts';

type MessageId = 'sitePast' | 'siteSoon' | 'supportPast' | 'supportSoon';

/** Offices need about two months for an order. */
const noticeDays = 60;

export const rule = defineManifestRule<MessageId>({
  id: 'contract-ending',
  category: 'planning',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Contract that ends soon or is over', fr: 'Contrat qui prend fin bientôt ou a pris fin' },
  what: {
    en: '`renewal` of a site or `contractEnd` of a firm that helps is over, or at most 60 days away. A longer `requestLeadTime` of the site counts instead.',
    fr: "`renewal` d'un site ou `contractEnd` d'une entreprise qui aide est passé, ou dans 60 jours au plus. Un `requestLeadTime` du site plus long compte à la place.",
  },
  source: 'DHIS2 hosting guide, Physical environment; Required skills',
  messages: {
    sitePast: {
      en: 'The contract of `{name}` was to be renewed by {day}. See whether the servers there are paid for, and write the next day.',
      fr: 'Le contrat de `{name}` était à renouveler avant le {day}. Vérifiez que les serveurs y sont payés, et écrivez la date suivante.',
    },
    siteSoon: {
      en: 'The contract of `{name}` must be renewed by {day}. Begin now: when a bill is not paid, the servers are switched off.',
      fr: "Le contrat de `{name}` est à renouveler avant le {day}. Commencez maintenant : une facture impayée, et les serveurs s'arrêtent.",
    },
    supportPast: {
      en: 'The contract with {name} ended on {day}, so nobody covers its part any more. Renew it, or teach the team.',
      fr: "Le contrat avec {name} a pris fin le {day} : plus personne ne couvre sa part. Renouvelez-le, ou formez l'équipe.",
    },
    supportSoon: {
      en: 'The contract with {name} ends on {day}. Renew it now, or have what it covers handed over.',
      fr: "Le contrat avec {name} prend fin le {day}. Renouvelez-le dès maintenant, ou faites transmettre ce qu'il couvre.",
    },
  },
  each: {
    sites(site, { today }, report) {
      const { renewal, requestLeadTime } = site.fields;
      const lead = readDuration(requestLeadTime);
      const notice = Math.max(noticeDays, lead === undefined ? 0 : inMinutes(lead) / (24 * 60));
      const left = daysBetween(today, renewal);
      if (renewal === undefined || left === undefined || left > notice) return;
      const args = { name: site.name, day: renewal };
      report({
        message: left < 0 ? 'sitePast' : 'siteSoon',
        args,
        span: fieldSpan(site, 'renewal'),
        ...(left < 0 ? {} : { severity: 'info' }),
      });
    },
  },
  check(context, report) {
    if (!context.document.templated) reportSupport(context, report);
  },
});

/** Firms have no name that others refer to, so they are no items. */
function reportSupport({ text, document, today }: ManifestContext, report: Reporter<MessageId>): void {
  for (const part of document.parts) {
    const firms = (part.data as { readonly support?: unknown } | null)?.support;
    if (!part.readable || !Array.isArray(firms)) continue;
    for (const [i, firm] of (firms as readonly Support[]).entries()) {
      const path = ['support', i];
      if (!isSound({ part, path })) continue;
      const day = firm.contractEnd;
      const left = daysBetween(today, day);
      if (day === undefined || left === undefined || left > noticeDays) continue;
      const span = spanAt(text, part, [...path, 'contractEnd']);
      const args = { name: firm.provider, day };
      report({ message: left < 0 ? 'supportPast' : 'supportSoon', args, span, ...(left < 0 ? {} : { severity: 'info' }) });
    }
  }
}

export const page = {
  why: {
    en: 'More than one country has lost its servers to a bill that nobody felt responsible for.',
    fr: "Plus d'un pays a perdu ses serveurs à cause d'une facture dont personne ne se sentait responsable.",
  },
  todo: {
    en: 'Renew, and write the next day. `billingOwner` of the site names the office that pays.',
    fr: 'Renouvelez, et écrivez la date suivante. `billingOwner` du site désigne le bureau qui paie.',
  },
  good: [
    {
      text: [
        'version: 1',
        'sites:',
        '  - { name: cloud, kind: iaas, renewal: "2027-01-23" }',
        '  - { name: other, kind: iaas }',
        'support:',
        '  - { provider: Local hosting firm, contractEnd: "2027-01-23" }',
        '  - { provider: University }',
        '',
      ].join('\n'),
      today: '2026-11-23',
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'sites:',
        '  - name: cloud',
        '    kind: iaas',
        '    renewal: "2027-01-22"',
        '    #        ^^^^^^^^^^^^ siteSoon',
        '  - name: centre',
        '    kind: government-data-centre',
        '    requestLeadTime: 3 months',
        '    renewal: "2027-02-20"',
        '    #        ^^^^^^^^^^^^ siteSoon',
        '  - name: old',
        '    kind: colocation',
        '    renewal: "2026-11-22"',
        '    #        ^^^^^^^^^^^^ sitePast',
        'support:',
        '  - provider: Local hosting firm',
        '    contractEnd: "2026-11-23"',
        '    #            ^^^^^^^^^^^^ supportSoon',
        '  - provider: University',
        '    contractEnd: "2026-06-30"',
        '    #            ^^^^^^^^^^^^ supportPast',
        '',
      ].join('\n'),
      today: '2026-11-23',
    },
  ],
} satisfies RulePage;
