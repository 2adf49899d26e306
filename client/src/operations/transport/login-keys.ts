/**
 * The keys to offer, in OpenSSH's order: agent keys that the configuration names, the agent's other keys, key files.
 * Each key is an agent of its own, because ssh2 asks an agent to sign only after the server said it would take the
 * key: so a passphrase is asked only for a key that lets us in.
 */
import ssh2, {
  type BaseAgent as AnyAgent,
  type IdentityCallback,
  type ParsedKey,
  type SignCallback,
  type SigningRequestOptions,
} from 'ssh2';
import { type IdentityFile, readIdentityFile } from './identity-file.ts';
import type { HostAddress } from './transport.ts';

export type LoginKey = {
  readonly label: string;
  readonly agent: AnyAgent;
  /** False when its public half is known only after the passphrase was asked for. */
  readonly isAtHand: boolean;
  /** True once the server accepted the key and was sent a signature. */
  readonly signed: () => boolean;
};

export type LoginKeys = {
  readonly keys: readonly LoginKey[];
  /** Why the agent gave no keys, when it should have. */
  readonly agentProblem: string | undefined;
  readonly unreadable: readonly string[];
  /** Files that stayed locked after the passphrase was asked for. */
  readonly locked: Set<string>;
};

/** Asks for a passphrase; undefined when the person cancels, which ends the login. */
export type AskPassphrase = (file: string, again: boolean) => Promise<string | undefined>;

type Signer = (data: Buffer, options: SigningRequestOptions) => Promise<Buffer>;

class OneKeyAgent extends ssh2.BaseAgent<ParsedKey> {
  readonly #key: () => Promise<ParsedKey | undefined>;
  readonly #signer: Signer;
  signed = false;

  constructor(key: () => Promise<ParsedKey | undefined>, signer: Signer) {
    super();
    this.#key = key;
    this.#signer = signer;
  }

  override getIdentities(done: IdentityCallback<ParsedKey>): void {
    this.#key().then(
      (key) => done(undefined, key ? [key] : []),
      () => done(undefined, []),
    );
  }

  override sign(_key: ParsedKey, data: Buffer, options: SigningRequestOptions | SignCallback, done?: SignCallback): void {
    const callback = typeof options === 'function' ? options : done;
    this.signed = true;
    this.#signer(data, typeof options === 'function' ? {} : options).then(
      (signature) => callback?.(undefined, signature),
      (error: unknown) => callback?.(error instanceof Error ? error : new Error(String(error))),
    );
  }
}

export async function collectLoginKeys(host: HostAddress, ask: AskPassphrase, log: (line: string) => void): Promise<LoginKeys> {
  const files = await Promise.all(host.identityFiles.map(readIdentityFile));
  const locked = new Set<string>();
  const offered: { readonly key: ParsedKey | undefined; readonly login: LoginKey }[] = [];
  const agent = await agentKeys(host, log);
  const named = agent.keys.filter((key) => files.some((file) => sameKey(publicKeyOf(file), key)));
  const others = host.identitiesOnly === true ? [] : agent.keys.filter((key) => !named.includes(key));
  for (const key of [...named, ...others]) {
    offered.push({ key, login: fromAgent(key, agent.sign) });
  }
  for (const file of files) {
    if (offered.some(({ key }) => sameKey(publicKeyOf(file), key))) continue;
    if (file.kind === 'ready')
      offered.push({
        key: file.key,
        login: fromFile(
          file.file,
          async () => file.key,
          async () => file.key,
        ),
      });
    else if (file.kind === 'locked') offered.push({ key: file.publicKey, login: fromLockedFile(file, ask, locked) });
    else log(`key file ${file.file}: ${file.kind}`);
  }
  return {
    keys: offered.map(({ login }) => login),
    agentProblem: agent.problem,
    unreadable: files.filter(({ kind }) => kind === 'unreadable').map(({ file }) => file),
    locked,
  };
}

function publicKeyOf(file: IdentityFile): ParsedKey | undefined {
  if (file.kind === 'locked') return file.publicKey;
  return file.kind === 'ready' || file.kind === 'public' ? file.key : undefined;
}

function sameKey(a: ParsedKey | undefined, b: ParsedKey | undefined): boolean {
  return a !== undefined && b !== undefined && a.getPublicSSH().equals(b.getPublicSSH());
}

type AgentSigner = (key: ParsedKey, data: Buffer, options: SigningRequestOptions) => Promise<Buffer>;

async function agentKeys(
  host: HostAddress,
  log: (line: string) => void,
): Promise<{ readonly keys: readonly ParsedKey[]; readonly problem: string | undefined; readonly sign: AgentSigner }> {
  const unable: AgentSigner = () => Promise.reject(new Error('no agent'));
  if (host.agent === undefined) return { keys: [], problem: undefined, sign: unable };
  const agent = ssh2.createAgent(host.agent);
  try {
    const listed = await new Promise<readonly ParsedKey[]>((resolve, reject) => {
      agent.getIdentities((error, keys) => (error ? reject(error) : resolve((keys ?? []) as readonly ParsedKey[])));
    });
    // Keys of kinds that ssh2 cannot use (FIDO) come without these methods.
    const keys = listed.filter((key) => typeof key === 'object' && 'getPublicSSH' in key);
    log(`agent: ${keys.length} keys`);
    const sign: AgentSigner = (key, data, options) =>
      new Promise((resolve, reject) => {
        agent.sign(key, data, options, (error, signature) =>
          signature ? resolve(signature as Buffer) : reject(error instanceof Error ? error : new Error('the agent did not sign')),
        );
      });
    return { keys, problem: undefined, sign };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    log(`agent: ${problem}`);
    return { keys: [], problem, sign: unable };
  }
}

function loginKey(label: string, agent: OneKeyAgent, isAtHand = true): LoginKey {
  return { label, agent, isAtHand, signed: () => agent.signed };
}

function fromAgent(key: ParsedKey, sign: AgentSigner): LoginKey {
  return loginKey(
    `agent key ${key.comment || key.type}`,
    new OneKeyAgent(
      async () => key,
      (data, options) => sign(key, data, options),
    ),
  );
}

function fromFile(
  file: string,
  publicKey: () => Promise<ParsedKey | undefined>,
  privateKey: () => Promise<ParsedKey>,
  isAtHand = true,
): LoginKey {
  const sign: Signer = async (data, { hash }) => {
    const signature: Buffer | Error = (await privateKey()).sign(data, hash);
    if (signature instanceof Error) throw signature;
    return signature;
  };
  return loginKey(`key file ${file}`, new OneKeyAgent(publicKey, sign), isAtHand);
}

function fromLockedFile(file: Extract<IdentityFile, { readonly kind: 'locked' }>, ask: AskPassphrase, locked: Set<string>): LoginKey {
  let opened: Promise<ParsedKey> | undefined;
  const open = (): Promise<ParsedKey> => (opened ??= unlock(file, ask, locked));
  return fromFile(file.file, file.publicKey ? async () => file.publicKey : open, open, file.publicKey !== undefined);
}

async function unlock(
  file: Extract<IdentityFile, { readonly kind: 'locked' }>,
  ask: AskPassphrase,
  locked: Set<string>,
): Promise<ParsedKey> {
  for (const again of [false, true]) {
    const passphrase = await ask(file.file, again);
    if (passphrase === undefined) throw new Error('cancelled');
    const key = file.unlock(passphrase);
    if (key) return key;
  }
  locked.add(file.file);
  throw new Error('the passphrase does not open the key');
}
