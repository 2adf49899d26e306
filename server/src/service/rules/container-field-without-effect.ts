import { isScalar } from 'yaml';
import { locate } from '../yaml/path-at.ts';
import { spanOf } from '../yaml/plain-data.ts';
import { defineContainersRule, type RulePage } from './define-rule.ts';

export const rule = defineContainersRule<'unused'>({
  id: 'container-field-without-effect',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Encryption that the tool does not do', fr: "Chiffrement que l'outil ne fait pas" },
  what: {
    en: '`encrypted_device` is read and never used: its part of the script was not written.',
    fr: "`encrypted_device` est lu et jamais utilisé : cette partie du script n'a pas été écrite.",
  },
  source: 'bobjolliffe/dhis2-tools-ng setup/parse_config.sh, setup/create_containers.sh: its branch only prints a message',
  controls: ['DB-06', 'OS-12'],
  messages: {
    unused: {
      en: 'This has no effect, and the data stay unencrypted. Encrypt the disk below LXD yourself (LUKS), and delete the field.',
      fr: "Ceci n'a aucun effet, et les données restent non chiffrées. Chiffrez vous-même le disque sous LXD (LUKS), et supprimez le champ.",
    },
  },
  check({ document }, report) {
    const found = locate(document.json.tree, ['encrypted_device']);
    // Null and an empty text say that there is none.
    if (!isScalar(found?.key) || (isScalar(found.value) && (found.value.value === null || found.value.value === ''))) return;
    report({ message: 'unused', span: spanOf(found.key), tag: 'unnecessary' });
  },
});

export const page = {
  why: {
    en: 'Whoever reads the file believes that a stolen disk is worth nothing.',
    fr: "Qui lit le fichier croit qu'un disque volé ne vaut rien.",
  },
  todo: { en: 'Set up LUKS below the storage pool of LXD.', fr: 'Mettez en place LUKS sous le stockage de LXD.' },
  good: [{ text: '{\n  "fqdn": "dhis.example.org",\n  "encrypted_device": ""\n}\n' }],
  bad: [{ text: '{\n  "encrypted_device": "/dev/sdb"\n# ^^^^^^^^^^^^^^^^^^ unused\n}\n' }],
} satisfies RulePage;
