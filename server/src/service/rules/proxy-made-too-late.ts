import { message } from '../messages.ts';
import { isProxyType, monitorType } from '../tools-ng/container-types.ts';
import { containersOf } from '../tools-ng/containers-document.ts';
import { defineContainersRule, type RulePage } from './define-rule.ts';

export const rule = defineContainersRule<'monitorFirst'>({
  id: 'proxy-made-too-late',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Monitor that is made before the proxy', fr: 'Moniteur créé avant le mandataire' },
  what: {
    en: 'Containers are made in the order of the file. The set-up of the monitor writes its page into the proxy, which has to be there by then.',
    fr: "Les conteneurs sont créés dans l'ordre du fichier. La mise en place du moniteur écrit sa page dans le mandataire, qui doit donc déjà exister.",
  },
  source: 'bobjolliffe/dhis2-tools-ng setup/containers/munin_monitor_postsetup (`lxc file push ... proxy/etc/...`)',
  messages: {
    monitorFirst: {
      en: 'The monitor is made before the proxy, and its page `/munin` cannot be written there. Move the proxy above it.',
      fr: 'Le moniteur est créé avant le mandataire, et sa page `/munin` ne peut pas y être écrite. Placez le mandataire au-dessus.',
    },
  },
  check({ document }, report) {
    const containers = containersOf(document);
    const proxyAt = containers.findIndex(({ type }) => isProxyType(type?.value));
    const proxy = containers[proxyAt]?.type;
    const monitor = containers.find(({ type }) => type?.value === monitorType);
    if (proxy === undefined || monitor?.type === undefined || monitor.index > proxyAt) return;
    const related = [{ span: proxy.span, message: message({ en: 'The proxy', fr: 'Le mandataire' }) }];
    report({ message: 'monitorFirst', span: monitor.type.span, related });
  },
});

const proxy = '    { "name": "proxy", "ip": "192.168.0.2", "type": "nginx_proxy" }';
const monitor = '    { "name": "monitor", "ip": "192.168.0.30", "type": "munin_monitor" }';
const text = (first: string, second: string, caret = '') => `{\n  "containers": [\n${first},\n${caret}${second}\n  ]\n}\n`;

export const page = {
  why: {
    en: 'The tool goes on after the error, and what munin gathers can be seen by nobody.',
    fr: "L'outil continue après l'erreur, et personne ne peut voir ce que munin recueille.",
  },
  todo: {
    en: 'Put the proxy first, as in the sample of the tool.',
    fr: "Mettez le mandataire en premier, comme dans le modèle de l'outil.",
  },
  good: [{ text: text(proxy, monitor) }],
  bad: [{ text: text(monitor, proxy, '    #                                                   ^^^^^^^^^^^^^ monitorFirst\n') }],
} satisfies RulePage;
