/** A firewall that is closed but for what the manifest opens. */
import { type Message, message, type Text } from '@dhis2-hosting/server/service';
import { aptGet } from '../apt.ts';
import { file } from '../facts/file.ts';
import { firewallState, type OtherFirewall } from '../facts/firewall-state.ts';
import { type Listener, listeners } from '../facts/listeners.ts';
import { packages } from '../facts/packages.ts';
import { type Peer, peers } from '../facts/peers.ts';
import { sshdSettings } from '../facts/sshd-settings.ts';
import { isWithin } from '../hosts/address-range.ts';
import { all, run, type Script, snippet } from '../script.ts';
import { restoreFile } from '../script-files.ts';
import { type Change, defineStep, type Problem, type Target } from '../step.ts';
import { firewallFile, firewallRules, firewallTable, firewallUnit, firewallUnitFile, type Opening } from '../templates/firewall.ts';
import { staleFiles } from './parts/file-change.ts';
import { openingsOf } from './parts/openings.ts';

const unitPath = `/etc/systemd/system/${firewallUnit}`;

const texts = {
  install: { en: 'Install nftables.', fr: 'Installer nftables.' },
  load: { en: 'Load the rules, now and at each start of the host.', fr: 'Charger les règles, maintenant et à chaque démarrage de l’hôte.' },
  closes: {
    en: 'Closed to other hosts from then on: {list}. What must stay open belongs into the plan (`services` with `ports`).',
    fr: 'Fermé aux autres hôtes dès lors : {list}. Ce qui doit rester ouvert a sa place dans le plan (`services` avec `ports`).',
  },
  loses: {
    en: 'Connected now and refused from then on: {list}.',
    fr: 'Connectés à présent et refusés dès lors : {list}.',
  },
  docker: {
    en: 'Docker opens ports of its containers past any firewall of the host. Publish them on 127.0.0.1 only (`-p 127.0.0.1:PORT:PORT`).',
    fr: 'Docker ouvre les ports de ses conteneurs en contournant tout pare-feu de l’hôte. Ne les publiez que sur 127.0.0.1 (`-p 127.0.0.1:PORT:PORT`).',
  },
  other: {
    en: 'Then switch off {name}, because two firewalls contradict each other sooner or later. What it lets in now: {rules}. Compare: what it refused and the plan opens is open then. Its own files stay, and undo switches it on again.',
    fr: 'Puis désactiver {name}, car deux pare-feu finissent par se contredire. Ce qu’il laisse entrer à présent : {rules}. Comparez : ce qu’il refusait et que le plan ouvre sera ouvert. Ses propres fichiers restent, et l’annulation le réactive.',
  },
  noRules: { en: 'nothing', fr: 'rien' },
  untold: { en: 'The addresses of {host} are not known yet.', fr: 'Les adresses de {host} ne sont pas encore connues.' },
  untoldTodo: { en: 'Plan with {host} within reach.', fr: 'Planifiez avec {host} joignable.' },
  outside: {
    en: 'Nobody who is connected over SSH now ({list}) is in `sshFrom` of the plan. You would be shut out.',
    fr: 'Personne parmi ceux connectés en SSH à présent ({list}) n’est dans `sshFrom` du plan. Vous seriez exclu.',
  },
  outsideTodo: { en: 'Add your address or network to `sshFrom`.', fr: 'Ajoutez votre adresse ou réseau à `sshFrom`.' },
} as const satisfies Readonly<Record<string, Text>>;

const switches: Readonly<Record<OtherFirewall['name'], Readonly<Record<'on' | 'off', Script>>>> = {
  ufw: { on: run('ufw', '--force', 'enable'), off: run('ufw', 'disable') },
  firewalld: {
    on: run('systemctl', 'enable', '--now', 'firewalld.service'),
    off: run('systemctl', 'disable', '--now', 'firewalld.service'),
  },
};

