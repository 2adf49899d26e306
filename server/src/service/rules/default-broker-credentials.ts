import { isMissing } from '../conf/absent-keys.ts';
import { effectiveValue, knownValue } from '../conf/effective.ts';
import { isLoopback, isPrivateHost } from '../conf/hosts.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { defineConfRule } from './define-rule.ts';

export const rule = defineConfRule<'defaultPassword'>({
  id: 'default-broker-credentials',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Message broker with the default password', fr: 'Courtier de messages avec le mot de passe par défaut' },
  what: {
    en: '`artemis.mode` is `NATIVE` with a broker on another host, and `artemis.password` is not set.',
    fr: "`artemis.mode` vaut `NATIVE` avec un courtier sur un autre hôte, et `artemis.password` n'est pas défini.",
  },
  why: {
    en: 'DHIS2 then logs in with a password that everybody can read in its source code. Audits go through the broker: who knows the password can read and forge them. The connection is not encrypted.',
    fr: "DHIS2 s'y connecte alors avec un mot de passe que chacun peut lire dans son code source. Les audits passent par le courtier : qui connaît le mot de passe peut les lire et en forger. La connexion n'est pas chiffrée.",
  },
  todo: {
    en: 'Make an account of its own for DHIS2 in the broker, give it in `artemis.username` and `artemis.password`, and keep the broker on a private network.',
    fr: 'Créez dans le courtier un compte propre à DHIS2, donnez-le dans `artemis.username` et `artemis.password`, et gardez le courtier sur un réseau privé.',
  },
  source: 'dhis2-core ArtemisConfig, ConfigurationKey',
  messages: {
    defaultPassword: {
      en: 'Without `artemis.password` DHIS2 logs in to the broker at `{host}` with the default password, which is public. Set your own.',
      fr: 'Sans `artemis.password`, DHIS2 se connecte au courtier sur `{host}` avec le mot de passe par défaut, qui est public. Définissez le vôtre.',
    },
  },
  good: [
    { text: 'connection.url = ${URL}\nartemis.mode = EMBEDDED\n' },
    { text: 'connection.url = ${URL}\nartemis.mode = NATIVE\n' },
    { text: 'connection.url = ${URL}\nartemis.mode = NATIVE\nartemis.host = broker.example.org\nartemis.password = ${BROKER_PASSWORD}\n' },
    { text: 'connection.url = ${URL}\nartemis.mode = NATIVE\nartemis.host = ${BROKER}\n' },
    { text: 'artemis.mode = NATIVE\nartemis.host = broker.example.org\n' },
  ],
  bad: [
    { text: 'connection.url = ${URL}\nartemis.mode = native\n#              ^^^^^^ defaultPassword\nartemis.host = broker\n' },
    {
      text: 'connection.url = ${URL}\nartemis.mode = NATIVE\n#              ^^^^^^ defaultPassword\nartemis.host = broker.example.org\nartemis.username = dhis\n',
    },
  ],
  check(conf, report) {
    const mode = effectiveValue(conf, 'artemis.mode');
    if (mode.from !== 'file' || mode.value.toUpperCase() !== 'NATIVE') return;
    const host = knownValue(conf, 'artemis.host')?.toLowerCase();
    if (host === undefined || isLoopback(host) || !isMissing(conf, 'artemis.password')) return;
    report({
      message: 'defaultPassword',
      args: { host },
      span: placeInValue(conf.text, mode.entry),
      ...(isPrivateHost(host) && { severity: 'info' }),
    });
  },
});
