import { knownValue, setEntry } from '../conf/effective.ts';
import { isIpAddress, isPrivateHost } from '../conf/hosts.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { message } from '../messages.ts';
import type { Placement } from '../project/placement.ts';
import { placeInPlan } from '../project/related-place.ts';
import type { ConfContext, ConfEntry } from './context.ts';
import { defineConfRule, type Report, type RulePage } from './define-rule.ts';

type MessageId = 'name' | 'path' | 'pathLeft' | 'port';

export const rule = defineConfRule<MessageId>({
  id: 'base-url-not-as-planned',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Another public address than the plan says', fr: 'Une autre adresse publique que celle du plan' },
  what: {
    en: 'A manifest names this file as `config` of an instance, and the proxy of the instance has another name, the instance another path, or `server.base.url` goes around the proxy.',
    fr: "Un manifeste désigne ce fichier comme `config` d'une instance, et le mandataire de l'instance a un autre nom, l'instance un autre chemin, ou `server.base.url` contourne le mandataire.",
  },
  source:
    'schemas/hosting-manifest.schema.json, proxies and instances; dhis2-docs sysadmin/reference/dhis.conf.md, section Server base URL',
  controls: ['DP-01'],
  messages: {
    name: {
      en: 'Links of mails lead to `{written}`, and people reach `{instance}` as {planned}. Write the name that the proxy answers for, or add this one to its `serverNames`.',
      fr: "Les liens des courriels mènent à `{written}`, et l'on atteint `{instance}` sous {planned}. Écrivez le nom auquel répond le mandataire, ou ajoutez celui-ci à ses `serverNames`.",
    },
    path: {
      en: 'The path is `{written}` here and `{planned}` in the plan: links of mails lead to another instance, or nowhere. Correct it here or in the plan.',
      fr: 'Le chemin est `{written}` ici et `{planned}` dans le plan : les liens des courriels mènent à une autre instance, ou nulle part. Corrigez-le ici ou dans le plan.',
    },
    pathLeft: {
      en: 'The path is `{written}` here, and without `path` in the plan `{instance}` is at `/`. Write `path: {written}` in the plan, or correct it here.',
      fr: 'Le chemin est `{written}` ici et, sans `path` dans le plan, `{instance}` est à `/`. Écrivez `path: {written}` dans le plan, ou corrigez ici.',
    },
    port: {
      en: 'Port {port} is that of Tomcat: links of mails go around the proxy `{proxy}` and its TLS. Leave the port out.',
      fr: 'Le port {port} est celui de Tomcat : les liens des courriels contournent le mandataire `{proxy}` et son TLS. Retirez le port.',
    },
  },
  check(conf, report) {
    const entry = setEntry(conf, 'server.base.url');
    const url = knownValue(conf, 'server.base.url');
    const placement = entry === undefined || url === undefined ? undefined : conf.placement();
    if (entry === undefined || url === undefined || placement === undefined) return;
    const found = judge(conf, entry, url, placement);
    if (found !== undefined) report(found);
  },
});

