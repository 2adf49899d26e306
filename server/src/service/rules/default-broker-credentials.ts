import { isMissing } from '../conf/absent-keys.ts';
import { effectiveValue, knownValue, setEntry } from '../conf/effective.ts';
import { isLoopback, isPrivateHost } from '../conf/hosts.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

export const rule = defineConfRule<'absent' | 'written'>({
  id: 'default-broker-credentials',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Message broker with the default password', fr: 'Courtier de messages avec le mot de passe par défaut' },
  what: {
    en: '`artemis.mode` is `NATIVE` with a broker on another host, and `artemis.password` is not set or is the default.',
    fr: "`artemis.mode` vaut `NATIVE` avec un courtier sur un autre hôte, et `artemis.password` n'est pas défini ou a sa valeur par défaut.",
  },
  source: 'dhis2-core ArtemisConfig, ConfigurationKey',
  messages: {
    absent: {
      en: 'Without `artemis.password` DHIS2 logs in to the broker at `{host}` with the default password, which is public. Set your own.',
      fr: 'Sans `artemis.password`, DHIS2 se connecte au courtier sur `{host}` avec le mot de passe par défaut, qui est public. Définissez le vôtre.',
    },
    written: {
      en: 'DHIS2 logs in to the broker at `{host}` with the default password, which is public. Set your own there and here.',
      fr: 'DHIS2 se connecte au courtier sur `{host}` avec le mot de passe par défaut, qui est public. Définissez le vôtre là-bas et ici.',
    },
  },
  check(conf, report) {
    const mode = effectiveValue(conf, 'artemis.mode');
    if (mode.from !== 'file' || mode.value.toUpperCase() !== 'NATIVE') return;
    const host = knownValue(conf, 'artemis.host')?.toLowerCase();
    if (host === undefined || isLoopback(host)) return;
    const password = setEntry(conf, 'artemis.password');
    const isDefault = password === undefined ? isMissing(conf, 'artemis.password') : password.value === defaultPassword;
    if (!isDefault) return;
    report({
      message: password === undefined ? 'absent' : 'written',
      args: { host },
      span: placeInValue(conf.text, password ?? mode.entry),
      ...(isPrivateHost(host) && { severity: 'info' }),
    });
  },
});

export const page = {
  why: {
    en: 'DHIS2 then logs in with a password that everybody can read in its source code. Audits go through the broker: who knows the password can read and forge them. The connection is not encrypted.',
    fr: "DHIS2 s'y connecte alors avec un mot de passe que chacun peut lire dans son code source. Les audits passent par le courtier : qui connaît le mot de passe peut les lire et en forger. La connexion n'est pas chiffrée.",
  },
  todo: {
    en: 'Make an account of its own for DHIS2 in the broker, give it in `artemis.username` and `artemis.password`, and keep the broker on a private network.',
    fr: 'Créez dans le courtier un compte propre à DHIS2, donnez-le dans `artemis.username` et `artemis.password`, et gardez le courtier sur un réseau privé.',
  },
  good: [
    { text: 'connection.url = ${URL}\nartemis.mode = EMBEDDED\n' },
    { text: 'connection.url = ${URL}\nartemis.mode = NATIVE\n' },
    { text: 'connection.url = ${URL}\nartemis.mode = NATIVE\nartemis.host = broker.example.org\nartemis.password = ${BROKER_PASSWORD}\n' },
    { text: 'connection.url = ${URL}\nartemis.mode = NATIVE\nartemis.host = ${BROKER}\n' },
    { text: 'artemis.mode = NATIVE\nartemis.host = broker.example.org\n' },
    { text: 'artemis.mode = NATIVE\nartemis.password = guest\n' },
    { text: 'artemis.host = broker.example.org\nartemis.password = guest\n' },
  ],
  bad: [
    {
      text: 'artemis.mode = NATIVE\nartemis.host = 203.0.113.6\nartemis.password = guest\n#                  ^^^^^ written\n',
    },
    { text: 'connection.url = ${URL}\nartemis.mode = native\n#              ^^^^^^ absent\nartemis.host = broker\n' },
    {
      text: 'connection.url = ${URL}\nartemis.mode = NATIVE\n#              ^^^^^^ absent\nartemis.host = broker.example.org\nartemis.username = dhis\n',
    },
  ],
} satisfies RulePage;

/** ConfigurationKey, ARTEMIS_PASSWORD. */
const defaultPassword = 'guest';
