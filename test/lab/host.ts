/** One host of a lab: a Debian system with systemd as its first process, an address, sshd, and a disk that nobody keeps. */
import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { until } from '../support/sshd.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { gateway, type Namespace, script } from './namespace.ts';
import { type ProcessGroup, processGroup } from './process-group.ts';
import { type Ended, type RunOptions, run, runOrFail, startTalker, type Talker } from './processes.ts';

export type HostKey = { readonly type: string; readonly base64: string; readonly fingerprint: string };

export type LabHost = {
  readonly name: string;
  readonly address: string;
  /** Known before the first connection; a new one after `reset`. */
  readonly hostKey: () => HostKey;
  /** Who may log in with the private key. */
  readonly user: 'root';
  readonly identityFile: string;
  /**
   * Runs a program in the host as root, past sshd and the firewall, as from a console. It is of the host: it freezes and
   * dies with it.
   */
  exec(words: readonly string[], options?: RunOptions): Promise<Ended>;
  /** A shell script with `set -eu` in the host; what it printed, or an Error with the end of what it said. */
  sh(script: string, options?: { readonly timeoutMs?: number }): Promise<string>;
  /**
   * A bash script of this machine, with the first process of the host as `$FIRST` and its files below `$ROOT`: for what a host
   * may not do to itself, as mounting a disk.
   */
  outside(script: string, ...args: readonly string[]): Promise<void>;
  write(file: string, content: string | Uint8Array, mode?: string): Promise<void>;
  read(file: string): Promise<Buffer>;
  /** A port of the host, on 127.0.0.1, through a relay that can freeze, cut, refuse and slow down. Ends with the host. */
  relay(port: number): Promise<TcpProxy>;
  isRunning(): boolean;
  /** Of this boot; another one after each. */
  bootId(): Promise<string>;
  /** By systemd, as an administrator does it; ends when sshd answers again. */
  reboot(by?: readonly string[]): Promise<void>;
  powerOff(): Promise<void>;
  /** As if the plug was pulled. */
  kill(): Promise<void>;
  /** Starts it again after `powerOff` or `kill`, with the same disk. */
  boot(): Promise<void>;
  /** A pristine disk and a new host key at the same address. */
  reset(): Promise<void>;
  /** All its processes stand still; its network still acknowledges, as a server does that swaps to death. */
  freeze(): void;
  thaw(): void;
  /** Nothing reaches it and nothing is refused, as behind a dead switch. */
  unplug(): Promise<void>;
  plug(): Promise<void>;
  /** What it printed while booting and going down. */
  console(): Promise<string>;
  /** Switches it off cleanly and copies all it wrote into this folder. */
  save(folder: string): Promise<void>;
  /** Adds to its /etc/hosts what the lab knows by now. */
  learnNames(): void;
  remove(): Promise<void>;
  isRemoved(): boolean;
};

export type HostSpec = {
  readonly name: string;
  readonly address: string;
  /** Read-only folders of its disk, topmost first. */
  readonly lower: readonly string[];
  /** Options of the writable memory disk. */
  readonly disk: string;
  /** It may hold containers of its own. */
  readonly nests: boolean;
};

/** Seconds are usual; a machine that runs other tests too may take longer. */
const bootMs = 90_000;

export async function startHost(namespace: Namespace, spec: HostSpec): Promise<LabHost> {
  const host = new Host(namespace, spec);
  await host.start();
  return host;
}

class Host implements LabHost {
  readonly name: string;
  readonly address: string;
  readonly user = 'root';
  readonly identityFile: string;
  readonly #namespace: Namespace;
  readonly #spec: HostSpec;
  readonly #processes: ProcessGroup;
  readonly #relays = new Set<TcpProxy>();
  #talker: Talker | undefined;
  #off: Promise<string> | undefined;

  constructor(namespace: Namespace, spec: HostSpec) {
    this.#namespace = namespace;
    this.#spec = spec;
    this.#processes = processGroup(namespace.cgroup, spec.name);
    this.name = spec.name;
    this.address = spec.address;
    this.identityFile = path.join(namespace.folder, 'id_lab');
  }

