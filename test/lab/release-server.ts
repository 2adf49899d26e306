/** Where a release is downloaded from, in a lab: it can be cut, be another file, or say something else. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';

export type ReleaseServer = {
  readonly server: Server;
  /** First bytes of what was asked for, one a request. */
  readonly asked: readonly number[];
  /** Of the next request: after so many bytes the connection breaks. */
  cutAfter(bytes: number): void;
  /** From now on this is what is there. */
  serve(content: Uint8Array): void;
};

export function releaseServer(file: string): ReleaseServer {
  let content: Uint8Array = readFileSync(file);
  let cut: number | undefined;
  const asked: number[] = [];
  const server = createServer((request, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    asked.push(from);
    const size = content.length;
    const range = from > 0 ? { 'content-range': `bytes ${from}-${size - 1}/${size}` } : {};
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': size - from, ...range });
    const body = content.subarray(from);
    if (cut === undefined) {
      response.end(body);
      return;
    }
    response.write(body.subarray(0, cut), () => response.destroy());
    cut = undefined;
  });
  return {
    server,
    asked,
    cutAfter: (bytes) => {
      cut = bytes;
    },
    serve: (other) => {
      content = other;
    },
  };
}
