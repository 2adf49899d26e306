import type { InventoryHost } from '../inventory/inventory.ts';
import { inForce, liveHosts, textInForce } from '../inventory/settings-in.ts';
import { message } from '../messages.ts';
import { defineInventoryRule, type RulePage } from './define-rule.ts';

type Kind = 'path' | 'upstream' | 'rewrite';

export const rule = defineInventoryRule<Kind>({
  id: 'clashing-instances',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Instances that the proxy takes for one', fr: 'Instances que le proxy prend pour une seule' },
  what: {
    en: 'Two instances have one address, the same name for the proxy, or both ask for `/`.',
    fr: 'Deux instances ont la même adresse, le même nom pour le proxy, ou demandent toutes deux `/`.',
  },
  source: 'dhis2-server-tools deploy/roles/create-instance/templates/nginx/instance.j2 and site.j2 @ dce3c4a',
  messages: {
    path: {
      en: '`{name}` and `{other}` have the same `fqdn` and the same path, so that the proxy does not start or serves only one. Give one of them another `dhis2_base_path` or `fqdn`.',
      fr: "`{name}` et `{other}` ont le même `fqdn` et le même chemin : le proxy ne démarre pas ou ne sert que l'une. Donnez à l'une un autre `dhis2_base_path` ou `fqdn`.",
    },
    upstream: {
      en: 'In the settings of the proxy `{name}` and `{other}` have the same name, because `-` becomes `_` there. Rename one of them.',
      fr: "Dans les réglages du proxy, `{name}` et `{other}` ont le même nom, car `-` y devient `_`. Renommez l'une.",
    },
    rewrite: {
      en: '`{other}` gets `/` already, and the `proxy_rewrite` of `{name}` has no effect. Keep it for one instance of each `fqdn`.',
      fr: '`{other}` obtient déjà `/`, et le `proxy_rewrite` de `{name}` est sans effet. Gardez-le pour une seule instance par `fqdn`.',
    },
  },
  check({ ini, inventory }, report) {
    if (ini === undefined || !inventory.complete) return;
    const seen = new Map<string, InventoryHost>();
    for (const host of liveHosts(inventory, 'instances')) {
      const [line] = host.lines;
      for (const { kind, key } of line === undefined ? [] : keysOf(host)) {
        const other = seen.get(`${kind} ${key}`);
        if (other === undefined) seen.set(`${kind} ${key}`, host);
        const [first] = other?.lines ?? [];
        if (other === undefined || line === undefined || first === undefined) continue;
        report({
          message: kind,
          args: { name: host.name, other: other.name },
          span: line.patternSpan,
          related: [{ span: first.patternSpan, message: message({ en: 'The other instance', fr: "L'autre instance" }) }],
          ...(kind === 'rewrite' ? { severity: 'info' as const } : {}),
        });
      }
    }
  },
});

function keysOf(host: InventoryHost): readonly { readonly kind: Kind; readonly key: string }[] {
  const [fqdn, path] = [inForce(host, 'fqdn'), inForce(host, 'dhis2_base_path')];
  const site = fqdn.known ? (fqdn.text ?? '').toLowerCase() : undefined;
  const rewrite = textInForce(host, 'proxy_rewrite');
  return [
    // Names of hosts differ, so that a path that nobody wrote is one of its own.
    ...(site === undefined || !path.known ? [] : [{ kind: 'path' as const, key: `${site}/${path.text || host.name}` }]),
    { kind: 'upstream', key: host.name.replaceAll('-', '_') },
    ...(site !== undefined && (rewrite === 'True' || rewrite === 'true') ? [{ kind: 'rewrite' as const, key: site }] : []),
  ];
}

const instances = (first: string, second: string) => `[instances]\na-b dhis2_version=2.42 fqdn=x.example.org ${first}\n${second}\n`;

export const page = {
  why: {
    en: 'The proxy serves all instances: one wrong block in its settings takes every site down.',
    fr: 'Le proxy sert toutes les instances : un seul bloc erroné dans ses réglages met tous les sites hors ligne.',
  },
  todo: {
    en: 'Every instance needs a path or a public name of its own.',
    fr: 'Chaque instance demande un chemin ou un nom public à elle.',
  },
  good: [
    { text: instances('dhis2_base_path=hmis', 'c fqdn=y.example.org dhis2_base_path=hmis') },
    { text: instances('proxy_rewrite=True', 'c fqdn=y.example.org proxy_rewrite=True') },
    { text: instances('', 'a_b instance_state=deleted') },
    { text: instances('dhis2_base_path="{{ own }}"', 'c fqdn=x.example.org dhis2_base_path="{{ own }}"') },
  ],
  bad: [
    { text: instances('dhis2_base_path=hmis', 'emis fqdn=X.example.org dhis2_base_path=hmis\n#^^^ path') },
    { text: instances('', 'a_b fqdn=y.example.org\n#^^ upstream') },
    { text: instances('proxy_rewrite=True', 'emis fqdn=x.example.org proxy_rewrite=true\n#^^^ rewrite') },
  ],
} satisfies RulePage;