  async start(): Promise<void> {
    const { folder, cgroup, inside } = this.#namespace;
    const { name, address, lower, disk, nests } = this.#spec;
    this.#talker = startTalker([
      ...inside,
      'bash',
      script('host.sh'),
      folder,
      cgroup,
      name,
      address,
      gateway,
      lower.join(':'),
      disk,
      nests ? 'yes' : 'no',
    ]);
    await this.#talker.hear();
    await this.boot();
  }

  async boot(): Promise<void> {
    const talker = this.#talker;
    if (talker === undefined || this.#off !== undefined) throw new Error(`${this.name} cannot be booted now`);
    talker.say('boot');
    this.#off = talker.hear().finally(() => {
      this.#off = undefined;
    });
    // Told by whoever waits for it; a host may also go off unasked.
    this.#off.catch(() => {});
    await this.#sshAnswers();
  }

  async #sshAnswers(): Promise<void> {
    const answers = async (): Promise<boolean> => {
      if (!this.isRunning()) throw new Error(`${this.name} did not boot:\n${(await this.console()).slice(-2000)}`);
      return (await this.#banner()).startsWith('SSH-');
    };
    await until(answers, `sshd of ${this.name}`, bootMs);
  }

  async #banner(): Promise<string> {
    const socket = await this.#namespace.dial(this.address, 22).catch(() => undefined);
    if (socket === undefined) return '';
    return new Promise((resolve) => {
      socket.once('data', (data) => {
        resolve(String(data));
        socket.destroy();
      });
      socket.once('close', () => resolve(''));
      socket.on('error', () => {});
    });
  }

  isRunning(): boolean {
    return this.#off !== undefined;
  }

  hostKey(): HostKey {
    const [type = '', base64 = ''] = readFileSync(path.join(this.#namespace.folder, `${this.name}.pub`), 'utf8').split(' ');
    const digest = createHash('sha256').update(Buffer.from(base64, 'base64')).digest('base64').replace(/=+$/, '');
    return { type, base64, fingerprint: `SHA256:${digest}` };
  }

  async exec(words: readonly string[], options?: RunOptions): Promise<Ended> {
    const first = this.#processes.first();
    if (first === undefined || !this.isRunning()) throw new Error(`${this.name} is off`);
    return this.#processes.enter(first, words, options);
  }

  async sh(text: string, options: { readonly timeoutMs?: number } = {}): Promise<string> {
    const { code, stdout, stderr } = await this.exec(['/bin/sh', '-eu', '-c', text], options);
    if (code !== 0) throw new Error(`${this.name}: ended with ${code}: ${text.slice(0, 300)}\n${(stdout + stderr).slice(-3000)}`);
    return stdout;
  }

  async outside(text: string, ...args: readonly string[]): Promise<void> {
    const first = this.#processes.first();
    if (first === undefined) throw new Error(`${this.name} is off`);
    await runOrFail(['env', `FIRST=${first}`, `ROOT=/proc/${first}/root`, 'bash', '-euc', text, 'bash', ...args]);
  }

  async write(file: string, content: string | Uint8Array, mode = '644'): Promise<void> {
    const { code, stderr } = await this.exec(['/bin/sh', '-euc', 'umask 077; cat > "$1"; chmod "$2" "$1"', 'sh', file, mode], {
      input: content,
    });
    if (code !== 0) throw new Error(`${this.name}: ${file}: ${stderr}`);
  }

  async read(file: string): Promise<Buffer> {
    const { code, bytes, stderr } = await this.exec(['cat', file]);
    if (code !== 0) throw new Error(`${this.name}: ${stderr}`);
    return bytes;
  }

  async relay(port: number): Promise<TcpProxy> {
    const relay = await startTcpProxy(() => this.#namespace.dial(this.address, port));
    this.#relays.add(relay);
    return relay;
  }

  bootId(): Promise<string> {
    return this.sh('cat /proc/sys/kernel/random/boot_id');
  }

  async reboot(by: readonly string[] = ['systemctl', 'reboot']): Promise<void> {
    const before = this.#processes.first();
    await this.exec(by);
    await until(() => ![before, undefined].includes(this.#processes.first()), `another first process of ${this.name}`, bootMs);
    await this.#sshAnswers();
  }

  async powerOff(): Promise<void> {
    const off = this.#off;
    await this.exec(['systemctl', 'poweroff']);
    await off;
  }

  async kill(): Promise<void> {
    const off = this.#off;
    if (off === undefined) return;
    // With the first process of its namespace all others are killed. The cgroup's own `kill` would do the same, but Linux
    // 6.14 and newer then let nothing be born into it when the host is booted again.
    const first = this.#processes.first();
    if (first === undefined) this.#processes.kill();
    else process.kill(first, 'SIGKILL');
    await off;
  }

  freeze(): void {
    this.#processes.freeze();
  }

  thaw(): void {
    this.#processes.thaw();
  }

  async unplug(): Promise<void> {
    await run([...this.#namespace.inside, 'ip', 'link', 'set', this.#link(), 'down']);
  }

  async plug(): Promise<void> {
    await run([...this.#namespace.inside, 'ip', 'link', 'set', this.#link(), 'up']);
  }

  #link(): string {
    return `v${this.address.split('.').at(-1)}`;
  }

  async console(): Promise<string> {
    return readFile(path.join(this.#namespace.folder, `${this.name}.console`), 'utf8');
  }

  async save(folder: string): Promise<void> {
    await this.powerOff();
    this.#talker?.say(`save ${folder}`);
    await this.#talker?.hear();
  }

  async remove(): Promise<void> {
    await Promise.all([...this.#relays].map((relay) => relay.stop()));
    this.#relays.clear();
    await this.kill();
    await this.#talker?.end();
    this.#talker = undefined;
    rmSync(path.join(this.#namespace.folder, `${this.name}.console`), { force: true });
  }

  isRemoved(): boolean {
    return this.#talker === undefined;
  }

  async reset(): Promise<void> {
    await this.kill();
    await this.#talker?.end();
    await this.start();
  }

  learnNames(): void {
    const first = this.#processes.first();
    if (first === undefined) return;
    const file = `/proc/${first}/root/etc/hosts`;
    const known = new Set(readFileSync(file, 'utf8').split('\n'));
    const names = readFileSync(path.join(this.#namespace.folder, 'names'), 'utf8').split('\n');
    appendFileSync(
      file,
      names
        .filter((line) => !known.has(line))
        .map((line) => `${line}\n`)
        .join(''),
    );
  }
}
