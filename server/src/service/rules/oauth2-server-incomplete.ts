import { isWithin } from '../catalogue/versions.ts';
import { isWholeConfiguration, setEntry } from '../conf/effective.ts';
import { isOff, isOn } from '../conf/switches.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

const store = 'oauth2.server.jwt.keystore';

export const rule = defineConfRule<'noBaseUrl' | 'noAlias' | 'noKeystore'>({
  id: 'oauth2-server-incomplete',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'OAuth2 server that lacks a setting', fr: 'Serveur OAuth2 auquel il manque un réglage' },
  what: {
    en: 'The OAuth2 server of DHIS2 is on, and a setting it cannot do without is missing.',
    fr: 'Le serveur OAuth2 de DHIS2 est activé et il manque un réglage dont il ne peut se passer.',
  },
  source: 'dhis2-core AuthorizationServerConfig @ 2.42, 2.42.5, 2.43.1',
  messages: {
    noBaseUrl: {
      en: 'With the OAuth2 server on and no `server.base.url`, DHIS2 does not start. Add the public address of the server.',
      fr: "Avec le serveur OAuth2 activé et sans `server.base.url`, DHIS2 ne démarre pas. Ajoutez l'adresse publique du serveur.",
    },
    noAlias: {
      en: 'The keystore is given without `{alias}`, so DHIS2 does not start. Name the key in the keystore.',
      fr: 'Le magasin de clés est donné sans `{alias}` : DHIS2 ne démarre pas. Indiquez le nom de la clé dans le magasin.',
    },
    noKeystore: {
      en: 'No key may be generated and `{path}` is not set, so DHIS2 does not start. Give a keystore, or allow the generation.',
      fr: "La création d'une clé est interdite et `{path}` n'est pas défini : DHIS2 ne démarre pas. Donnez un magasin de clés, ou autorisez la création.",
    },
  },
  check(conf, report) {
    const enabled = conf.winners().get('oauth2.server.enabled');
    if (enabled === undefined || !isWholeConfiguration(conf) || !isOn(conf, 'oauth2.server.enabled')) return;
    if (isWithin(conf.version, { since: '2.42.5' }) && setEntry(conf, 'server.base.url') === undefined) {
      report({ message: 'noBaseUrl', span: enabled.entry.key.span });
    }
    const path = setEntry(conf, `${store}.path`);
    if (path === undefined) {
      const generation = conf.winners().get(`${store}.generate-if-missing`);
      if (generation === undefined || !isOff(conf, generation.key)) return;
      report({ message: 'noKeystore', args: { path: `${store}.path` }, span: generation.entry.key.span });
    } else if (setEntry(conf, `${store}.alias`) === undefined) {
      report({ message: 'noAlias', args: { alias: `${store}.alias` }, span: path.entry.key.span });
    }
  },
});

export const page = {
  why: {
    en: 'DHIS2 does not start. The messages in its log name the keys without the part `server.`, which sends you to the wrong place.',
    fr: 'DHIS2 ne démarre pas. Les messages de son journal nomment les clés sans la partie `server.`, ce qui mène au mauvais endroit.',
  },
  todo: {
    en: 'Give `server.base.url`; give a keystore with its alias, or leave the keystore out and let DHIS2 make a key at each start.',
    fr: 'Donnez `server.base.url` ; donnez un magasin de clés avec son alias, ou omettez-le et laissez DHIS2 créer une clé à chaque démarrage.',
  },
  good: [
    { text: 'connection.url = ${URL}\noauth2.server.enabled = on\nserver.base.url = https://dhis.example.org\n' },
    { text: 'connection.url = ${URL}\noauth2.server.enabled = on\n', dhis2Version: '2.42.4' },
    { text: 'oauth2.server.enabled = on\n' },
    { text: 'connection.url = ${URL}\noauth2.server.enabled = ${OAUTH2}\noauth2.server.jwt.keystore.path = /opt/dhis2/oauth2.p12\n' },
    { text: 'connection.url = ${URL}\noauth2.server.jwt.keystore.generate-if-missing = false\n' },
  ],
  bad: [
    { text: 'connection.url = ${URL}\noauth2.server.enabled = on\n#^^^^^^^^^^^^^^^^^^^^ noBaseUrl\n' },
    {
      text: 'connection.url = ${URL}\noauth2.server.enabled = on\nserver.base.url = ${BASE}\noauth2.server.jwt.keystore.path = /opt/dhis2/oauth2.p12\n#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ noAlias\n',
    },
    {
      text: 'connection.url = ${URL}\noauth2.server.enabled = true\nserver.base.url = ${BASE}\noauth2.server.jwt.keystore.generate-if-missing = off\n#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ noKeystore\n',
      dhis2Version: '2.42.0',
    },
  ],
} satisfies RulePage;
