/** What ~/.ssh/config says of one host: pure over the tree of ssh-config-file.ts. The first value wins, as in OpenSSH. */
import { isHostName, isPort, isUserName } from '../hosts/host-name.ts';
import type { SshConfigNode } from './ssh-config-file.ts';
import { matchesPatternList } from './wildcard.ts';

export type SshJump = { readonly host: string; readonly user: string | undefined; readonly port: number | undefined };

/** Something in the configuration that we leave aside on purpose. Told in the SSH log. */
export type SshConfigNote = { readonly kind: 'match-exec' | 'match-unsupported' | 'value-ignored'; readonly text: string };

export type SshHostConfig = {
  readonly hostName: string | undefined;
  readonly user: string | undefined;
  readonly port: number | undefined;
  /** In order, with `~` and tokens replaced. Empty when the configuration names none. */
  readonly identityFiles: readonly string[];
  readonly identitiesOnly: boolean;
  readonly compression: boolean;
  /** Socket of IdentityAgent; `none` switches the agent off. */
  readonly identityAgent: string | undefined;
  readonly jumps: readonly SshJump[];
  /** A part of ProxyJump that is no host. The way must not be shortened by leaving it out. */
  readonly unusableJump: string | undefined;
  /** A ProxyCommand is in force. It is never run. */
  readonly proxyCommand: boolean;
  readonly notes: readonly SshConfigNote[];
};

export type LocalUser = {
  readonly name: string;
  readonly home: string;
  readonly env: { readonly [name: string]: string | undefined };
};

type Question = { readonly alias: string; readonly user: string | undefined; readonly local: LocalUser };
type Gathered = {
  readonly first: Map<string, readonly string[]>;
  readonly identityFiles: string[];
  readonly notes: SshConfigNote[];
};

export function resolveSshConfig(
  tree: readonly SshConfigNode[],
  alias: string,
  local: LocalUser,
  user: string | undefined = undefined,
): SshHostConfig {
  const gathered: Gathered = { first: new Map(), identityFiles: [], notes: [] };
  gather(tree, { alias, user, local }, gathered);
  return interpret(gathered, { alias, user, local });
}

function gather(nodes: readonly SshConfigNode[], question: Question, into: Gathered): void {
  for (const node of nodes) {
    switch (node.kind) {
      case 'include':
        gather(node.body, question, into);
        break;
      case 'host':
        if (matchesPatternList(question.alias, node.patterns)) gather(node.body, question, into);
        break;
      case 'match':
        if (matchHolds(node.words, question, into)) gather(node.body, question, into);
        break;
      case 'option':
        if (node.name === 'identityfile') into.identityFiles.push(...node.words);
        else if (!into.first.has(node.name)) into.first.set(node.name, node.words);
        break;
    }
  }
}

/** `all`, `host`, `originalhost`, `user` and `localuser` are judged; a block with any other criterion is left out. */
function matchHolds(words: readonly string[], { alias, user, local }: Question, into: Gathered): boolean {
  const text = words.join(' ');
  if (words.some((word) => /^!?exec$/i.test(word))) {
    into.notes.push({ kind: 'match-exec', text });
    return false;
  }
  if (words.length === 1 && words[0]?.toLowerCase() === 'all') return true;
  const subjects: { readonly [criterion: string]: string } = {
    host: into.first.get('hostname')?.[0]?.replaceAll('%h', alias) ?? alias,
    originalhost: alias,
    user: user ?? into.first.get('user')?.[0] ?? local.name,
    localuser: local.name,
  };
  for (let i = 0; i < words.length; i += 2) {
    const negated = words[i]?.startsWith('!') === true;
    const subject = subjects[(words[i] ?? '').replace('!', '').toLowerCase()];
    const patterns = words[i + 1];
    if (subject === undefined || patterns === undefined) {
      into.notes.push({ kind: 'match-unsupported', text });
      return false;
    }
    if (matchesPatternList(subject, patterns.split(',')) === negated) return false;
  }
  return true;
}

