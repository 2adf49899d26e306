import { fieldSpan } from '../manifest/items.ts';
import { lacks } from '../project/absence.ts';
import { productionBehind, productionIn } from '../project/production.ts';
import { isManaged } from '../project/whereabouts.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

export const rule = defineManifestRule<'none' | 'selfSigned' | 'undated' | 'noProxy'>({
  id: 'production-without-tls',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Production without a trusted certificate', fr: 'Production sans certificat reconnu' },
  what: {
    en: 'The proxy of a production instance has the TLS mode `none` or `self-signed`, or a certificate of your own without its last day. A plan with a production instance and no proxy at all gets one hint.',
    fr: "Le mandataire d'une instance de production a le mode TLS `none` ou `self-signed`, ou un certificat à vous sans son dernier jour. Un plan avec une instance de production et sans aucun mandataire reçoit une seule suggestion.",
  },
  source: 'DHIS2 hosting guide, Most basic installation; Security considerations',
  controls: ['DP-01', 'DP-02'],
  messages: {
    none: {
      en: 'Passwords and data of `{name}` travel in clear text. Choose `lets-encrypt` or a certificate of your own, also behind a device that ends TLS.',
      fr: 'Les mots de passe et les données de `{name}` circulent en clair. Choisissez `lets-encrypt` ou un certificat à vous, y compris derrière un équipement qui termine le TLS.',
    },
    selfSigned: {
      en: 'Browsers and phones warn of the certificate of `{name}`, and people learn to click warnings away. Choose `lets-encrypt` or a certificate of your own.',
      fr: "Navigateurs et téléphones mettent en garde contre le certificat de `{name}`, et l'on s'habitue à écarter les alertes. Choisissez `lets-encrypt` ou un certificat à vous.",
    },
    undated: {
      en: 'A certificate of your own is not renewed by itself. Write its last day as `expires`, so that it is told in time.',
      fr: 'Un certificat à vous ne se renouvelle pas tout seul. Écrivez son dernier jour dans `expires`, pour être prévenu à temps.',
    },
    noProxy: {
      en: 'The plan has no proxy through which people reach `{name}`. Tomcat alone has neither TLS nor limits: add one to `proxies`, also when it exists already.',
      fr: "Le plan n'a pas de mandataire par lequel on atteint `{name}`. Tomcat seul n'a ni TLS ni limites : ajoutez-en un à `proxies`, même s'il existe déjà.",
    },
  },
  check({ document, project }, report) {
    const [first] = productionIn(document);
    if (first !== undefined && lacks(project, 'proxies') && !isManaged(project, first)) {
      report({ message: 'noProxy', args: { name: first.name }, span: fieldSpan(first, 'purpose'), severity: 'hint' });
    }
  },
  each: {
    proxies(proxy, { project }, report) {
      const { tls } = proxy.fields;
      const name = productionBehind(project, proxy.name);
      if (tls === undefined || name === undefined) return;
      const place = () => ({ args: { name }, span: fieldSpan(proxy, 'tls', 'mode') });
      if (tls.mode === 'none') report({ message: 'none', ...place() });
      if (tls.mode === 'self-signed') report({ message: 'selfSigned', ...place() });
      if (tls.mode === 'own-certificate' && tls.expires === undefined) report({ message: 'undated', ...place(), severity: 'hint' });
    },
  },
});

export const page = {
  why: {
    en: 'Who shares the network, a hotel or a mobile mast, reads passwords that travel in clear text.',
    fr: "Qui partage le réseau, celui d'un hôtel ou d'une antenne, lit les mots de passe qui circulent en clair.",
  },
  todo: {
    en: 'Write `tls: { mode: lets-encrypt }` where the server is reached from the internet; else take a certificate that browsers know, and write when it ends.',
    fr: 'Écrivez `tls: { mode: lets-encrypt }` là où le serveur est joignable depuis internet ; sinon prenez un certificat que les navigateurs reconnaissent, et écrivez quand il expire.',
  },
  good: [
    {
      text: [
        'version: 1',
        'proxies:',
        '  - { name: front, host: web-1, kind: nginx, serverNames: [hmis.example.org], tls: { mode: lets-encrypt } }',
        '  - { name: class, host: web-1, kind: nginx, serverNames: [class.example.org], tls: { mode: self-signed } }',
        '  - { name: other, host: web-1, kind: nginx, serverNames: [emis.example.org] }',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production, proxy: front }',
        '  - { name: emis, host: web-1, purpose: production, proxy: other }',
        '  - { name: lessons, host: web-1, purpose: training, proxy: class }',
        '',
      ].join('\n'),
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
        '    tls: { mode: none }',
        '    #            ^^^^ none',
        '  - name: second',
        '    host: web-1',
        '    kind: nginx',
        '    serverNames: [emis.example.org]',
        '    tls: { mode: self-signed }',
        '    #            ^^^^^^^^^^^ selfSigned',
        '  - name: third',
        '    host: web-1',
        '    kind: apache',
        '    serverNames: [who.example.org]',
        '    tls: { mode: own-certificate, certificate: /etc/ssl/a.pem, privateKey: /etc/ssl/a.key }',
        '    #            ^^^^^^^^^^^^^^^ undated',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production, proxy: front }',
        '  - { name: emis, host: web-1, purpose: production, proxy: second }',
        '  - { name: who, host: web-1, purpose: production, proxy: third }',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '  #                                     ^^^^^^^^^^ noProxy',
        '  - { name: emis, host: web-1, purpose: production }',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
