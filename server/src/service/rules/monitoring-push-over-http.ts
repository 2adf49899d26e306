import { isDecidedLater, setEntry } from '../conf/effective.ts';
import { hostOf, isPrivateHost } from '../conf/hosts.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { message } from '../messages.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

const scheme = 'http://';

export const rule = defineConfRule<'clearText'>({
  id: 'monitoring-push-over-http',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Monitoring data sent over HTTP', fr: 'Données de supervision envoyées en HTTP' },
  what: {
    en: '`system.monitoring.url` begins with `http://` and names a server outside of private networks.',
    fr: '`system.monitoring.url` commence par `http://` et désigne un serveur hors des réseaux privés.',
  },
  source: 'dhis2-core DefaultMonitoringService',
  messages: {
    clearText: {
      en: 'System details and the monitoring password travel to `{host}` unencrypted. Use `https://`.',
      fr: 'Les détails du système et le mot de passe de supervision vont à `{host}` sans chiffrement. Employez `https://`.',
    },
  },
  check(conf, report) {
    const entry = setEntry(conf, 'system.monitoring.url');
    if (entry === undefined || isDecidedLater(entry.value) || !entry.value.toLowerCase().startsWith(scheme)) return;
    const host = hostOf(entry.value);
    if (host === undefined || isPrivateHost(host)) return;
    const span = placeInValue(conf.text, entry, 0, scheme.length);
    const title = message({ en: 'Change to `https://`', fr: 'Remplacer par `https://`' });
    report({ message: 'clearText', args: { host }, span, fixes: [{ title, edits: [{ span, newText: 'https://' }], preferred: false }] });
  },
});

export const page = {
  why: {
    en: 'Every five minutes DHIS2 sends there what it knows of its system, with the user name and the password of that server. Without TLS whoever stands in between reads all of it.',
    fr: "Toutes les cinq minutes, DHIS2 y envoie ce qu'il sait de son système, avec le nom d'utilisateur et le mot de passe de ce serveur. Sans TLS, quiconque se trouve entre les deux lit le tout.",
  },
  todo: { en: 'Use `https://`.', fr: 'Employez `https://`.' },
  good: [
    { text: 'system.monitoring.url = https://monitor.example.org/api\n' },
    { text: 'system.monitoring.url = http://localhost:8081\n' },
    { text: 'system.monitoring.url = http://monitor.lan/api\n' },
    { text: 'system.monitoring.url = http://${MONITOR}/api\n' },
    { text: 'system.monitoring.url =\n' },
  ],
  bad: [{ text: 'system.monitoring.url = http://monitor.example.org/api\n#                       ^^^^^^^ clearText\n' }],
} satisfies RulePage;