function interpret({ first, identityFiles, notes }: Gathered, { alias, user: givenUser, local }: Question): SshHostConfig {
  const one = (name: string): string | undefined => first.get(name)?.[0];
  const ignore = (text: string): undefined => {
    notes.push({ kind: 'value-ignored', text });
    return undefined;
  };
  const checked = <T>(name: string, value: T | undefined, ok: (value: T) => boolean): T | undefined =>
    value === undefined || ok(value) ? value : ignore(`${name} ${value}`);

  const hostName = checked('HostName', one('hostname')?.replaceAll('%h', alias).replaceAll('%%', '%'), isHostName);
  const user = checked('User', one('user'), isUserName);
  const port = checked('Port', one('port') === undefined ? undefined : Number(one('port')), isPort);
  const path = (text: string): string | undefined =>
    expandPath(text, { h: hostName ?? alias, n: alias, r: givenUser ?? user ?? local.name, p: String(port ?? 22) }, local) ?? ignore(text);
  const agent = one('identityagent');
  const jumps = (first.get('proxyjump')?.join('') ?? 'none').split(',').filter((jump) => jump !== '' && jump.toLowerCase() !== 'none');
  return {
    hostName,
    user,
    port,
    identityFiles: identityFiles
      .filter((file) => file !== 'none')
      .map(path)
      .filter((file) => file !== undefined),
    identitiesOnly: one('identitiesonly')?.toLowerCase() === 'yes',
    compression: one('compression')?.toLowerCase() === 'yes',
    identityAgent:
      agent === undefined || agent === 'SSH_AUTH_SOCK' || agent === 'none' ? agent : path(agent.replace(/^\$(\w+)$/, '$${$1}')),
    jumps: jumps.flatMap((text) => parseJump(text) ?? []),
    unusableJump: jumps.find((text) => parseJump(text) === undefined),
    // As in OpenSSH the first of ProxyJump and ProxyCommand wins.
    proxyCommand: isProxyCommand(first),
    notes,
  };
}

function isProxyCommand(first: ReadonlyMap<string, readonly string[]>): boolean {
  const command = first.get('proxycommand');
  if (command === undefined || command[0]?.toLowerCase() === 'none') return false;
  const order = [...first.keys()];
  const jump = order.indexOf('proxyjump');
  return jump < 0 || order.indexOf('proxycommand') < jump;
}

/** `[user@]host[:port]`, `[user@][v6]:port` or `ssh://...`. Undefined when a part is not usable. */
export function parseJump(text: string): SshJump | undefined {
  const match = /^(?:ssh:\/\/)?(?:(.+)@)?(?:\[([^\]]+)\]|([^:@[\]]+))(?::(\d+))?\/?$/.exec(text);
  const host = match?.[2] ?? match?.[3];
  const port = match?.[4] === undefined ? undefined : Number(match[4]);
  const user = match?.[1];
  if (host === undefined || !isHostName(host)) return undefined;
  if ((user !== undefined && !isUserName(user)) || (port !== undefined && !isPort(port))) return undefined;
  return { host, user, port };
}

/** `~`, `%d %h %n %p %r %u %%` and `${NAME}`; undefined when the text holds anything else of that kind. */
export function expandPath(text: string, tokens: { readonly [token: string]: string }, local: LocalUser): string | undefined {
  const known: { readonly [token: string]: string } = { ...tokens, d: local.home, u: local.name, '%': '%' };
  const parts = [...text.matchAll(/%(.?)|\$\{(\w+)\}/g)];
  const values = parts.map(([, token, variable]) => (variable === undefined ? known[token ?? ''] : local.env[variable]));
  if (values.some((value) => value === undefined)) return undefined;
  let next = 0;
  const replaced = text.replace(/%(.?)|\$\{(\w+)\}/g, () => values[next++] ?? '');
  if (replaced === '~') return local.home;
  if (replaced.startsWith('~/')) return local.home + replaced.slice(1);
  return replaced.startsWith('~') ? undefined : replaced;
}
