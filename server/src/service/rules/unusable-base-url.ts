import { isWithin } from '../catalogue/versions.ts';
import { isMissing } from '../conf/absent-keys.ts';
import { knownValue, placeOfAbsence } from '../conf/effective.ts';
import { hostOf, isIpAddress, isLoopback, isPlaceholderHost, isPrivateHost } from '../conf/hosts.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { isOn } from '../conf/switches.ts';
import type { ConfContext } from './context.ts';
import { defineConfRule, type Report, type RulePage } from './define-rule.ts';
import { replaceValueFix } from './fixes.ts';

type MessageId = 'missing' | 'empty' | 'http' | 'httpDespiteTls' | 'local' | 'placeholder' | 'address';

export const rule = defineConfRule<MessageId>({
  id: 'unusable-base-url',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Public address that users cannot use safely', fr: 'Adresse publique inutilisable sans risque' },
  what: {
    en: '`server.base.url` is absent, begins with `http://`, names the machine itself, still holds the name of an example, or gives an IP address in place of a name.',
    fr: "`server.base.url` est absent, commence par `http://`, désigne la machine elle-même, contient encore le nom d'un exemple, ou donne une adresse IP au lieu d'un nom.",
  },
  source: 'dhis2-docs sysadmin/reference/dhis.conf.md, section Server base URL; dhis2-core ConfigurationPopulator @ 2.42.5.2',
  controls: ['DP-01', 'DP-02'],
  messages: {
    missing: {
      en: 'There is no `server.base.url`: DHIS2 cannot mail a link for a forgotten password, nor form its address for single sign-on. Add the address users type, such as `https://hmis.example.org`.',
      fr: "`server.base.url` est absent : DHIS2 ne peut ni envoyer de lien pour un mot de passe oublié, ni former son adresse pour l'authentification unique. Ajoutez l'adresse que tapent les utilisateurs, comme `https://hmis.example.org`.",
    },
    empty: {
      en: '`server.base.url` is empty: DHIS2 cannot mail a link for a forgotten password, nor form its address for single sign-on. Give the address users type, such as `https://hmis.example.org`.',
      fr: "`server.base.url` est vide : DHIS2 ne peut ni envoyer de lien pour un mot de passe oublié, ni former son adresse pour l'authentification unique. Donnez l'adresse que tapent les utilisateurs, comme `https://hmis.example.org`.",
    },
    http: {
      en: 'The links DHIS2 mails begin with `http://`, so those that reset a password can be read on their way. Put HTTPS in front of the server and write `https://`.',
      fr: 'Les liens que DHIS2 envoie commencent par `http://` : ceux qui changent un mot de passe peuvent être lus en chemin. Placez HTTPS devant le serveur et écrivez `https://`.',
    },
    httpDespiteTls: {
      en: 'The address begins with `http://`, though `server.https` is on: nobody can log in over plain HTTP, and links of mails lead there. Write `https://`.',
      fr: "L'adresse commence par `http://` alors que `server.https` est activé : personne ne peut se connecter en HTTP, et les liens des courriels y mènent. Écrivez `https://`.",
    },
    local: {
      en: 'This address names the machine itself: links in mails lead each reader to the own machine. Write the address users type.',
      fr: "Cette adresse désigne la machine elle-même : les liens des courriels mènent chaque lecteur à sa propre machine. Écrivez l'adresse que tapent les utilisateurs.",
    },
    placeholder: {
      en: 'This name comes from an example and is not yours: links in mails lead nowhere, or to strangers. Write the address users type.',
      fr: "Ce nom vient d'un exemple et n'est pas le vôtre : les liens des courriels ne mènent nulle part, ou chez des inconnus. Écrivez l'adresse que tapent les utilisateurs.",
    },
    address: {
      en: 'This is an IP address: hardly any certificate covers it, and links of mails break when the server moves. Use a name.',
      fr: "C'est une adresse IP : presque aucun certificat ne la couvre, et les liens des courriels se perdent quand le serveur change de place. Employez un nom.",
    },
  },
  check(conf, report) {
    const entry = conf.winners().get('server.base.url');
    if (entry === undefined || entry.value === '') {
      if (isNeededToStart(conf)) return;
      if (entry !== undefined) report({ message: 'empty', severity: 'info', span: entry.entry.key.span });
      else if (isMissing(conf, 'server.base.url')) report({ message: 'missing', severity: 'info', span: placeOfAbsence(conf) });
      return;
    }
    const url = knownValue(conf, 'server.base.url');
    const host = url === undefined ? undefined : hostOf(url);
    const found = url === undefined || host === undefined ? undefined : judged(conf, url, host);
    if (url === undefined || found === undefined) return;
    report({
      ...found,
      span: placeInValue(conf.text, entry),
      fixes: found.message === 'httpDespiteTls' ? [replaceValueFix(conf.text, entry, url.replace(/^http:/i, 'https:'), false)] : [],
    });
  },
});

