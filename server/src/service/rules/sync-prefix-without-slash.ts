import { effectiveValue, isDecidedLater } from '../conf/effective.ts';
import { listItems } from '../conf/list-items.ts';
import { message } from '../messages.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

const keys = ['metadata.sync.remote_servers_allowed', 'system.remote_servers_allowed'] as const;

/** Scheme and host with nothing behind them. A path without a slash at its end still names this host only. */
const bareOrigin = /^https?:\/\/[^/?#\s]+$/i;

export const rule = defineConfRule<'noSlash'>({
  id: 'sync-prefix-without-slash',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Allowed server that other names begin with too', fr: "Serveur autorisé par lequel d'autres noms commencent aussi" },
  what: {
    en: 'A server in the list for metadata synchronisation has no slash at its end.',
    fr: 'Un serveur de la liste pour la synchronisation des métadonnées ne finit pas par une barre oblique.',
  },
  source: 'dhis2-core DefaultDhisConfigurationProvider @ 2.41 and later; dhis2-docs sysadmin/reference/dhis.conf.md',
  messages: {
    noSlash: {
      en: 'DHIS2 only compares how an address begins, so this also allows longer names of strangers, such as `{origin}.attacker.net`. End it with `/`.',
      fr: "DHIS2 compare seulement le début des adresses : cette ligne autorise aussi des noms plus longs d'inconnus, comme `{origin}.attaquant.net`. Terminez-la par `/`.",
    },
  },
  check(conf, report) {
    for (const key of keys) {
      const allowed = effectiveValue(conf, key);
      if (allowed.from !== 'file') continue;
      for (const { text, span } of listItems(conf.text, allowed.entry)) {
        if (isDecidedLater(text) || !bareOrigin.test(text)) continue;
        report({
          message: 'noSlash',
          args: { origin: text },
          span,
          fixes: [
            {
              title: message({ en: 'Add the slash', fr: 'Ajouter la barre oblique' }),
              edits: [{ span: { start: span.end, end: span.end }, newText: '/' }],
              preferred: false,
            },
          ],
        });
      }
      // When both are set, the new name wins.
      return;
    }
  },
});

export const page = {
  why: {
    en: 'DHIS2 only compares how an address begins: `https://hmis.example.org` also allows `https://hmis.example.org.attacker.net`.',
    fr: 'DHIS2 compare seulement le début des adresses : `https://hmis.example.org` autorise aussi `https://hmis.example.org.attaquant.net`.',
  },
  todo: {
    en: 'End each server with `/`, and write the remote server in the settings of DHIS2 with the slash too.',
    fr: 'Terminez chaque serveur par `/`, et écrivez aussi le serveur distant avec la barre oblique dans les paramètres de DHIS2.',
  },
  good: [
    { text: 'metadata.sync.remote_servers_allowed = https://a.example.org/,https://b.example.org/dhis\n' },
    { text: 'metadata.sync.remote_servers_allowed = ${SERVERS}\n' },
    { text: 'metadata.sync.remote_servers_allowed = https://a.example.org\n', dhis2Version: '2.41' },
    { text: 'metadata.sync.remote_servers_allowed = https://a.example.org/\nsystem.remote_servers_allowed = https://b.example.org\n' },
  ],
  bad: [
    {
      text: 'metadata.sync.remote_servers_allowed = https://a.example.org\n#                                      ^^^^^^^^^^^^^^^^^^^^^ noSlash\n',
    },
    {
      text: 'system.remote_servers_allowed = https://a.example.org/,https://b.example.org\n#                                                      ^^^^^^^^^^^^^^^^^^^^^ noSlash\n',
      dhis2Version: '2.41',
    },
  ],
} satisfies RulePage;