export const firewall = defineStep({
  id: 'firewall',
  title: { en: 'Firewall', fr: 'Pare-feu' },
  why: {
    en: 'A port that nobody meant to open is found within hours; PostgreSQL and Tomcat are for the hosts of the plan only.',
    fr: 'Un port que personne ne voulait ouvrir est découvert en quelques heures ; PostgreSQL et Tomcat ne sont que pour les hôtes du plan.',
  },
  controls: ['OS-14', 'OS-15', 'FW-01'],
  risk: 'lock-out',
  after: ['package-health'],
  needs: () => ({
    installed: packages('nftables'),
    state: firewallState,
    sshd: sshdSettings,
    open: listeners,
    connected: peers,
    rulesNow: file(firewallFile),
    unitNow: file(unitPath),
  }),
  plan: ({ installed, state, sshd, open, connected, rulesNow, unitNow }, target) => {
    const sshPorts = sshd.ports.length > 0 ? sshd.ports : [22];
    const { openings, untold } = openingsOf(target, sshPorts);
    const notes = state.docker ? [message(texts.docker)] : [];
    const problems = [...untold.map(unknownHost), ...outsiders(openings, connected, sshPorts)];
    if (problems.length > 0) return { state: 'blocked', problems, notes };
    const files = staleFiles(
      {
        path: firewallFile,
        now: rulesNow,
        content: firewallRules({ openings, hasGuests: hasGuests(target) }),
        mode: '640',
        check: ['nft', '--check', '--file', '{}'],
      },
      { path: unitPath, now: unitNow, content: firewallUnitFile, mode: '644' },
    );
    if (files.count === 0 && state.table === 'same' && state.enabled && state.others.length === 0) return { state: 'already-so', notes };
    const missing = !installed.has('nftables');
    const holds = snippet('verify', isClosed, firewallTable, firewallUnit, ...sshPorts.map(String));
    return {
      state: 'will-change',
      notes,
      changes: [
        ...(missing ? [{ kind: 'words', message: message(texts.install) } as const] : []),
        ...files.changes,
        { kind: 'words', message: message(texts.load) },
        ...state.others.map((other): Change => ({ kind: 'words', message: switchedOff(other) })),
      ],
      affects: affected(openings, open, connected),
      seconds: missing ? 15 : 3,
      change: all(
        ...(missing ? [aptGet('install', '--no-install-recommends', 'nftables')] : []),
        ...files.write,
        run('systemctl', 'daemon-reload'),
        run('systemctl', 'enable', firewallUnit),
        run('systemctl', 'reload-or-restart', firewallUnit),
        // Active and yet without its table, when somebody has emptied all of them.
        run('nft', '--file', firewallFile),
        // The door stays shut: the other one goes only when ours holds.
        ...(state.others.length > 0 ? [holds] : []),
        ...state.others.map(({ name }) => switches[name].off),
      ),
      verify: holds,
      undo: undo(state.others),
    };
  },
});

function hasGuests({ manifest, host }: Target): boolean {
  return (manifest.hosts ?? []).some(({ guestOf }) => guestOf === host);
}

function switchedOff({ name, rules }: OtherFirewall): Message {
  return message(texts.other, { name, rules: rules.length > 0 ? rules.join(', ') : message(texts.noRules) });
}

function unknownHost(host: string): Problem {
  return { why: message(texts.untold, { host }), todo: message(texts.untoldTodo, { host }) };
}

function isOpenTo(openings: readonly Opening[], port: number, address: string): boolean {
  return openings.some(({ ports, from }) => ports.includes(port) && (from === undefined || isWithin(address, from)));
}

function outsiders(openings: readonly Opening[], connected: readonly Peer[], sshPorts: readonly number[]): readonly Problem[] {
  const people = connected.filter(({ port, address }) => sshPorts.includes(port) && !isLoopback(address));
  if (people.length === 0 || people.some(({ port, address }) => isOpenTo(openings, port, address))) return [];
  const list = [...new Set(people.map(({ address }) => address))].join(', ');
  return [{ why: message(texts.outside, { list }), todo: message(texts.outsideTodo) }];
}

function isLoopback(address: string): boolean {
  return /^127\.|^::1$/.test(address);
}

/** Each listener that the plan does not explain, and each peer that it does not name. */
function affected(openings: readonly Opening[], open: readonly Listener[], connected: readonly Peer[]): readonly Message[] {
  const outward = open.filter(({ address }) => !isLoopback(address)).sort((one, other) => one.port - other.port);
  const closed = outward.filter(({ protocol, port }) => protocol === 'udp' || !openings.some(({ ports }) => ports.includes(port)));
  const names = closed.map(({ protocol, port, programs }) => [`${port}/${protocol}`, ...programs].join(' '));
  const served = new Set(outward.filter(({ protocol }) => protocol === 'tcp').map(({ port }) => port));
  const lost = connected.filter(({ port, address }) => served.has(port) && !isLoopback(address) && !isOpenTo(openings, port, address));
  const list = (text: Text, found: readonly string[]): readonly Message[] =>
    found.length > 0 ? [message(text, { list: [...new Set(found)].join(', ') })] : [];
  return [
    ...list(texts.closes, names),
    ...list(
      texts.loses,
      lost.map(({ port, address }) => `${address} (${port})`),
    ),
  ];
}

/** Opens first: files that are gone must not leave rules behind. */
function undo(others: readonly OtherFirewall[]): Script {
  return all(
    ...others.map(({ name }) => switches[name].on),
    snippet('open', open, firewallFile, firewallUnit, firewallTable),
    restoreFile(firewallFile),
    restoreFile(unitPath),
    snippet('reload', reload, unitPath, firewallUnit),
  );
}

const open = `
[ -e "$DHIS2_HOSTING_KEPT$1.absent" ] || exit 0
systemctl disable --now "$2" || :
nft delete table inet "$3" 2> /dev/null || :
`;

const reload = `
systemctl daemon-reload
[ ! -e "$1" ] || systemctl reload-or-restart "$2"
`;

const isClosed = `
table=$1 unit=$2; shift 2
systemctl --quiet is-active "$unit"
systemctl --quiet is-enabled "$unit"
rules=$(nft --stateless list chain inet "$table" input)
echo "$rules" | grep -q 'hook input .*policy drop'
for port; do echo "$rules" | grep -qE "tcp dport (\\{ .*)?$port\\b.* accept"; done
`;
