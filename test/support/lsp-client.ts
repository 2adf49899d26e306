/** The built server as an editor starts it: a process, spoken to over its standard streams. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { TestContext } from 'node:test';
import { serverBundle } from './bundles.ts';
import { createPeer, type JsonRpcMessage, type Peer } from './lsp-peer.ts';

export type LspClient = Peer & {
  /** Bytes as they are, well-formed or not. */
  write(bytes: string | Uint8Array): void;
  /** Ends what the server reads, as the death of the editor does. */
  hangUp(): void;
  /** Exit code once the process has ended. */
  readonly ended: Promise<number | null>;
  stderr(): string;
};

export type InitializeOptions = {
  readonly pull?: boolean;
  readonly locale?: string;
  readonly initializationOptions?: unknown;
  /** Answers of `workspace/configuration`; without it the client cannot be asked. */
  readonly settings?: (scopeUri: string) => unknown;
  /** URIs of workspace folders. */
  readonly folders?: readonly string[];
  /** The client tells of changes on the disk and lets actions make files, as editors on a desktop do. */
  readonly files?: boolean;
};

/** A server before `initialize`; it is ended with the test. `file` when it is a copy. */
export async function startServer(test: TestContext, file?: string): Promise<LspClient> {
  const server = spawn(process.execPath, [file ?? (await serverBundle()), '--stdio'], { stdio: 'pipe' });
  const write = (bytes: string | Uint8Array) => server.stdin.write(bytes);
  const { peer, receive, fail } = createPeer((message) => write(frame(message)));
  let stderr = '';
  server.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  server.stdin.on('error', () => {});
  server.stdout.on('data', unframe(receive));
  const ended = once(server, 'exit').then(([code]) => code as number | null);
  const closed = ended.then((code) => fail(new Error(`the server ended with ${code}: ${stderr}`)));
  test.after(async () => {
    server.kill('SIGKILL');
    await closed;
  });
  return { ...peer, write, hangUp: () => server.stdin.end(), ended, stderr: () => stderr };
}

/** A server after `initialized`, the client pulling diagnostics unless told otherwise. */
export async function openSession(test: TestContext, options: InitializeOptions = {}): Promise<LspClient> {
  const client = await startServer(test);
  await initialize(client, options);
  return client;
}

export async function initialize(client: Peer, options: InitializeOptions = {}): Promise<unknown> {
  const { pull = true, locale = 'en', initializationOptions, settings, folders, files = false } = options;
  if (settings !== undefined) {
    client.onRequest('workspace/configuration', ({ items }: { items: { scopeUri: string; section: string }[] }) =>
      items.map(({ scopeUri, section }) => (section === 'dhis2Hosting' ? settings(scopeUri) : null)),
    );
  }
  const result = await client.request('initialize', {
    processId: null,
    rootUri: null,
    ...(folders === undefined ? {} : { workspaceFolders: folders.map((uri) => ({ uri, name: uri })) }),
    locale,
    initializationOptions,
    capabilities: {
      workspace: {
        configuration: settings !== undefined,
        didChangeConfiguration: { dynamicRegistration: settings !== undefined },
        diagnostics: { refreshSupport: true },
        workspaceFolders: folders !== undefined,
        ...(files
          ? {
              didChangeWatchedFiles: { dynamicRegistration: true },
              workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename'] },
            }
          : {}),
      },
      textDocument: { publishDiagnostics: { versionSupport: true }, ...(pull ? { diagnostic: {} } : {}) },
    },
  });
  client.notify('initialized', {});
  return result;
}

export const confUri = 'file:///srv/dhis2/dhis.conf';

export function open(client: Peer, text: string, uri: string = confUri, languageId = 'dhis-conf', version = 1): void {
  client.notify('textDocument/didOpen', { textDocument: { uri, languageId, version, text } });
}

/** The text after the edit replaces the whole one. */
export function replace(client: Peer, text: string, version: number, uri: string = confUri): void {
  client.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] });
}

function frame(message: object): string {
  const body = JSON.stringify(message);
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** Cuts the stream into messages; a chunk may hold half of one or many. Long bodies are joined once they are whole. */
function unframe(receive: (message: JsonRpcMessage) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let have = 0;
  let need = 0;
  return (chunk) => {
    chunks.push(chunk);
    have += chunk.length;
    while (have >= need && have > 0) {
      const rest = Buffer.concat(chunks);
      const head = rest.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(rest.toString('latin1', 0, Math.max(head, 0)))?.[1] ?? 0);
      const end = head < 0 ? have + 1 : head + 4 + length;
      const isWhole = have >= end;
      if (isWhole) receive(JSON.parse(rest.toString('utf8', head + 4, end)) as JsonRpcMessage);
      chunks = [isWhole ? rest.subarray(end) : rest];
      have = chunks[0]?.length ?? 0;
      need = isWhole ? 0 : end;
    }
  };
}
