/**
 * The one door to a host. `ssh.ts` implements it over node-ssh; a second transport (the system's ssh, a recording)
 * fits the same interface. Rules of the transport: docs/decisions/0005-one-ssh-connection-per-host.md.
 */

/** Where and how to log in. Built from a manifest and ~/.ssh/config; never from unchecked workspace text. */
export type HostAddress = {
  /** Name in the manifest; used in messages and as the key of the connection. */
  readonly name: string;
  /** DNS name or IP address. */
  readonly address: string;
  /** TCP port, 1 to 65535. */
  readonly port: number;
  readonly user: string;
  /** Absolute paths of private keys, tried in this order after the agent. */
  readonly identityFiles: readonly string[];
  /** Socket path of an ssh-agent, or undefined to use none. */
  readonly agent: string | undefined;
  /** `IdentitiesOnly`: of the agent's keys, offer only those named by `identityFiles`. */
  readonly identitiesOnly?: boolean;
  /** `Compression`: for slow links; on fast ones it costs time. */
  readonly compression?: boolean;
  /** `SHA256:...` of the host key the manifest promises, or undefined. */
  readonly hostKeyPin: string | undefined;
  /** Hosts to pass on the way, nearest first. */
  readonly jumps: readonly HostAddress[];
};

/** A host key as a server shows it. */
export type OfferedKey = {
  readonly keyType: string;
  /** `SHA256:...` as OpenSSH prints it. */
  readonly fingerprint: string;
  /** Blob of the SSH wire format. */
  readonly key: Uint8Array;
};

/** Everything that needs the person: each asks once and returns undefined when the person cancels. */
export type Prompter = {
  password(question: {
    readonly host: string;
    readonly user: string;
    /** True after a password that the server refused. */
    readonly again: boolean;
    readonly signal: AbortSignal;
  }): Promise<string | undefined>;
  passphrase(question: {
    readonly host: string;
    readonly identityFile: string;
    readonly again: boolean;
    readonly signal: AbortSignal;
  }): Promise<string | undefined>;
  /** Keyboard-interactive: texts come from the server and are shown as plain text. */
  answers(question: {
    readonly host: string;
    readonly title: string;
    readonly instructions: string;
    readonly prompts: readonly { readonly text: string; readonly echo: boolean }[];
    readonly signal: AbortSignal;
  }): Promise<readonly string[] | undefined>;
  /** The password that sudo asks for on the host, of the user who logged in. */
  sudoPassword(question: {
    readonly host: string;
    readonly user: string;
    /** True after a password that sudo refused. */
    readonly again: boolean;
    readonly signal: AbortSignal;
  }): Promise<string | undefined>;
  /** First use of a host key. True means: write it to known_hosts and go on. */
  trustNewHostKey(question: {
    readonly host: string;
    readonly address: string;
    readonly keyType: string;
    readonly fingerprint: string;
    readonly signal: AbortSignal;
  }): Promise<boolean>;
};

export type ExecOptions = {
  readonly signal: AbortSignal;
  /** Sent on standard input, which is closed afterwards unless `keepStdinOpen`. */
  readonly stdin?: Uint8Array;
  /** Keep standard input open, for `input` or for as long as the command runs, so that it sees our end as end of file. */
  readonly keepStdinOpen?: boolean;
};

export type ExitStatus =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'signalled'; readonly signal: string }
  /** The channel ended without a status: the connection was lost or the server gave none. Nothing is known. */
  | { readonly kind: 'unknown' };

/** A running remote command. Output is pulled, so a slow reader slows the sender down (SSH window). */
export type RemoteProcess = {
  readonly stdout: AsyncIterable<Uint8Array>;
  readonly stderr: AsyncIterable<Uint8Array>;
  /** Standard input, while it is open (`keepStdinOpen`). What is written after the command's end goes nowhere. */
  readonly input: {
    /** Settles when the bytes were taken, so that their memory may be used again. Never rejects. */
    write(bytes: Uint8Array): Promise<void>;
    end(): void;
  };
  /** Settles once the channel has closed; never rejects. */
  readonly exit: Promise<ExitStatus>;
};

export type Connection = {
  readonly host: HostAddress;
  /** Runs one command line; the words were quoted by `command.ts`. Throws OperationError. */
  exec(commandLine: string, options: ExecOptions): Promise<RemoteProcess>;
  /** Settles when the connection has ended, with the reason when it was not ours. Never rejects. */
  readonly closed: Promise<{ readonly reason: 'closed' | 'lost'; readonly detail: string }>;
  close(): Promise<void>;
};

export type Transport = {
  /** The live connection to this host, made when there is none; concurrent callers share one attempt. */
  connect(host: HostAddress, signal: AbortSignal): Promise<Connection>;
  /**
   * A TCP connection and a login of its own, shared with nobody: the proof that the door still opens. Whoever asked
   * closes it.
   */
  connectAnew(host: HostAddress, signal: AbortSignal): Promise<Connection>;
  /**
   * The keys that the host shows, one of each type, those of a type that is known for it first; nobody logs in. Each is
   * asked for on a TCP connection of its own when it is pulled, because firewalls count connections. Throws
   * OperationError.
   */
  hostKeys(host: HostAddress, signal: AbortSignal): AsyncGenerator<OfferedKey, void, undefined>;
  /** Closes every shared connection. */
  dispose(): Promise<void>;
};
