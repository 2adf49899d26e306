import { isMissing } from '../conf/absent-keys.ts';
import { readComments } from '../conf/surroundings.ts';
import { isOn } from '../conf/switches.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

const path = 'oauth2.server.jwt.keystore.path';
const generation = 'oauth2.server.jwt.keystore.generate-if-missing';

export const rule = defineConfRule<'restart' | 'nodes'>({
  id: 'ephemeral-oauth-keys',
  category: 'security',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'Signing key that a restart throws away', fr: 'Clé de signature perdue au redémarrage' },
  what: {
    en: 'The OAuth2 server of DHIS2 is on without a keystore, so it makes a signing key anew at each start.',
    fr: 'Le serveur OAuth2 de DHIS2 est activé sans magasin de clés : il crée une nouvelle clé de signature à chaque démarrage.',
  },
  source: 'dhis2-core AuthorizationServerConfig @ 2.42 and later; dhis2-docs sysadmin/reference/oauth.md',
  messages: {
    restart: {
      en: 'The OAuth2 server has no keystore: each restart makes a new key, and all tokens given out before are refused. Set `{path}` for a server in production.',
      fr: "Le serveur OAuth2 n'a pas de magasin de clés : chaque redémarrage crée une nouvelle clé, et tous les jetons délivrés avant sont refusés. Définissez `{path}` sur un serveur en production.",
    },
    nodes: {
      en: 'The OAuth2 server has no keystore, so each of the {nodes} servers signs with a key of its own and refuses the tokens of the others. Set `{path}`, with the same keystore on all.',
      fr: "Le serveur OAuth2 n'a pas de magasin de clés : chacun des {nodes} serveurs signe avec sa propre clé et refuse les jetons des autres. Définissez `{path}`, avec le même magasin partout.",
    },
  },
  check(conf, report) {
    const server = conf.winners().get('oauth2.server.enabled');
    if (server === undefined || !isOn(conf, server.key) || !isMissing(conf, path)) return;
    // Otherwise DHIS2 does not start, which `oauth2-server-incomplete` tells.
    if (!isOn(conf, generation)) return;
    const { nodes } = readComments(conf);
    const span = server.entry.key.span;
    if (nodes > 1) report({ message: 'nodes', severity: 'warning', args: { nodes, path }, span });
    else report({ message: 'restart', args: { path }, span });
  },
});

export const page = {
  why: {
    en: 'After a restart no token counts any more, and all phones and programs must log in again. Several servers behind one address refuse the tokens of each other.',
    fr: "Après un redémarrage, plus aucun jeton n'est valable, et tous les téléphones et programmes doivent se reconnecter. Plusieurs serveurs derrière une même adresse refusent les jetons les uns des autres.",
  },
  todo: {
    en: 'Make a keystore with an RSA key, give `oauth2.server.jwt.keystore.path` with its alias and password, and set `generate-if-missing` to `false`.',
    fr: "Créez un magasin avec une clé RSA, donnez `oauth2.server.jwt.keystore.path` avec l'alias et le mot de passe, et mettez `generate-if-missing` à `false`.",
  },
  good: [
    { text: 'connection.url = ${URL}\noauth2.server.enabled = on\noauth2.server.jwt.keystore.path = /opt/dhis2/oauth2.p12\n' },
    { text: 'connection.url = ${URL}\noauth2.server.enabled = on\noauth2.server.jwt.keystore.generate-if-missing = false\n' },
    { text: 'connection.url = ${URL}\noauth2.server.enabled = ${OAUTH2}\n' },
    { text: 'oauth2.server.enabled = on\n' },
    { text: 'connection.url = ${URL}\noauth2.server.enabled = on\n', dhis2Version: '2.41' },
  ],
  bad: [
    { text: 'connection.url = ${URL}\noauth2.server.enabled = on\n#^^^^^^^^^^^^^^^^^^^^ restart\n' },
    { text: '# dhis2-nodes: 2\nconnection.url = ${URL}\noauth2.server.enabled = on\n#^^^^^^^^^^^^^^^^^^^^ nodes\n' },
  ],
} satisfies RulePage;
