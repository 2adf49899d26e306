/** A language server as a process, spoken to as an editor does, with as little work on this side as can be. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';

export type LspProcess = {
  /** Of each message that asks for no answer. */
  onNotification: ((method: string, params: unknown) => void) | undefined;
  request<R>(method: string, params: unknown): Promise<R>;
  notify(method: string, params: unknown): void;
  memory(): { readonly residentMb: number; readonly peakMb: number } | undefined;
  /** User and system time so far, in steps of 10 ms; a busy machine changes it less than what the clock says. */
  processorMs(): number;
  stop(): Promise<void>;
};

type Message = {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
};

/** Settings by the name of their section, as `workspace/configuration` asks for them. */
export type Sections = { readonly [section: string]: unknown };

export type StartedServer = {
  readonly serverFile: string;
  /** As whoever starts it in earnest gives them to Node. */
  readonly nodeArguments: readonly string[];
  readonly settings: Sections;
};

export function startLsp({ serverFile, nodeArguments, settings }: StartedServer): LspProcess {
  const server = spawn(process.execPath, [...nodeArguments, serverFile, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = new Map<number, (message: Message) => void>();
  let nextId = 1;
  const write = (message: object) => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  const answers = (message: Message): unknown => {
    if (message.method !== 'workspace/configuration') return null;
    const { items } = message.params as { readonly items: readonly { readonly section?: string }[] };
    return items.map(({ section = '' }) => settings[section] ?? null);
  };
  readMessages(server, (message) => {
    if (message.method !== undefined && message.id !== undefined) write({ id: message.id, result: answers(message) });
    else if (message.method !== undefined) lsp.onNotification?.(message.method, message.params);
    else if (message.id !== undefined) waiting.get(message.id)?.(message);
  });
  const lsp: LspProcess = {
    onNotification: undefined,
    notify: (method, params) => write({ method, params }),
    request: <R>(method: string, params: unknown) =>
      new Promise<R>((resolve, reject) => {
        const id = nextId++;
        waiting.set(id, ({ result, error }) => {
          waiting.delete(id);
          if (error === undefined) resolve(result as R);
          else reject(new Error(`${method}: ${JSON.stringify(error)}`));
        });
        write({ id, method, params });
      }),
    memory: () => (server.pid === undefined ? undefined : memoryOf(server.pid)),
    processorMs: () => (server.pid === undefined ? Number.NaN : processorMsOf(server.pid)),
    async stop() {
      const ended = once(server, 'exit');
      server.stdin.end();
      server.kill();
      await ended;
    },
  };
  return lsp;
}

function readMessages(server: ChildProcessByStdio<Writable, Readable, null>, receive: (message: Message) => void): void {
  let chunks: Buffer[] = [];
  let have = 0;
  let need = 0;
  server.stdout.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    have += chunk.length;
    while (have > 0 && have >= need) {
      const all = Buffer.concat(chunks);
      const head = all.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(all.toString('latin1', 0, Math.max(head, 0)))?.[1] ?? 0);
      need = head < 0 ? have + 1 : head + 4 + length;
      chunks = [all];
      if (have < need) return;
      receive(JSON.parse(all.toString('utf8', head + 4, need)) as Message);
      chunks = [all.subarray(need)];
      have -= need;
      need = 0;
    }
  });
}

/** From /proc, so on Linux only. */
function memoryOf(pid: number): { readonly residentMb: number; readonly peakMb: number } | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const field = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? Number.NaN) / 1024;
    return { residentMb: field('VmRSS'), peakMb: field('VmHWM') };
  } catch {
    return undefined;
  }
}

function processorMsOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return Number.NaN;
  }
}
