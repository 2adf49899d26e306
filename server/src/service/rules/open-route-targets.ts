import { isMissing } from '../conf/absent-keys.ts';
import { effectiveValue, isDecidedLater, placeOfAbsence } from '../conf/effective.ts';
import { isPrivateHost } from '../conf/hosts.ts';
import { listItems } from '../conf/list-items.ts';
import type { Span } from '../findings.ts';
import { message } from '../messages.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

const key = 'route.remote_servers_allowed';

type MessageId = 'absent' | 'anyHost' | 'wildcard' | 'clearText';

/** Of the places of one kind; a list may be endless. */
const mostTold = 20;

const hereToo = { en: 'Here too', fr: 'Ici aussi' };

export const rule = defineConfRule<MessageId>({
  id: 'open-route-targets',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Routes that may call too many servers', fr: 'Routes autorisées à appeler trop de serveurs' },
  what: {
    en: '`route.remote_servers_allowed` is absent, which means any HTTPS server, or it holds a wildcard or an address with `http://`.',
    fr: "`route.remote_servers_allowed` est absent, ce qui veut dire n'importe quel serveur HTTPS, ou il contient un joker ou une adresse en `http://`.",
  },
  source: 'dhis2-core RouteService @ 2.42 and later; dhis2-docs sysadmin/reference/dhis.conf.md',
  messages: {
    absent: {
      en: 'Without `route.remote_servers_allowed`, routes may call any HTTPS server, of which DHIS2 itself warns in its log. Write the servers you need, or the key with an empty value to refuse all.',
      fr: "Sans `route.remote_servers_allowed`, les routes peuvent appeler n'importe quel serveur HTTPS, ce dont DHIS2 avertit dans son journal. Écrivez les serveurs utiles, ou la clé avec une valeur vide pour tout refuser.",
    },
    anyHost: {
      en: 'With this wildcard, routes may call almost any server: whoever creates a route sends requests from inside your network. Write the servers you need.',
      fr: "Avec ce joker, les routes peuvent appeler presque n'importe quel serveur : qui crée une route envoie des requêtes depuis l'intérieur de votre réseau. Écrivez les serveurs utiles.",
    },
    wildcard: {
      en: 'This wildcard lets routes call every server that fits, also ones you did not think of. Better write each server.',
      fr: "Ce joker laisse les routes appeler tout serveur qui correspond, même ceux auxquels vous n'avez pas pensé. Mieux vaut écrire chaque serveur.",
    },
    clearText: {
      en: 'Routes to this server use plain HTTP: their data and logins can be read on the way. Use `https://` if the server speaks it.',
      fr: 'Les routes vers ce serveur passent en HTTP : leurs données et identifiants peuvent être lus en chemin. Employez `https://` si le serveur le permet.',
    },
  },
  check(conf, report) {
    // A hint: the default is told by the server too, and most servers have no routes.
    if (isMissing(conf, key)) report({ message: 'absent', severity: 'hint', span: placeOfAbsence(conf) });
    const allowed = effectiveValue(conf, key);
    if (allowed.from !== 'file') return;
    // What is wrong in the same way with several items is said once, at the first.
    const spans = new Map<MessageId, Span[]>();
    for (const { text, span } of listItems(conf.text, allowed.entry)) {
      const found = isDecidedLater(text) ? undefined : judged(text.trim());
      if (found === undefined) continue;
      const alike = spans.get(found);
      if (alike === undefined) spans.set(found, [span]);
      else if (alike.length < mostTold) alike.push(span);
    }
    for (const [found, [span, ...others]] of spans) {
      if (span === undefined) continue;
      const related = others.map((other) => ({ span: other, message: message(hereToo) }));
      report({ message: found, span, related, ...(found === 'wildcard' ? { severity: 'info' } : {}) });
    }
  },
});

export const page = {
  why: {
    en: 'Whoever may create a route makes DHIS2 send requests from inside your network, to servers that trust it. Over `http://` the login of the route travels in clear text. DHIS2 warns of both in its own log.',
    fr: "Qui peut créer une route fait envoyer par DHIS2 des requêtes depuis l'intérieur de votre réseau, à des serveurs qui lui font confiance. En `http://`, l'identifiant de la route circule en clair. DHIS2 avertit des deux dans son propre journal.",
  },
  todo: {
    en: 'Write the servers your routes call, each as `https://host` without wildcard, separated by commas without blanks. Where no routes are used, leave the value empty: that refuses all.',
    fr: 'Écrivez les serveurs que vos routes appellent, chacun comme `https://hôte` sans joker, séparés par des virgules sans espaces. Sans routes, laissez la valeur vide : tout est alors refusé.',
  },
  good: [
    { text: 'connection.url = ${URL}\nroute.remote_servers_allowed = https://a.example.org,https://b.example.org:8443\n' },
    { text: 'connection.url = ${URL}\nroute.remote_servers_allowed =\n' },
    { text: 'connection.url = ${URL}\nroute.remote_servers_allowed = ${ROUTES}\n' },
    { text: 'connection.url = ${URL}\n', dhis2Version: '2.41' },
    { text: 'route.remote_servers_allowed = http://chap-core:8000,http://127.0.0.1:9090,http://10.0.0.7\n' },
    { text: 'route.remote_servers_allowed = https://*\n', dhis2Version: '2.41' },
    { text: 'server.https = on\n' },
  ],
  bad: [
    { text: 'connection.url = ${URL}\n#^^^^^^^^^^^^^ absent\n' },
    { text: 'route.remote_servers_allowed = https://*\n#                              ^^^^^^^^^ anyHost\n' },
    { text: 'route.remote_servers_allowed = http://*.org\n#                              ^^^^^^^^^^^^ anyHost\n' },
    {
      text: 'route.remote_servers_allowed = https://a.example.org,https://*.moh.example.org\n#                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^ wildcard\n',
    },
    { text: 'route.remote_servers_allowed = https://192.168.*.*\n#                              ^^^^^^^^^^^^^^^^^^^ wildcard\n' },
    { text: 'route.remote_servers_allowed = http://a.example.org\n#                              ^^^^^^^^^^^^^^^^^^^^ clearText\n' },
  ],
} satisfies RulePage;

function judged(origin: string): MessageId | undefined {
  const [, scheme, host = ''] = /^(https?):\/\/([^/:]*)/i.exec(origin.toLowerCase()) ?? [];
  const wildcard = host.search(/[*?]/);
  if (wildcard !== -1) return isNarrow(host, wildcard) ? 'wildcard' : 'anyHost';
  return scheme === 'http' && !isPrivateHost(host) ? 'clearText' : undefined;
}

/** Servers of one domain, or of one private network. */
function isNarrow(host: string, wildcard: number): boolean {
  const behind = host.slice(Math.max(host.lastIndexOf('*'), host.lastIndexOf('?')) + 1);
  return /^[^.]*\.[^.]+\.[^.]+/.test(behind) || /^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./.test(host.slice(0, wildcard));
}
