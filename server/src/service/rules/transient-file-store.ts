import { effectiveValue } from '../conf/effective.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { replaceValueFix } from './fixes.ts';

const key = 'filestore.provider';

export const rule = defineConfRule<'transient'>({
  id: 'transient-file-store',
  category: 'security',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'File store that forgets everything at restart', fr: 'Stockage de fichiers qui oublie tout au redémarrage' },
  what: {
    en: '`filestore.provider` is `transient`: files are kept in memory only. It is meant for automated tests.',
    fr: "`filestore.provider` vaut `transient` : les fichiers ne sont gardés qu'en mémoire. Cette valeur est destinée aux tests automatiques.",
  },
  source: 'dhis2-core JCloudsStore, FileStoreProvider',
  messages: {
    transient: {
      en: 'All files and installed apps are lost at each restart. Use `filesystem`, `aws-s3` or `s3`.',
      fr: 'Tous les fichiers et applications installées sont perdus à chaque redémarrage. Employez `filesystem`, `aws-s3` ou `s3`.',
    },
  },
  check(conf, report) {
    const provider = effectiveValue(conf, key);
    if (provider.from !== 'file' || provider.value !== 'transient') return;
    const fixes = [replaceValueFix(conf.text, provider.entry, 'filesystem', true)];
    report({ message: 'transient', span: placeInValue(conf.text, provider.entry), fixes });
  },
});

export const page = {
  why: {
    en: 'At each restart all uploaded documents, images of patients and installed apps are gone, while the database still names them. They also fill the memory of the server.',
    fr: 'À chaque redémarrage, tous les documents envoyés, images de patients et applications installées disparaissent, alors que la base les cite encore. Ils remplissent aussi la mémoire du serveur.',
  },
  todo: {
    en: 'Use `filesystem`, and back the folder up, or an S3 store.',
    fr: 'Employez `filesystem`, en sauvegardant le dossier, ou un stockage S3.',
  },
  good: [{ text: 'filestore.provider = filesystem\n' }, { text: 'filestore.provider = ${STORE:-transient}\n' }],
  bad: [
    {
      text: 'filestore.provider = transient\n#                    ^^^^^^^^^ transient\n',
      fixed: 'filestore.provider = filesystem\n',
    },
  ],
} satisfies RulePage;
