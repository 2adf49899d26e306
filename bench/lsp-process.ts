/** A language server as a process, spoken to as an editor does, with as little work on this side as can be. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';

export type LspProcess = {
  request<R>(method: string, params: unknown): Promise<R>;
  notify(method: string, params: unknown): void;
  memory(): { readonly residentMb: number; readonly peakMb: number } | undefined;
  stop(): Promise<void>;
};

type Message = { readonly id?: number; readonly method?: string; readonly result?: unknown; readonly error?: unknown };

export function startLsp(serverFile: string, settings: unknown): LspProcess {
  const server = spawn(process.execPath, [serverFile, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = new Map<number, (message: Message) => void>();
  let nextId = 1;
  const write = (message: object) => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  readMessages(server, (message) => {
    if (message.method === 'workspace/configuration') write({ id: message.id, result: [settings] });
    else if (message.method !== undefined && message.id !== undefined) write({ id: message.id, result: null });
    else if (message.id !== undefined) waiting.get(message.id)?.(message);
  });
  return {
    notify: (method, params) => write({ method, params }),
    request: (method, params) =>
      new Promise((resolve, reject) => {
        const id = nextId++;
        waiting.set(id, ({ result, error }) => {
          waiting.delete(id);
          if (error === undefined) resolve(result as never);
          else reject(new Error(`${method}: ${JSON.stringify(error)}`));
        });
        write({ id, method, params });
      }),
    memory: () => (server.pid === undefined ? undefined : memoryOf(server.pid)),
    async stop() {
      const ended = once(server, 'exit');
      server.stdin.end();
      await ended;
    },
  };
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