export const page = {
  why: {
    en: 'DHIS2 builds the links in its mails with this address, and the addresses for single sign-on. Without it nobody recovers a password; with `http://` the link that resets one travels in clear text; with `localhost` it leads the reader to the own machine.',
    fr: "DHIS2 compose avec cette adresse les liens de ses courriels et les adresses de l'authentification unique. Sans elle, personne ne récupère son mot de passe ; avec `http://`, le lien qui en crée un nouveau circule en clair ; avec `localhost`, il mène le lecteur à sa propre machine.",
  },
  todo: {
    en: 'Give the address that users type, with `https://` and a name, without a slash at its end. On a laptop for development, `http://localhost:8080` is right: turn the rule off there.',
    fr: "Donnez l'adresse que tapent les utilisateurs, avec `https://` et un nom, sans barre oblique à la fin. Sur un portable de développement, `http://localhost:8080` est correct : désactivez-y la règle.",
  },
  good: [
    { text: 'connection.url = ${URL}\nserver.base.url = https://hmis.example.org/dhis\n' },
    { text: 'connection.url = ${URL}\nserver.base.url = ${BASE_URL}\n' },
    { text: 'connection.url = ${URL}\nserver.base.ulr = https://hmis.example.org\n' },
    { text: 'connection.url = ${URL}\nserver.base.url = {{ base_url }}\n' },
    { text: 'server.https = on\n' },
    { text: 'server.base.url = hmis.example.org\n' },
    { text: 'server.base.url = https://hmis\n' },
    { text: 'server.base.url = https://your-health.org\n' },
    { text: 'server.base.url = https://static.10.clients.your-server.de\n' },
    { text: 'connection.url = ${URL}\noauth2.server.enabled = on\n' },
  ],
  bad: [
    { text: 'connection.url = ${URL}\n#^^^^^^^^^^^^^ missing\nserver.https = on\n' },
    { text: 'server.base.url =\n#^^^^^^^^^^^^^^ empty\n' },
    { text: 'server.base.url = http://hmis.example.org\n#                 ^^^^^^^^^^^^^^^^^^^^^^^ http\n' },
    { text: 'server.base.url = http://10.1.2.3:8080\n#                 ^^^^^^^^^^^^^^^^^^^^ http\n' },
    { text: 'server.https = on\nserver.base.url = http://hmis.example.org\n#                 ^^^^^^^^^^^^^^^^^^^^^^^ httpDespiteTls\n' },
    { text: 'server.base.url = http://localhost:8080\n#                 ^^^^^^^^^^^^^^^^^^^^^ local\n' },
    { text: 'server.base.url = https://127.0.0.1\n#                 ^^^^^^^^^^^^^^^^^ local\nserver.https = on\n' },
    { text: 'server.base.url = https://your-domain.com/dhis\n#                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ placeholder\n' },
    { text: 'server.base.url = https://www.votre-domaine.org\n#                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ placeholder\n' },
    { text: 'server.base.url = https://41.74.10.2\n#                 ^^^^^^^^^^^^^^^^^^ address\n' },
  ],
} satisfies RulePage;

/** Then `oauth2-server-incomplete` says so. */
function isNeededToStart(conf: ConfContext): boolean {
  return isOn(conf, 'oauth2.server.enabled') && isWithin(conf.version, { since: '2.42.5' });
}

/** Intranets without HTTPS, and machines for development, are told less loudly. */
function judged(conf: ConfContext, url: string, host: string): Omit<Report<MessageId>, 'span'> | undefined {
  const tls = isOn(conf, 'server.https');
  if (isLoopback(host)) return { message: 'local', severity: tls ? 'warning' : 'info' };
  if (isPlaceholderHost(host)) return { message: 'placeholder' };
  if (/^http:/i.test(url))
    return tls ? { message: 'httpDespiteTls' } : { message: 'http', severity: isPrivateHost(host) ? 'info' : 'warning' };
  return isIpAddress(host) && /^https:/i.test(url) ? { message: 'address', severity: 'info' } : undefined;
}
