import { textAt } from '../tools-ng/containers-document.ts';
import { isSampleName } from '../tools-ng/names.ts';
import { defineContainersRule, type RulePage } from './define-rule.ts';

export const rule = defineContainersRule<'notAnAddress' | 'sample'>({
  id: 'unusable-contact-email',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: "E-mail that Let's Encrypt refuses", fr: "Adresse électronique que Let's Encrypt refuse" },
  what: {
    en: '`email` is no address, or one of an example. The script gives it to certbot with the request for a certificate.',
    fr: "`email` n'est pas une adresse, ou est celle d'un exemple. Le script la donne à certbot avec la demande de certificat.",
  },
  source:
    'bobjolliffe/dhis2-tools-ng setup/ssl_setup.sh (`certbot -m`); RFC 2606, 3; letsencrypt/boulder (`contact email has forbidden domain`)',
  messages: {
    notAnAddress: {
      en: '`{value}` is no e-mail address, and certbot ends with an error. Write one that people read, such as `hosting@health.gov.xy`.',
      fr: "`{value}` n'est pas une adresse électronique, et certbot se termine par une erreur. Écrivez-en une qui est lue, comme `hebergement@sante.gouv.xy`.",
    },
    sample: {
      en: "`{value}` is left over from a sample, and Let's Encrypt refuses it. Write an address that people read.",
      fr: "`{value}` vient d'un modèle, et Let's Encrypt la refuse. Écrivez une adresse qui est lue.",
    },
  },
  check({ document, isSample }, report) {
    const email = textAt(document, ['email']);
    if (email === undefined || email.value === '') return;
    const { value, span } = email;
    const [, domain = ''] = /^[^@\s]+@([^@\s]+)$/.exec(value) ?? [];
    const isLeftOver = isSampleName(domain) || isSampleName(value) || /(?:^|\.)example\.(?:com|net|org)$/i.test(domain);
    if (isLeftOver) {
      if (!isSample) report({ message: 'sample', args: { value }, span });
    } else if (!/^[^.].*\.[^.]{2,}$/.test(domain)) report({ message: 'notAnAddress', args: { value }, span });
  },
});

export const page = {
  why: {
    en: 'No certificate is given, and nobody hears of one that is about to expire.',
    fr: "Aucun certificat n'est délivré, et personne n'apprend qu'un certificat va expirer.",
  },
  todo: {
    en: 'Write the address of a group rather than of one person.',
    fr: "Écrivez l'adresse d'un groupe plutôt que celle d'une personne.",
  },
  good: [
    { text: '{\n  "fqdn": "dhis.example.org",\n  "email": "hosting@health.gov.gh"\n}\n' },
    { text: '{\n  "fqdn": "xxx.xxx.xxx",\n  "email": "xxx@xxxx"\n}\n', file: 'containers.json.sample' },
  ],
  bad: [
    { text: '{\n  "email": "hosting.health.gov.gh"\n  #         ^^^^^^^^^^^^^^^^^^^^^ notAnAddress\n}\n' },
    { text: '{\n  "email": "hosting@health"\n  #         ^^^^^^^^^^^^^^ notAnAddress\n}\n' },
    { text: '{\n  "email": "xxx@xxxx"\n  #         ^^^^^^^^ sample\n}\n' },
    { text: '{\n  "email": "admin@example.org"\n  #         ^^^^^^^^^^^^^^^^^ sample\n}\n' },
  ],
} satisfies RulePage;
