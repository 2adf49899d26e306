import { checkValue } from '../catalogue/value-types.ts';
import type { KnownEntry } from '../conf/entry-lists.ts';
import { unusualEntries } from '../conf/live-entries.ts';
import { mayHoldSecret } from '../conf/secrets.ts';
import { stopsTheStart } from '../conf/start-stoppers.ts';
import { message } from '../messages.ts';
import type { ConfContext } from './context.ts';
import { defineConfRule, type Report, type RulePage } from './define-rule.ts';
import { removeEntryFix } from './fixes.ts';

type MessageId = 'stops' | 'unusable' | 'off' | 'text';

const emptyEntries = unusualEntries.where(({ value }) => value === '');

export const rule = defineConfRule<MessageId>({
  id: 'emptied-default',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Empty value that replaces a default', fr: 'Valeur vide qui remplace une valeur par défaut' },
  what: {
    en: 'The key is written with nothing behind it. To DHIS2 that is not the same as leaving the key out: the value is the empty text.',
    fr: "La clé est écrite sans rien derrière. Pour DHIS2, ce n'est pas la même chose que l'omettre : la valeur est le texte vide.",
  },
  source: 'DefaultDhisConfigurationProvider, all versions; DatabasePoolUtils and the other classes that read numbers',
  messages: {
    stops: {
      en: 'An empty value is not the default: DHIS2 cannot use it for `{key}` and does not start. Delete the line (default: `{default}`), or give a value.',
      fr: "Une valeur vide n'est pas la valeur par défaut : DHIS2 ne peut pas s'en servir pour `{key}` et ne démarre pas. Supprimez la ligne (par défaut : `{default}`), ou donnez une valeur.",
    },
    unusable: {
      en: 'An empty value is not the default: DHIS2 takes the empty text for `{key}`, where it needs a value.{consequence} Delete the line (default: `{default}`), or give a value.',
      fr: "Une valeur vide n'est pas la valeur par défaut : DHIS2 prend le texte vide pour `{key}`, alors qu'il faut une valeur.{consequence} Supprimez la ligne (par défaut : `{default}`), ou donnez une valeur.",
    },
    off: {
      en: 'An empty value is no word for on, so `{key}` is not enabled, though it is `{default}` when the line is absent. Delete the line, or write the value.',
      fr: "Une valeur vide ne veut pas dire « activé » : `{key}` ne l'est donc pas, alors qu'elle vaut `{default}` sans cette ligne. Supprimez la ligne, ou écrivez la valeur.",
    },
    text: {
      en: 'DHIS2 takes the empty text for `{key}`, not its default `{default}`. Delete the line if you want the default.',
      fr: 'DHIS2 prend le texte vide pour `{key}`, et non sa valeur par défaut `{default}`. Supprimez la ligne si vous voulez celle-ci.',
    },
  },
  check(conf, report) {
    for (const entry of emptyEntries(conf)) {
      const found = emptied(conf, entry);
      if (found === undefined) continue;
      report({
        ...found,
        span: entry.entry.key.span,
        fixes: [removeEntryFix(entry.entry, conf.lines, found.message === 'stops' || found.message === 'unusable')],
      });
    }
  },
});

export const page = {
  why: {
    en: 'The default does not apply. A number that is empty often stops the start, and a switch that is on by default goes off.',
    fr: "La valeur par défaut ne s'applique pas. Un nombre vide empêche souvent le démarrage, et un interrupteur activé par défaut s'éteint.",
  },
  todo: {
    en: 'Delete the line if you want the default, or give a value.',
    fr: 'Supprimez la ligne si vous voulez la valeur par défaut, ou donnez une valeur.',
  },
  good: [
    { text: 'redis.enabled =\nredis.password =\nswitch_user_allow_listed_ips =\nartemis.password =\nldap.url =\n' },
    { text: 'connection.pool.min_size =\n', dhis2Version: '2.43' },
    { text: 'connection.pool.max_size =\nconnection.pool.max_size = 80\n' },
  ],
  bad: [
    { text: 'connection.pool.max_size =\n#^^^^^^^^^^^^^^^^^^^^^^^ stops\n', fixed: '' },
    { text: 'connection.pool.min_size =\n#^^^^^^^^^^^^^^^^^^^^^^^ stops\n', fixed: '', dhis2Version: '2.42' },
    { text: 'max.file_upload_size =\n#^^^^^^^^^^^^^^^^^^^ unusable\n', fixed: '' },
    { text: 'system.audit.enabled =\n#^^^^^^^^^^^^^^^^^^^ off\n' },
    { text: 'apphub.base.url =\n#^^^^^^^^^^^^^^ text\n' },
  ],
} satisfies RulePage;

function emptied(conf: ConfContext, entry: KnownEntry): Omit<Report<MessageId>, 'span'> | undefined {
  const { key, match } = entry;
  const { row } = match;
  const usual = conf.catalogue.defaultOf(row, conf.version);
  // Defaults such as `<id>` are a rule rather than a text, and that of `ldap.url` stands for no LDAP at all.
  if (usual === undefined || usual.includes('<') || key === 'ldap.url') return undefined;
  const args = { key, default: usual };
  const problem = checkValue(row, '', conf.version, { poolType: conf.winners().get('db.pool.type')?.value });
  if (problem?.kind === 'not-a-switch') return { message: 'off', args };
  if (problem?.kind === 'empty') {
    if (stopsTheStart(conf, entry, problem.kind)) return { message: 'stops', args, severity: 'error' };
    const consequence =
      row.invalidValue === undefined ? '' : message({ en: ' {text}', fr: ' {text}' }, { text: message(row.invalidValue) });
    return { message: 'unusable', args: { ...args, consequence } };
  }
  // An empty list allows nothing, which may be just what is wanted.
  const isText = row.type !== 'list' && row.type !== 'boolean' && row.poolTypes === undefined;
  return isText && !mayHoldSecret(entry) ? { message: 'text', args, severity: 'info' } : undefined;
}
