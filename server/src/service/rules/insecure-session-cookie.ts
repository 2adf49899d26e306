import { isMissing } from '../conf/absent-keys.ts';
import { knownValue, setEntry } from '../conf/effective.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { written } from '../conf/switches.ts';
import type { RelatedPlace } from '../findings.ts';
import { message } from '../messages.ts';
import { placeInPlan } from '../project/related-place.ts';
import type { ConfContext, ConfEntry } from './context.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { addLineFix, replaceValueFix } from './fixes.ts';

export const rule = defineConfRule<'off' | 'absent'>({
  id: 'insecure-session-cookie',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Session cookie that travels without HTTPS', fr: 'Cookie de session qui circule sans HTTPS' },
  what: {
    en: 'The public address begins with `https://`, or a manifest names a proxy with TLS for the instance, and `server.https` is not on.',
    fr: "L'adresse publique commence par `https://`, ou un manifeste donne à l'instance un mandataire avec TLS, et `server.https` n'est pas activé.",
  },
  source: 'dhis2-core DhisWebApiWebAppInitializer and RedisSpringSessionConfig, all tags; dhis2-docs sysadmin/reference/dhis.conf.md',
  controls: ['DP-02'],
  messages: {
    off: {
      en: 'The public address uses HTTPS, and with `server.https` off browsers also send the session cookie over plain HTTP, where anybody can take it. Write `on`.',
      fr: "L'adresse publique est en HTTPS, et sans `server.https` les navigateurs envoient aussi le cookie de session en HTTP, où chacun peut le prendre. Écrivez `on`.",
    },
    absent: {
      en: 'The public address uses HTTPS, but `server.https` is absent, which means off: browsers also send the session cookie over plain HTTP, where anybody can take it. Add `server.https = on`.',
      fr: "L'adresse publique est en HTTPS, mais `server.https` est absent, donc désactivé : les navigateurs envoient aussi le cookie de session en HTTP, où chacun peut le prendre. Ajoutez `server.https = on`.",
    },
  },
  check(conf, report) {
    const proof = proofOfHttps(conf);
    if (proof === undefined) return;
    const https = conf.winners().get('server.https');
    if (https === undefined) {
      if (!isMissing(conf, 'server.https')) return;
      const related = proof.isPlanned ? [proof.place] : [];
      report({
        message: 'absent',
        span: proof.entry.entry.key.span,
        related,
        fixes: [addLineFix(conf, proof.entry, 'server.https', 'on', false)],
      });
    } else if (https.value === '') {
      report({ message: 'off', span: https.entry.key.span, related: [proof.place] });
    } else if (written(conf, 'server.https', 'off') !== undefined) {
      const fixes = [replaceValueFix(conf.text, https, 'on', false)];
      report({ message: 'off', span: placeInValue(conf.text, https), related: [proof.place], fixes });
    }
  },
});

type Proof = { readonly entry: ConfEntry; readonly place: RelatedPlace; readonly isPlanned: boolean };

/** What tells that people come by HTTPS: the public address, else the proxy that a manifest names for the instance. */
function proofOfHttps(conf: ConfContext): Proof | undefined {
  const base = setEntry(conf, 'server.base.url');
  const url = knownValue(conf, 'server.base.url') ?? '';
  if (base !== undefined && /^https:/i.test(url)) {
    const place = { span: base.entry.key.span, message: message({ en: 'The public address', fr: "L'adresse publique" }) };
    return { entry: base, place, isPlanned: false };
  }
  const entry = setEntry(conf, 'connection.url');
  const proxy = entry === undefined || /^http:/i.test(url) ? undefined : conf.placement()?.proxy;
  const mode = proxy?.fields.tls?.mode;
  if (entry === undefined || proxy === undefined || mode === undefined || mode === 'none') return undefined;
  return { entry, place: placeInPlan(proxy, 'tls', 'mode'), isPlanned: true };
}

const plan = (mode: string): { readonly 'dhis2-hosting.yaml': string } => ({
  'dhis2-hosting.yaml': [
    'version: 1',
    'proxies:',
    `  - { name: front, host: web-1, kind: nginx, serverNames: [hmis.example.org], tls: { mode: ${mode} } }`,
    'instances:',
    '  - { name: hmis, host: web-1, config: dhis.conf, proxy: front }',
    '',
  ].join('\n'),
});

export const page = {
  why: {
    en: 'The session cookie lacks the mark `Secure`. One request over plain HTTP, such as a mistyped address or a picture in a mail, sends it in clear text, and whoever listens takes the session over.',
    fr: "Le cookie de session n'a pas la marque `Secure`. Une seule requête en HTTP, une adresse mal tapée ou une image dans un courriel, l'envoie en clair, et qui écoute reprend la session.",
  },
  todo: {
    en: 'Write `server.https = on`. Logins then work over HTTPS only, also those that go straight to the port of Tomcat.',
    fr: 'Écrivez `server.https = on`. Les connexions ne marchent alors plus que par HTTPS, même celles qui vont droit au port de Tomcat.',
  },
  good: [
    { text: 'connection.url = ${URL}\nserver.base.url = https://hmis.example.org\nserver.https = on\n' },
    { text: 'connection.url = ${URL}\nserver.base.url = https://hmis.example.org\nserver.https = ${HTTPS}\n' },
    { text: 'connection.url = ${URL}\nserver.base.url = http://hmis.example.org\nserver.https = off\n' },
    { text: 'connection.url = ${URL}\nserver.base.url = ${BASE}\n' },
    { text: 'server.base.url = https://hmis.example.org\n' },
    { text: 'connection.url = ${URL}\nserver.base.url = https://hmis.example.org\nserver_https = on\n' },
    { text: 'server.base.url = https://hmis.example.org\nserver.https = true\n', dhis2Version: '2.36' },
    { text: 'connection.url = ${URL}\n', beside: plan('none') },
    { text: 'connection.url = ${URL}\nserver.base.url = http://hmis.example.org\n', beside: plan('lets-encrypt') },
  ],
  bad: [
    { text: 'server.base.url = https://hmis.example.org\nserver.https = off\n#              ^^^ off\n' },
    { text: 'server.base.url = https://hmis.example.org\nserver.https =\n#^^^^^^^^^^^ off\n' },
    { text: 'connection.url = ${URL}\nserver.base.url = https://hmis.example.org\n#^^^^^^^^^^^^^^ absent\n' },
    { text: 'connection.url = ${URL}\n#^^^^^^^^^^^^^ absent\n', beside: plan('lets-encrypt') },
    {
      text: 'connection.url = ${URL}\nserver.https = off\n#              ^^^ off\n',
      beside: plan('own-certificate, certificate: /a, privateKey: /b'),
    },
  ],
} satisfies RulePage;
