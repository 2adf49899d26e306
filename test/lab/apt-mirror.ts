/** The proxy that hosts' apt asks: answers for Debian's servers from the partial mirrors of this machine. */
import { createReadStream, existsSync, readdirSync, type Stats, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';

export type AptMirror = {
  readonly server: Server;
  /** A folder as `mirror.sh` makes it. */
  add(folder: string): void;
  /** Paths that were asked for and are not there. */
  readonly missing: readonly string[];
};

export function createAptMirror(): AptMirror {
  const folders: string[] = [];
  const pool = new Map<string, string>();
  const missing: string[] = [];
  const find = (asked: string): string | undefined =>
    asked.includes('/pool/')
      ? pool.get(path.posix.basename(asked))
      : folders.map((folder) => path.join(folder, asked)).find((file) => existsSync(file));
  const server = createServer((request, response) => {
    const asked = path.posix.normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://mirror').pathname));
    const file = find(asked);
    const found = file === undefined ? undefined : statSync(file);
    if (file === undefined || !found?.isFile()) {
      missing.push(asked);
      response.writeHead(404).end();
      return;
    }
    send(request, response, file, found);
  });
  return {
    server,
    missing,
    add: (folder) => {
      if (folders.includes(folder)) return;
      folders.push(folder);
      const packages = path.join(folder, 'pool');
      // apt keeps packages with the epoch in their name; their addresses are without it.
      for (const name of readdirSync(packages)) pool.set(name.replace(/_\d+%3a/, '_'), path.join(packages, name));
    },
  };
}

function send(request: IncomingMessage, response: ServerResponse, file: string, { size, mtime }: Stats): void {
  const since = Date.parse(request.headers['if-modified-since'] ?? '');
  if (since >= Math.floor(mtime.getTime() / 1000) * 1000) {
    response.writeHead(304).end();
    return;
  }
  response.writeHead(200, { 'content-length': size, 'last-modified': mtime.toUTCString() });
  if (request.method === 'HEAD') response.end();
  else createReadStream(file).pipe(response);
}
