/** How logs are turned over: logrotate, how long it keeps those of proxies, and large ones that it does not know. */
import { defineFact } from '../fact.ts';
import { snippet } from '../script.ts';

export type LogRotation = {
  readonly installed: boolean;
  /** Of packages that bring a file of their own for logrotate. */
  readonly kept: readonly { readonly program: string; readonly days: number; readonly file: string }[];
  /** Logs of more than 100 MiB that no rule of logrotate fits. */
  readonly large: readonly string[];
};

/** Its dry run names each log that a rule fits: `considering log /var/log/x`. */
const script = `
if command -v logrotate > /dev/null; then echo installed; fi
for program in nginx apache2; do
  file=/etc/logrotate.d/$program
  [ ! -f "$file" ] || sed -n "s/^[[:space:]]*\\(daily\\|weekly\\|monthly\\|rotate [0-9]*\\)[[:space:]]*$/rule $program \\1/p" "$file"
done
known=$(logrotate --debug /etc/logrotate.conf 2>&1 | sed -n 's/^considering log //p')
find /var/log -xdev -type f -name '*.log' -size +100M 2> /dev/null | sort | head -n 20 | while read -r log; do
  echo "$known" | grep -qxF -- "$log" || echo "large $log"
done
exit 0
`;

const daysOf: Readonly<Record<string, number>> = { daily: 1, weekly: 7, monthly: 30 };

export const logRotation = defineFact<LogRotation>({
  id: 'log-rotation',
  // Logs grow by themselves.
  drifts: true,
  script: snippet('log-rotation', `set +e\n${script}`),
  parse: ({ code, out }) => {
    if (code !== 0) return undefined;
    const rules = [...out.matchAll(/^rule (\S+) (.*)$/gm)].map(([, program = '', rule = '']) => ({ program, rule }));
    const kept = [...new Set(rules.map(({ program }) => program))].flatMap((program) => {
      const of = rules.filter((rule) => rule.program === program).map(({ rule }) => rule);
      const count = Number(/^rotate (\d+)$/.exec(of.find((rule) => rule.startsWith('rotate ')) ?? '')?.[1]);
      const period = daysOf[of.find((rule) => rule in daysOf) ?? ''];
      return period === undefined || Number.isNaN(count) ? [] : [{ program, days: period * count, file: `/etc/logrotate.d/${program}` }];
    });
    const large = [...out.matchAll(/^large (.*)$/gm)].map(([, file]) => file ?? '');
    return { installed: /^installed$/m.test(out), kept, large };
  },
});
