import { manifestSchema } from '../manifest/manifest-schema.ts';
import { schemaFindings } from '../yaml/schema-errors.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';
import { type CheckedFile, type SchemaMessageId, schemaReport, schemaTexts } from './schema-reports.ts';

const name: CheckedFile['name'] = {
  start: { en: 'The manifest', fr: 'Le manifeste' },
  inside: { en: 'the manifest', fr: 'ce manifeste' },
};

export const rule = defineManifestRule<SchemaMessageId>({
  id: 'manifest-schema-violation',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Hosting manifest that does not fit its schema', fr: "Manifeste d'hébergement non conforme à son schéma" },
  what: {
    en: 'A field is unknown, missing, or has a value that cannot be used.',
    fr: 'Un champ est inconnu, manquant, ou porte une valeur inutilisable.',
  },
  source: 'schemas/hosting-manifest.schema.json',
  messages: {
    ...schemaTexts,
    wrongFile: {
      en: 'This is not a hosting manifest. It begins with `version: 1`, followed by `hosts:` and `instances:`.',
      fr: "Ceci n'est pas un manifeste d'hébergement. Il commence par `version: 1`, suivi de `hosts:` et `instances:`.",
    },
  },
  check({ text, document }, report) {
    if (document.templated) return;
    const schema = manifestSchema();
    for (const part of document.parts) {
      if (!part.readable) continue;
      for (const finding of schemaFindings(text, part, part.violations, schema)) report(schemaReport({ text, schema, name }, finding));
    }
  },
});

export const page = {
  why: {
    en: 'The host or instance with the mistake is left out of the tree, because connecting with half of the facts would be a guess.',
    fr: "L'hôte ou l'instance en erreur est écarté de l'arbre, car se connecter avec la moitié des informations serait deviner.",
  },
  todo: {
    en: 'Correct the field as the message says. Completion (Ctrl+Space) lists the fields that belong in a place and hover explains each of them.',
    fr: "Corrigez le champ comme l'indique le message. La complétion (Ctrl+Espace) liste les champs possibles à un endroit et le survol explique chacun d'eux.",
  },
  good: [
    { text: '# to be written\n' },
    {
      text: [
        'version: 1',
        'hosts:',
        '  - name: bastion',
        '    address: 2001:db8::10',
        '    port: 822',
        '  - name: web-1',
        '    address: web-1.example.org',
        '    user: admin',
        '    identityFile: ~/.ssh/id_ed25519',
        '    agent: false',
        '    hostKey: SHA256:uNiVztksCsDhcc0u9e8BrNVFdgdcS6dCUMMHSPFkOSc',
        '    jumpHost: bastion',
        'instances:',
        '  - name: hmis',
        '    host: web-1',
        '    dhis2Version: "2.41"',
        '    dhisConf: /opt/dhis2/dhis.conf',
        '    config: hmis/dhis.conf',
        '    log: { unit: tomcat9 }',
        '  - name: training',
        '    host: web-1',
        '    dhis2Version: 2.40.3.1',
        '    log:',
        '      file: /var/log/tomcat9/catalina.out',
        '',
      ].join('\n'),
    },
  ],
  bad: [
    { text: 'version: 1\nhosts:\n#^^^^ empty\n' },
    { text: 'version: 1\ninstances:\n  - name: hmis\n    host: web-1\n    log: {}\n    #    ^^ emptyObject\n' },
    {
      text: [
        'version: 1',
        'instances:',
        '  - name: hmis',
        '    host: web-1',
        '    log:',
        '      unit: tomcat9',
        '      file: /var/log/tomcat9/catalina.out',
        '    # ^^^^ exclusive',
        '',
      ].join('\n'),
    },
    { text: 'version: 1\nhosts:\n  - name: web-1\n  # ^^^^ missing\n' },
    { text: 'hosts: []\n#^^^^ missing\n', fixed: 'version: 1\nhosts: []\n' },
    { text: '- web-1\n#^^^^^^ wrongFile\n' },
    { text: 'version: 1\nhosts:\n  - name: web-1\n    address: a.example.org\n    port: 70000\n    #     ^^^^^ outOfRange\n' },
    {
      text: 'version: 1\nhosts:\n  - name: web-1\n    adress: a.example.org\n  # ^^^^^^ similarField\n',
      fixed: 'version: 1\nhosts:\n  - name: web-1\n    address: a.example.org\n',
    },
    { text: `version: 1\nhosts:\n  - name: web-1\n    address: ${'a'.repeat(254)}\n    #        ${'^'.repeat(254)} tooLong\n` },
    { text: 'version: 1\ncolour: []\n#^^^^^ unknownField\n' },
    {
      text: [
        'version: 1',
        'backupTargets:',
        '  - name: offsite',
        '    kind: ssh',
        '    path: /srv/backups',
        '    address: backup.example.org',
        '    bucket: dhis2-backups',
        '   #^^^^^^ misplaced',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'backups:',
        '  - name: nightly',
        '    instances: []',
        '    #          ^^ tooFew',
        '    contents: [database, database]',
        '    #                    ^^^^^^^^ repeated',
        '    schedule: "0 2 * * *"',
        '',
      ].join('\n'),
    },
    {
      text: 'version: 1\ninstances:\n  - name: 2024\n    #     ^^^^ unquoted\n    host: web-1\n',
      fixed: 'version: 1\ninstances:\n  - name: "2024"\n    host: web-1\n',
    },
    {
      text: 'version: 1\ninstances:\n  - name: hmis\n    host: web-1\n    dhis2Version: 2.40\n    #             ^^^^ unquotedVersion\n',
      fixed: 'version: 1\ninstances:\n  - name: hmis\n    host: web-1\n    dhis2Version: "2.40"\n',
    },
    { text: 'version: 1\nhosts:\n  - name: web-1\n    address: -oProxyCommand=x\n    #        ^^^^^^^^^^^^^^^^ wrongForm\n' },
    { text: 'version: 1\nhosts:\n  - web-1\n  # ^^^^^ wrongType\n' },
    { text: 'version: 2\n#        ^ wrongValue\n' },
    {
      text: [
        'version: 1',
        'hosts:',
        '  - name: web-1',
        '    address: 192.0.2.1',
        '    os: ubuntu-2204',
        '    #   ^^^^^^^^^^^ noneOf',
        '    memory: 16GB',
        '    #       ^^^^ wrongForm',
        '',
      ].join('\n'),
    },
    {
      text: 'version: 1\nhosts:\n  - name: web-1\n    address: 192.0.2.1\n    memory: 16GB\n    #       ^^^^ wrongForm\n',
      fixed: 'version: 1\nhosts:\n  - name: web-1\n    address: 192.0.2.1\n    memory: 16 GB\n',
    },
  ],
} satisfies RulePage;
