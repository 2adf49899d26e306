import { daysBetween } from '../manifest/durations.ts';
import { fieldSpan } from '../manifest/items.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

/** The certification of servers wants more than these. */
const enoughDays = 21;

export const rule = defineManifestRule<'past' | 'soon'>({
  id: 'certificate-expiring',
  category: 'planning',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Certificate that ends soon or is over', fr: 'Certificat qui expire bientôt ou a expiré' },
  what: {
    en: 'The day in `expires` of the certificate of a proxy is over, or at most 21 days away.',
    fr: "La date de `expires` du certificat d'un mandataire est passée, ou dans 21 jours au plus.",
  },
  source: 'DHIS2 hosting guide, Security considerations',
  controls: ['DP-02'],
  messages: {
    past: {
      en: 'The certificate of `{name}` ended on {day}: browsers and the Android app refuse it. Install the new one and write its last day.',
      fr: "Le certificat de `{name}` a expiré le {day} : les navigateurs et l'application Android le refusent. Installez le nouveau et écrivez son dernier jour.",
    },
    soon: {
      en: 'The certificate of `{name}` ends on {day}. Order the new one now: it often passes through several offices.',
      fr: 'Le certificat de `{name}` expire le {day}. Commandez le nouveau dès maintenant : il passe souvent par plusieurs bureaux.',
    },
  },
  each: {
    proxies(proxy, { today }, report) {
      const day = proxy.fields.tls?.expires;
      const left = daysBetween(today, day);
      if (day === undefined || left === undefined || left > enoughDays) return;
      report({ message: left < 0 ? 'past' : 'soon', args: { name: proxy.name, day }, span: fieldSpan(proxy, 'tls', 'expires') });
    },
  },
});

export const page = {
  why: {
    en: 'On the day it ends, nobody can log in, and phones in the field stop sending.',
    fr: "Le jour où il expire, plus personne ne se connecte, et les téléphones du terrain n'envoient plus rien.",
  },
  todo: {
    en: 'Order, install, reload the proxy, and write the new day. With `lets-encrypt` this goes by itself.',
    fr: 'Commandez, installez, rechargez le mandataire, et écrivez la nouvelle date. Avec `lets-encrypt`, tout cela se fait seul.',
  },
  good: [
    {
      text: [
        'version: 1',
        'proxies:',
        '  - name: front',
        '    host: web-1',
        '    kind: nginx',
        '    serverNames: [hmis.example.org]',
        '    tls: { mode: own-certificate, certificate: /etc/ssl/a.pem, privateKey: /etc/ssl/a.key, expires: "2026-12-15" }',
        '',
      ].join('\n'),
      today: '2026-11-23',
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'proxies:',
        '  - name: front',
        '    host: web-1',
        '    kind: nginx',
        '    serverNames: [hmis.example.org]',
        '    tls:',
        '      mode: own-certificate',
        '      certificate: /etc/ssl/a.pem',
        '      privateKey: /etc/ssl/a.key',
        '      expires: "2026-12-14"',
        '      #        ^^^^^^^^^^^^ soon',
        '  - name: class',
        '    host: web-1',
        '    kind: nginx',
        '    serverNames: [class.example.org]',
        '    tls:',
        '      mode: self-signed',
        '      expires: "2026-11-22"',
        '      #        ^^^^^^^^^^^^ past',
        '',
      ].join('\n'),
      today: '2026-11-23',
    },
  ],
} satisfies RulePage;
