/** Rules of nftables: a table of our own that closes what nobody opened, and the unit that loads it. */
import { isIpv6, widest } from '../hosts/address-range.ts';

export const firewallTable = 'dhis2_hosting';
export const firewallFile = '/etc/dhis2-hosting/firewall.nft';
export const firewallUnit = 'dhis2-hosting-firewall.service';

export type Opening = {
  readonly ports: readonly number[];
  /** Addresses and networks; absent, everybody. */
  readonly from?: readonly string[];
  /** Whoever tries often is slowed down. */
  readonly limited?: true;
  /** Plain ASCII. */
  readonly why: string;
};

/** Bridges of guests whose names and addresses this host gives out. */
export type FirewallWishes = { readonly openings: readonly Opening[]; readonly hasGuests: boolean };

/**
 * One transaction: the old table goes when the new one is there. Other tables (of Docker, LXD, people) are not touched;
 * a packet must pass all of them.
 */
export function firewallRules({ openings, hasGuests }: FirewallWishes): string {
  const limited = openings.some((opening) => opening.limited);
  return [
    '# Written by DHIS2 Hosting.',
    `table inet ${firewallTable}`,
    `delete table inet ${firewallTable}`,
    `table inet ${firewallTable} {`,
    ...(limited ? [often('often4', 'ipv4_addr'), often('often6', 'ipv6_addr')] : []),
    '  chain input {',
    '    type filter hook input priority filter; policy drop;',
    '    ct state established,related accept',
    '    ct state invalid drop',
    '    iifname "lo" accept',
    '    meta l4proto { icmp, ipv6-icmp } accept',
    '    ip6 saddr fe80::/10 udp dport 546 accept comment "DHCPv6"',
    ...(hasGuests
      ? [
          '    iifname "lxdbr*" udp dport { 53, 67, 547 } accept comment "names and addresses of guests"',
          '    iifname "lxdbr*" tcp dport 53 accept comment "names of guests"',
        ]
      : []),
    ...openings.flatMap(rulesOf),
    '  }',
    '}',
    '',
  ].join('\n');
}

function often(name: string, type: string): string {
  return `  set ${name} { type ${type}; flags dynamic, timeout; timeout 1m; }`;
}

function rulesOf({ ports, from, limited, why }: Opening): readonly string[] {
  const port = `tcp dport ${setOf([...new Set(ports)].sort((one, other) => one - other).map(String))}`;
  const accept = `${port} accept comment "${why.replace(/[^ -~]|["\\]/g, '?').slice(0, 120)}"`;
  const slow = (family: string, set: string): string =>
    `    ${port} ct state new add @${set} { ${family} saddr limit rate over 20/minute burst 20 packets } drop`;
  if (from === undefined) return [...(limited ? [slow('ip', 'often4'), slow('ip6', 'often6')] : []), `    ${accept}`];
  const apart = widest([...new Set(from)]);
  const [six, four] = [apart.filter(isIpv6), apart.filter((address) => !isIpv6(address))];
  return [
    ...(four.length > 0 ? [`    ip saddr ${setOf(four)} ${accept}`] : []),
    ...(six.length > 0 ? [`    ip6 saddr ${setOf(six)} ${accept}`] : []),
  ];
}

function setOf(words: readonly string[]): string {
  return words.length === 1 ? (words[0] ?? '') : `{ ${words.join(', ')} }`;
}

/** As Debian's own nftables.service, after which it comes: that one empties all tables when it starts and reloads. */
export const firewallUnitFile = `# Written by DHIS2 Hosting.
[Unit]
Description=Firewall of DHIS2 Hosting
DefaultDependencies=no
After=nftables.service
PartOf=nftables.service
ReloadPropagatedFrom=nftables.service
Wants=network-pre.target
Before=network-pre.target shutdown.target
Conflicts=shutdown.target

[Service]
Type=oneshot
RemainAfterExit=yes
ProtectSystem=full
ProtectHome=true
ExecStart=/usr/sbin/nft --file ${firewallFile}
ExecReload=/usr/sbin/nft --file ${firewallFile}
ExecStop=/usr/sbin/nft delete table inet ${firewallTable}

[Install]
WantedBy=sysinit.target
`;
