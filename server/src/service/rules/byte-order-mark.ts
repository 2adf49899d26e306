import { keySlip } from '../conf/key-slips.ts';
import { unknownEntries } from '../conf/live-entries.ts';
import { message } from '../messages.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

export const rule = defineConfRule<'lost' | 'harmless'>({
  id: 'byte-order-mark',
  category: 'syntax',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Byte order mark at the start of the file', fr: "Indicateur d'ordre des octets en début de fichier" },
  what: {
    en: 'The file begins with a byte order mark, an invisible character that some Windows editors write.',
    fr: "Le fichier commence par un indicateur d'ordre des octets (BOM), caractère invisible que certains éditeurs Windows écrivent.",
  },
  source: 'java.util.Properties (JDK 17), run; DefaultDhisConfigurationProvider, all versions',
  messages: {
    lost: {
      en: 'An invisible byte order mark stands before `{key}`. DHIS2 reads it as part of the key and ignores the line. Remove it.',
      fr: "Un indicateur d'ordre des octets, invisible, précède `{key}`. DHIS2 le prend pour une partie de la clé et ignore la ligne. Retirez-le.",
    },
    harmless: {
      en: 'The file begins with an invisible byte order mark. It does no harm on this line, but would make DHIS2 ignore a key here. Remove it.',
      fr: "Le fichier commence par un indicateur d'ordre des octets, invisible. Il ne nuit pas sur cette ligne, mais ferait ignorer une clé. Retirez-le.",
    },
  },
  check(conf, report) {
    if (!conf.file.byteOrderMark) return;
    const [first] = unknownEntries(conf);
    const slip = first === undefined ? undefined : keySlip(conf, first);
    const key = slip?.kind === 'byte-order-mark' ? slip.meant : undefined;
    const isLost = key !== undefined && conf.catalogue.lookup(key) !== undefined;
    report({
      message: isLost ? 'lost' : 'harmless',
      ...(isLost ? { args: { key } } : { severity: 'hint' }),
      // Without its URL the server does not start.
      ...(key === 'connection.url' && !conf.winners().has(key) ? { severity: 'error' } : {}),
      span: first?.entry.key.span ?? { start: 0, end: 1 },
      fixes: [
        {
          title: message({ en: 'Remove the byte order mark', fr: "Retirer l'indicateur d'ordre des octets" }),
          edits: [{ span: { start: 0, end: 1 }, newText: '' }],
          preferred: true,
        },
      ],
    });
  },
});

export const page = {
  why: {
    en: 'DHIS2 reads it as three characters of the first line: a key there gets another name and is ignored.',
    fr: "DHIS2 le lit comme trois caractères de la première ligne : la clé qui s'y trouve change de nom et est ignorée.",
  },
  todo: {
    en: 'Remove it: save the file as UTF-8 without BOM.',
    fr: 'Retirez-le : enregistrez le fichier en UTF-8 sans BOM.',
  },
  good: [{ text: 'connection.url = jdbc:postgresql:dhis2\n' }],
  bad: [
    {
      text: '\ufeffserver.https = on\n#^^^^^^^^^^^^ lost\n',
      fixed: 'server.https = on\n',
    },
    { text: '\ufeff# DHIS2 of the ministry\n#^ harmless\nserver.https = on\n', fixed: '# DHIS2 of the ministry\nserver.https = on\n' },
  ],
} satisfies RulePage;
