import { retiringEntries } from '../conf/live-entries.ts';
import { message } from '../messages.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { removeEntryFix, replaceKeyFix } from './fixes.ts';

export const rule = defineConfRule<'alias' | 'aliasAndSet'>({
  id: 'alias-that-never-works',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Alias that never works', fr: 'Autre nom de clé qui ne marche jamais' },
  what: {
    en: 'The key is declared in DHIS2 as another name of a key, but the server looks for it in the wrong place and never finds it.',
    fr: "La clé est déclarée dans DHIS2 comme autre nom d'une clé, mais le serveur la cherche au mauvais endroit et ne la trouve jamais.",
  },
  source: 'DefaultDhisConfigurationProvider and ConfigurationKey, 2.38 and later: the lookup searches the alias among the values',
  messages: {
    alias: {
      en: 'DHIS2 declares `{key}` as another name of `{mainKey}` but never finds it: the line has no effect. Use `{mainKey}`.',
      fr: "DHIS2 déclare `{key}` comme autre nom de `{mainKey}`, mais ne la trouve jamais : la ligne n'a aucun effet. Employez `{mainKey}`.",
    },
    aliasAndSet: {
      en: 'DHIS2 declares `{key}` as another name of `{mainKey}` but never finds it, and `{mainKey}` is set too. Delete this line.',
      fr: 'DHIS2 déclare `{key}` comme autre nom de `{mainKey}`, mais ne la trouve jamais, et `{mainKey}` est aussi définie. Supprimez cette ligne.',
    },
  },
  check(conf, report) {
    for (const { entry, key, match } of retiringEntries(conf)) {
      const mainKey = match.row.aliasOf;
      if (mainKey === undefined || conf.catalogue.lookup(mainKey)?.row.aliasesEffective !== false) continue;
      const isSet = conf.winners().has(mainKey);
      report({
        message: isSet ? 'aliasAndSet' : 'alias',
        args: { key, mainKey },
        span: entry.key.span,
        tag: 'unnecessary',
        fixes: isSet
          ? [removeEntryFix(entry, conf.lines, true)]
          : [replaceKeyFix(entry, mainKey, message({ en: 'Rename to `{key}`', fr: 'Renommer en `{key}`' }, { key: mainKey }), true)],
      });
    }
  },
});

export const page = {
  why: { en: 'The line has no effect, and nothing says so.', fr: "La ligne n'a aucun effet, et rien ne le dit." },
  todo: { en: 'Use the main name.', fr: 'Employez le nom principal.' },
  good: [{ text: 'audit.in_memory-queue.enabled = off\n' }],
  bad: [
    {
      text: 'audit.inmemory_queue.enabled = on\n#^^^^^^^^^^^^^^^^^^^^^^^^^^^ alias\n',
      fixed: 'audit.in_memory-queue.enabled = on\n',
      dhis2Version: '2.40',
    },
    {
      text: 'audit.in_memory-queue.enabled = off\naudit.inmemory_queue.enabled = on\n#^^^^^^^^^^^^^^^^^^^^^^^^^^^ aliasAndSet\n',
      fixed: 'audit.in_memory-queue.enabled = off\n',
    },
  ],
} satisfies RulePage;