/** One finding, the one that leads furthest astray. */
function judge(conf: ConfContext, entry: ConfEntry, url: string, { proxy, instance }: Placement): Report<MessageId> | undefined {
  const match = /^(https?:\/\/)([^/:?#@\s]+)(?::(\d{1,5}))?(\/[^?#\s]*)?$/i.exec(url);
  const [, scheme = '', host = '', port, path = ''] = match ?? [];
  if (match === null) return undefined;
  const at = (start: number, length: number) => placeInValue(conf.text, entry, start, start + length);
  const { serverName, path: planned } = instance.fields;
  const names = serverName === undefined ? (proxy?.fields.serverNames ?? []) : [serverName];
  // Addresses and names of one's own network are told by `unusable-base-url`, or are those of a test.
  const isPublic = !isIpAddress(host) && !isPrivateHost(host.toLowerCase());
  if (proxy !== undefined && isPublic && !names.some((name) => name.toLowerCase() === host.toLowerCase())) {
    const span = at(scheme.length, host.length);
    const [only, ...others] = names;
    const change = { title: message({ en: 'Change to `{name}`', fr: 'Remplacer par `{name}`' }, { name: only ?? '' }), preferred: false };
    return {
      message: 'name',
      args: { written: host, instance: instance.name, planned: names.map((name) => `\`${name}\``).join(', ') },
      span,
      related: [placeInPlan(serverName === undefined ? proxy : instance, serverName === undefined ? 'serverNames' : 'serverName')],
      fixes: only === undefined || others.length > 0 ? [] : [{ ...change, edits: [{ span, newText: only }] }],
    };
  }
  if (proxy !== undefined && port !== undefined && instance.fields.port === Number(port)) {
    const span = at(scheme.length + host.length, port.length + 1);
    const title = message({ en: 'Delete the port', fr: 'Supprimer le port' });
    const fixes = [{ title, edits: [{ span, newText: '' }], preferred: false }];
    return { message: 'port', args: { port, proxy: proxy.name }, span, related: [placeInPlan(instance, 'port')], fixes };
  }
  const written = path.replace(/\/+$/, '') || '/';
  if (written === (planned ?? '/')) return undefined;
  const span = path === '' ? at(0, url.length) : at(url.length - path.length, path.length);
  return planned === undefined
    ? { message: 'pathLeft', args: { written, instance: instance.name }, span, severity: 'info', related: [placeInPlan(instance, 'name')] }
    : { message: 'path', args: { written, planned }, span, related: [placeInPlan(instance, 'path')] };
}

const plan = (instance: string): { readonly 'dhis2-hosting.yaml': string } => ({
  'dhis2-hosting.yaml': [
    'version: 1',
    'proxies:',
    '  - { name: front, host: web-1, kind: nginx, serverNames: [hmis.example.org, training.example.org] }',
    '  - { name: second, host: web-1, kind: nginx, serverNames: [emis.example.org] }',
    'instances:',
    `  - { name: hmis, host: web-1, config: dhis.conf${instance} }`,
    '',
  ].join('\n'),
});

export const page = {
  why: {
    en: 'DHIS2 builds the links in its mails and the addresses for single sign-on with this address. Somebody who wants a new password then lands on a page that does not exist.',
    fr: "DHIS2 compose avec cette adresse les liens de ses courriels et les adresses de l'authentification unique. Qui veut un nouveau mot de passe arrive alors sur une page inexistante.",
  },
  todo: {
    en: 'Open the address in a browser: what leads to the instance is right. Correct the other one.',
    fr: "Ouvrez l'adresse dans un navigateur : celle qui mène à l'instance est la bonne. Corrigez l'autre.",
  },
  good: [
    { text: 'server.base.url = https://HMIS.example.org/\n', beside: plan(', proxy: front, path: /') },
    { text: 'server.base.url = https://training.example.org\n', beside: plan(', proxy: front') },
    { text: 'server.base.url = https://elsewhere.example.org\n', beside: plan('') },
    { text: 'server.base.url = ${BASE}\n', beside: plan(', proxy: front') },
    { text: 'server.base.url = http://localhost:8080\n', beside: plan(', proxy: front') },
    { text: 'server.base.url = https://hmis.example.org:8443\n', beside: plan(', proxy: front, port: 8080') },
    { text: 'server.base.url = https://elsewhere.example.org\n' },
  ],
  bad: [
    {
      text: 'server.base.url = https://other.example.org/hmis\n#                         ^^^^^^^^^^^^^^^^^ name\n',
      beside: plan(', proxy: front'),
    },
    {
      text: 'server.base.url = https://training.example.org\n#                         ^^^^^^^^^^^^^^^^^^^^ name\n',
      beside: plan(', proxy: front, serverName: hmis.example.org'),
    },
    {
      text: 'server.base.url = https://emis.example.org/dhis/\n#                                         ^^^^^^ path\n',
      beside: plan(', proxy: second, path: /emis'),
    },
    {
      text: 'server.base.url = https://training.example.org/dhis\n#                                             ^^^^^ pathLeft\n',
      beside: plan(', proxy: front'),
    },
    {
      text: 'server.base.url = https://emis.example.org\n#                 ^^^^^^^^^^^^^^^^^^^^^^^^ path\n',
      beside: plan(', proxy: second, path: /emis'),
    },
    {
      text: 'server.base.url = http://emis.example.org:8080\n#                                        ^^^^^ port\n',
      beside: plan(', proxy: second, port: 8080'),
    },
  ],
} satisfies RulePage;
