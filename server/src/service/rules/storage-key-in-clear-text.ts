import { containersSecrets } from '../tools-ng/secrets.ts';
import { defineContainersRule, type RulePage } from './define-rule.ts';

export const rule = defineContainersRule<'clearText' | 'inRepository'>({
  id: 'storage-key-in-clear-text',
  category: 'security',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'Key of object storage in clear text', fr: "Clé d'un stockage objet en clair" },
  what: {
    en: '`config` of a `journal_logger` holds the secret key of the object storage; the tool takes it from nowhere else.',
    fr: "`config` d'un `journal_logger` contient la clé secrète du stockage objet ; l'outil ne la prend nulle part ailleurs.",
  },
  source: 'solid-lines/dhis2-tools-ng and davinerd/dhis2-tools-dab, setup/containers/journal_logger_postsetup',
  messages: {
    clearText: {
      en: 'Whoever sees this file or a copy of it has the secret key. Let the file be read by its owner only (mode 600), and use a key with rights to this bucket alone.',
      fr: "Quiconque voit ce fichier ou une copie a la clé secrète. Ne laissez lire le fichier que par son propriétaire (mode 600), et employez une clé qui n'a de droits que sur ce compartiment.",
    },
    inRepository: {
      en: 'This file is under version control, and the secret key with it, in its history too. Take the file out of the repository and change the key.',
      fr: "Ce fichier est sous gestion de versions, et la clé secrète avec lui, même dans l'historique. Retirez le fichier du dépôt et changez la clé.",
    },
  },
  check({ document, isTracked, isSample }, report) {
    for (const { field, value, span } of containersSecrets(document)) {
      if (field !== 'secret_key' || isSample || isPlaceholder(value)) continue;
      if (isTracked()) report({ message: 'inRepository', severity: 'warning', span });
      else report({ message: 'clearText', span });
    }
  },
});

/** `<secret>`, `$SECRET`, `xxxx`, `CHANGE_ME`, `your-secret-key`: put in later. */
const isPlaceholder = (value: string): boolean =>
  /^(?:<.*>|\$.*|\{\{.*\}\}|x+|\*+|(?:change|replace)[-_ ]?me|(?:your|my|the)[-_ ].*|(?:aws[-_ ])?secret(?:[-_ ]?(?:access[-_ ]?)?key)?)$/i.test(
    value,
  );

const text = (key: string, caret = '') =>
  `{\n  "containers": [\n    {\n      "name": "logger",\n      "ip": "192.168.0.100",\n      "type": "journal_logger",\n      "storage": "s3",\n      "directory": "logs",\n      "config": {\n        "access_key": "AKIAEXAMPLE",\n        "secret_key": "${key}",\n${caret}        "provider": "aws",\n        "location": "eu-west-1"\n      }\n    }\n  ]\n}\n`;
const found = (message: string) => text('not-a-real-key-1', `        #              ^^^^^^^^^^^^^^^^ ${message}\n`);

export const page = {
  why: {
    en: 'With the key, logs can be read, changed and deleted, and with them the traces of a break-in.',
    fr: "Avec la clé, on peut lire, modifier et supprimer les journaux, et avec eux les traces d'une intrusion.",
  },
  todo: {
    en: 'Keep the file out of version control. Delete the key from it once the container has been set up.',
    fr: 'Gardez le fichier hors de la gestion de versions. Supprimez-en la clé une fois le conteneur mis en place.',
  },
  good: [{ text: text('<secret key>') }, { text: text('') }],
  bad: [{ text: found('clearText') }, { text: found('inRepository'), tracked: true }],
} satisfies RulePage;
