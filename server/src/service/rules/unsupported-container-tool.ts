import { near } from '../text/similarity.ts';
import { textAt } from '../tools-ng/containers-document.ts';
import { changeText } from './containers-fixes.ts';
import { defineContainersRule, type RulePage } from './define-rule.ts';

const only = { monitoring: 'munin', apm: 'glowroot' } as const;

export const rule = defineContainersRule<'monitoring' | 'apm'>({
  id: 'unsupported-container-tool',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Monitoring or profiler that is not supported', fr: 'Surveillance ou profileur non pris en charge' },
  what: {
    en: '`monitoring` knows `munin` only, `apm` knows `glowroot` only. With any other value the tool goes on without.',
    fr: "`monitoring` ne connaît que `munin`, `apm` ne connaît que `glowroot`. Avec toute autre valeur, l'outil s'en passe.",
  },
  source: 'bobjolliffe/dhis2-tools-ng setup/parse_config.sh (`not supported yet`), setup/service/dhis2-create-instance',
  messages: {
    monitoring: {
      en: '`{value}` is not supported: the tool says so on every run, and nothing watches the containers. Write `munin`.',
      fr: "`{value}` n'est pas pris en charge : l'outil le dit à chaque exécution, et rien ne surveille les conteneurs. Écrivez `munin`.",
    },
    apm: {
      en: '`{value}` is not supported: instances are made without a profiler. Write `glowroot`.',
      fr: "`{value}` n'est pas pris en charge : les instances sont créées sans profileur. Écrivez `glowroot`.",
    },
  },
  check({ document }, report) {
    for (const field of ['monitoring', 'apm'] as const) {
      const found = textAt(document, [field]);
      if (found === undefined || found.value === '' || found.value === only[field]) continue;
      const isSlip = near(found.value, [only[field]]).length > 0;
      report({ message: field, args: { value: found.value }, span: found.span, fixes: [changeText(found.span, only[field], isSlip)] });
    }
  },
});

export const page = {
  why: {
    en: 'The value is dropped with one line among many, and the machine runs unwatched.',
    fr: "La valeur est abandonnée avec une ligne parmi d'autres, et la machine tourne sans surveillance.",
  },
  todo: {
    en: 'Write the value that is supported. For Grafana and Prometheus, move to dhis2-server-tools.',
    fr: 'Écrivez la valeur prise en charge. Pour Grafana et Prometheus, passez à dhis2-server-tools.',
  },
  good: [{ text: '{\n  "fqdn": "dhis.example.org",\n  "monitoring": "munin",\n  "apm": "glowroot"\n}\n' }],
  bad: [
    {
      text: '{\n  "monitoring": "Munin",\n  #              ^^^^^ monitoring\n  "apm": "glowrot"\n  #       ^^^^^^^ apm\n}\n',
      fixed: '{\n  "monitoring": "munin",\n  "apm": "glowroot"\n}\n',
    },
    { text: '{\n  "monitoring": "grafana"\n  #              ^^^^^^^ monitoring\n}\n' },
  ],
} satisfies RulePage;
