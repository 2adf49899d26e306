/** The firewall of ours as it is in the kernel, and others beside it. */
import { defineFact, readPairs } from '../fact.ts';
import { snippet } from '../script.ts';
import { firewallFile, firewallTable, firewallUnit } from '../templates/firewall.ts';

const otherNames = ['ufw', 'firewalld'] as const;
export type OtherFirewall = {
  readonly name: (typeof otherNames)[number];
  /** What it lets in, in its own words; not all of them when they are very many. */
  readonly rules: readonly string[];
};

export type FirewallState = {
  /** `same`: what the kernel has is what the file says. */
  readonly table: 'none' | 'same' | 'other';
  /** It comes back with a restart of the host. */
  readonly enabled: boolean;
  /** Firewalls that are active and keep rules of their own. */
  readonly others: readonly OtherFirewall[];
  readonly docker: boolean;
};

/** The file is loaded once more in a network of its own, which ends with the command: there it is written the same way. */
const script = `
listed() { nft --stateless --terse list table inet "$1" 2> /dev/null; }
file=$1 table=$2 unit=$3
now=$(listed "$table")
if [ -z "$now" ]; then state=none
elif [ -e "$file" ] && [ "$now" = "$(unshare --net /bin/sh -c 'nft --file "$1" && nft --stateless --terse list table inet "$2"' sh "$file" "$table")" ]; then state=same
else state=other
fi
echo "table=$state"
echo "enabled=$(systemctl is-enabled "$unit" 2> /dev/null)"
if ufw status 2> /dev/null | grep -q '^Status: active'; then
  echo other-ufw=yes
  ufw show added 2> /dev/null | sed -n 's/^ufw /rule-ufw=/p' | head -n 40
fi
if systemctl --quiet is-active firewalld.service; then
  echo other-firewalld=yes
  for what in services ports rich-rules; do
    firewall-cmd "--list-$what" 2> /dev/null | sed -n "s/^\\(..*\\)/rule-firewalld=$what \\1/p" | head -n 20
  done
fi
if systemctl --quiet is-active docker.service; then echo docker=yes; fi
exit 0
`;

export const firewallState = defineFact<FirewallState>({
  id: 'firewall-state',
  script: snippet('firewall-state', `set +e\n${script}`, firewallFile, firewallTable, firewallUnit),
  parse: ({ code, out }) => {
    const pairs = readPairs(out);
    const table = pairs.get('table');
    if (code !== 0 || (table !== 'none' && table !== 'same' && table !== 'other')) return undefined;
    return {
      table,
      enabled: pairs.get('enabled') === 'enabled',
      others: otherNames
        .filter((name) => pairs.get(`other-${name}`) === 'yes')
        .map((name) => ({
          name,
          rules: [...out.matchAll(/^rule-(\w+)=(.+)$/gm)].flatMap(([, of, rule = '']) => (of === name ? [rule] : [])),
        })),
      docker: pairs.get('docker') === 'yes',
    };
  },
});
