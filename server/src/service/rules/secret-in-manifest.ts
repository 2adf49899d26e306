import { lineOf } from '../manifest/items.ts';
import { message, type Text } from '../messages.ts';
import { createSignSearch } from '../text/sign-search.ts';
import { firstLine } from '../yaml/document.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

type Secret = {
  readonly pattern: RegExp;
  /** A part of all texts that match, which is found sooner than the pattern. */
  readonly sign: string;
  readonly what: Text;
};

/** Texts that are a secret and nothing else: each form is fixed by who issues it. */
const secrets: readonly Secret[] = [
  { pattern: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/g, sign: 'PRIVATE KEY-----', what: { en: 'a private key', fr: 'une clé privée' } },
  { pattern: /AGE-SECRET-KEY-1[0-9A-Z]{58}/g, sign: 'AGE-SECRET-KEY-1', what: { en: 'a secret key of age', fr: 'une clé secrète d’age' } },
  { pattern: /\bxox[abprs]-[0-9A-Za-z-]{20,200}/g, sign: 'xox', what: { en: 'a token of Slack', fr: 'un jeton de Slack' } },
  {
    pattern: /https:\/\/hooks\.slack\.com\/services\/T[0-9A-Z]{1,20}\/B[0-9A-Z]{1,20}\/[0-9A-Za-z]{20,40}/g,
    sign: 'hooks.slack.com',
    what: {
      en: 'an address with which anybody can write to your Slack',
      fr: 'une adresse qui permet à quiconque d’écrire dans votre Slack',
    },
  },
  {
    pattern: /\b[0-9]{8,10}:AA[0-9A-Za-z_-]{33}(?![0-9A-Za-z_-])/g,
    sign: ':AA',
    what: { en: 'a token of a Telegram bot', fr: 'un jeton de robot Telegram' },
  },
  {
    pattern: /https:\/\/hc-ping\.com\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g,
    sign: 'hc-ping.com',
    what: { en: 'the address of a heartbeat', fr: "l'adresse d'un battement" },
  },
];

const mayHoldSecret = createSignSearch(secrets.map(({ sign }) => sign));

export const rule = defineManifestRule<'clear'>({
  id: 'secret-in-manifest',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Secret written into the plan', fr: 'Secret écrit dans le plan' },
  what: {
    en: 'The manifest holds a text that is certainly a secret: a private key, a token of a message service, the address of a heartbeat. Comments count.',
    fr: "Le manifeste contient un texte qui est à coup sûr un secret : une clé privée, un jeton de messagerie, l'adresse d'un battement. Les commentaires comptent.",
  },
  source: 'schemas/hosting-manifest.schema.json, Secret; RFC 7468; age specification; documentation of Slack, Telegram and Healthchecks',
  messages: {
    clear: {
      en: 'This is {what}. Whoever reads the plan or its history has it. Replace it by `env`, `hostFile` or `store`, and have a new one made.',
      fr: "Ceci est {what}. Qui lit le plan ou son historique l'a en main. Remplacez par `env`, `hostFile` ou `store`, et faites-en créer un nouveau.",
    },
  },
  check({ document, text }, report) {
    if (!mayHoldSecret(lineOf(document), text)) return;
    for (const { pattern, sign, what } of secrets) {
      if (!text.includes(sign)) continue;
      for (const match of text.matchAll(pattern)) {
        const span = firstLine(text, { start: match.index, end: match.index + match[0].length });
        report({ message: 'clear', args: { what: message(what) }, span });
      }
    }
  },
});

export const page = {
  why: {
    en: 'Plans are mailed, printed and kept under version control for years. What was once written there cannot be taken back.',
    fr: "Un plan s'envoie, s'imprime et reste des années sous gestion de versions. Ce qui y fut écrit ne peut être repris.",
  },
  todo: {
    en: 'Write where the secret is found: a variable of the environment (`env`), a file on the host (`hostFile`) or the secret store of the editor (`store`). Then revoke the old one.',
    fr: "Écrivez où se trouve le secret : une variable d'environnement (`env`), un fichier sur l'hôte (`hostFile`) ou le coffre de l'éditeur (`store`). Puis révoquez l'ancien.",
  },
  good: [
    {
      text: [
        'version: 1',
        'monitoring:',
        '  heartbeat: { env: HEARTBEAT }',
        '  alerts:',
        '    - { kind: telegram, to: "-1001234567890", secret: { hostFile: /etc/dhis2/telegram.token } }',
        '',
      ].join('\n'),
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'monitoring:',
        '  alerts:',
        '    - kind: telegram',
        '      to: "123456789:AAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"',
        '      #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ clear',
        '# https://hc-ping.com/00000000-0000-0000-0000-000000000000',
        '# ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ clear',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'hosts:',
        '  - name: web-1',
        '    address: 192.0.2.2',
        '    description: |',
        '      -----BEGIN OPENSSH PRIVATE KEY-----',
        '#     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ clear',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
