/** A host of the manifest and the user's SSH configuration become an address to log in to. The manifest wins. */
import path from 'node:path';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { OperationError } from '../errors.ts';
import { reason } from '../texts.ts';
import { expandPath, type LocalUser, resolveSshConfig, type SshConfigNote, type SshJump } from '../transport/ssh-config.ts';
import type { SshConfigNode } from '../transport/ssh-config-file.ts';
import type { HostAddress } from '../transport/transport.ts';
import { isHostName, isPort, isUserName } from './host-name.ts';
import { jumpHostOf } from './parts.ts';

export type ManifestHost = NonNullable<HostingManifest['hosts']>[number];

export type HostSurroundings = {
  readonly sshConfig: readonly SshConfigNode[];
  readonly local: LocalUser;
  /** Whether a default key file is there; called only for those three. */
  exists(file: string): boolean;
  /** Configuration that was left aside, once for each place. */
  note?(host: string, note: SshConfigNote): void;
};

const defaultIdentities = ['id_ed25519', 'id_ecdsa', 'id_rsa'];
const maxJumps = 8;

/** Throws OperationError when a name cannot be used, and when the way to the host needs a ProxyCommand. */
export function hostAddressFromManifest(host: ManifestHost, hosts: readonly ManifestHost[], surroundings: HostSurroundings): HostAddress {
  return resolve(asWanted(host), hosts, surroundings, []);
}

/** What is asked for before the SSH configuration fills the gaps. */
type Wanted = {
  readonly name: string;
  readonly alias: string;
  readonly user?: string | undefined;
  readonly port?: number | undefined;
  readonly identityFile?: string | undefined;
  readonly agent?: boolean | undefined;
  readonly hostKey?: string | undefined;
  readonly jumpHost?: string | undefined;
  /** Taken where neither the manifest nor the SSH configuration names a way. */
  readonly parent?: string | undefined;
  /** False for a later host of a ProxyJump list, whose own ProxyJump does not count. */
  readonly ownJumps?: boolean;
};

function asWanted(host: ManifestHost): Wanted {
  const { name, address, user, port, identityFile, agent, hostKey, jumpHost } = host;
  return { name, alias: address, user, port, identityFile, agent, hostKey, jumpHost, parent: jumpHostOf(host) };
}

function asJumpWanted(jump: SshJump, ownJumps: boolean): Wanted {
  return { name: jump.host, alias: jump.host, user: jump.user, port: jump.port, ownJumps };
}

function resolve(wanted: Wanted, hosts: readonly ManifestHost[], around: HostSurroundings, trail: readonly string[]): HostAddress {
  const config = resolveSshConfig(around.sshConfig, wanted.alias, around.local, wanted.user);
  for (const note of config.notes) around.note?.(wanted.name, note);
  const address = config.hostName ?? wanted.alias;
  const user = wanted.user ?? config.user ?? around.local.name;
  const port = wanted.port ?? config.port ?? 22;
  refuseUnless(isHostName(wanted.alias) && isHostName(address), wanted.name, address);
  refuseUnless(isUserName(user), wanted.name, user);
  refuseUnless(isPort(port), wanted.name, String(port));
  refuseUnless(config.unusableJump === undefined || wanted.jumpHost !== undefined, wanted.name, config.unusableJump ?? '');
  if (config.proxyCommand && wanted.jumpHost === undefined) throw new OperationError('proxy-command-unsupported', wanted.name, { address });
  return {
    name: wanted.name,
    address,
    port,
    user,
    identityFiles: identityFilesOf(wanted, config.identityFiles, around),
    agent: agentOf(wanted, config.identityAgent, around.local),
    identitiesOnly: config.identitiesOnly,
    compression: config.compression,
    hostKeyPin: wanted.hostKey,
    jumps: jumpsOf(wanted, config.jumps, hosts, around, trail),
  };
}

function refuseUnless(usable: boolean, host: string, text: string): void {
  if (!usable) throw new OperationError('host-name-unusable', host, { text: text.slice(0, 100).replace(/[^\x20-\x7e]/g, '?') });
}

function identityFilesOf(wanted: Wanted, configured: readonly string[], around: HostSurroundings): readonly string[] {
  if (wanted.identityFile !== undefined) {
    const file = expandPath(wanted.identityFile, {}, around.local) ?? wanted.identityFile;
    return [path.resolve(around.local.home, file)];
  }
  if (configured.length > 0) return configured.map((file) => path.resolve(around.local.home, file));
  return defaultIdentities.map((name) => path.join(around.local.home, '.ssh', name)).filter((file) => around.exists(file));
}

function agentOf(wanted: Wanted, configured: string | undefined, local: LocalUser): string | undefined {
  if (wanted.agent === false || configured === 'none') return undefined;
  if (configured !== undefined && configured !== 'SSH_AUTH_SOCK') return configured;
  return local.env['SSH_AUTH_SOCK'] || undefined;
}

function jumpsOf(
  wanted: Wanted,
  configured: readonly SshJump[],
  hosts: readonly ManifestHost[],
  around: HostSurroundings,
  trail: readonly string[],
): readonly HostAddress[] {
  const here = [...trail, wanted.name];
  const loop = (name: string): boolean => here.includes(name) || here.length > maxJumps;
  const via = (jump: Wanted): HostAddress => {
    if (loop(jump.name))
      throw new OperationError('jump-host-failed', wanted.name, { jump: jump.name, detail: [...here, jump.name].join(' > ') });
    return resolve(jump, hosts, around, here);
  };
  const straight = (jump: HostAddress): readonly HostAddress[] => [...jump.jumps, { ...jump, jumps: [] }];
  const named = wanted.jumpHost ?? (configured.length === 0 ? wanted.parent : undefined);
  if (named !== undefined) {
    const jump = hosts.find((host) => host.name === named);
    if (!jump) throw new OperationError('jump-host-failed', wanted.name, { jump: named, detail: reason('notInManifest') });
    return straight(via(asWanted(jump)));
  }
  if (wanted.ownJumps === false) return [];
  return configured.flatMap((jump, index) => straight(via(asJumpWanted(jump, index === 0))));
}
