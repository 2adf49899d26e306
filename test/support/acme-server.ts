/**
 * A certificate authority that speaks ACME (RFC 8555) as far as certbot asks: accounts, orders, HTTP-01, certificates. It
 * does not check signatures of requests; it does check that the challenge is answered.
 */
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';

export type AcmeServer = {
  readonly server: Server;
  /** PEM. */
  readonly root: string;
  readonly issued: () => number;
  /** From now on nothing is granted. */
  refuse(refused: boolean): void;
  remove(): void;
};

type Order = {
  readonly names: readonly string[];
  readonly tokens: readonly string[];
  status: string;
  answered: number;
  certificate?: string;
};
type Jws = {
  readonly header: { readonly jwk?: Readonly<Record<string, string>>; readonly kid?: string };
  readonly payload: Readonly<Record<string, unknown>>;
};

const decoded = (part: unknown): Readonly<Record<string, unknown>> =>
  typeof part === 'string' && part !== ''
    ? (JSON.parse(Buffer.from(part, 'base64url').toString()) as Readonly<Record<string, unknown>>)
    : {};

/** `base` is its address as clients see it; `ask` fetches a path of a name over port 80. */
export function acmeServer(base: string, ask: (name: string, path: string) => Promise<string>): AcmeServer {
  const folder = mkdtempSync(path.join(tmpdir(), 'acme-'));
  const openssl = (...words: readonly string[]): Buffer =>
    execFileSync('openssl', words, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  openssl(
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '30',
    '-subj',
    '/CN=Test CA',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
  );
  const orders: Order[] = [];
  const thumbprints: string[] = [];
  let issued = 0;
  let refused = false;

  const sign = (csr: Buffer, names: readonly string[]): string => {
    writeFileSync(path.join(folder, 'csr.der'), csr);
    writeFileSync(path.join(folder, 'ext'), `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}\n`);
    const serial = `0x${randomBytes(8).toString('hex')}`;
    openssl(
      'x509',
      '-req',
      '-inform',
      'DER',
      '-in',
      'csr.der',
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-set_serial',
      serial,
      '-days',
      '90',
      '-extfile',
      'ext',
      '-out',
      'new.pem',
    );
    issued++;
    return readFileSync(path.join(folder, 'new.pem'), 'utf8') + readFileSync(path.join(folder, 'ca.pem'), 'utf8');
  };
  const orderAt = (at: number, { names, status, certificate }: Order) => ({
    status,
    identifiers: names.map((value) => ({ type: 'dns', value })),
    authorizations: names.map((_, index) => `${base}/authz/${at}/${index}`),
    finalize: `${base}/finalize/${at}`,
    ...(certificate === undefined ? {} : { certificate: `${base}/certificate/${at}` }),
  });
  const authorization = (at: number, index: number, { names, tokens, status }: Order) => ({
    status: status === 'pending' ? 'pending' : status === 'invalid' ? 'invalid' : 'valid',
    identifier: { type: 'dns', value: names[index] },
    challenges: [
      {
        type: 'http-01',
        url: `${base}/challenge/${at}/${index}`,
        token: tokens[index],
        status: status === 'pending' ? 'pending' : status === 'invalid' ? 'invalid' : 'valid',
      },
    ],
  });

  const answer = async (
    asked: string,
    { header, payload }: Jws,
    send: (status: number, body: unknown, location?: string) => void,
  ): Promise<void> => {
    const [, what = '', first = '', second = ''] = asked.split('/');
    const order = orders[Number(first)];
    switch (what) {
      case 'directory':
        return send(200, {
          newNonce: `${base}/nonce`,
          newAccount: `${base}/account`,
          newOrder: `${base}/order`,
          revokeCert: `${base}/revoke`,
          keyChange: `${base}/change`,
          meta: {},
        });
      case 'nonce':
        return send(204, undefined);
      case 'account': {
        const { crv, kty, x, y, e, n } = header.jwk ?? {};
        const canonical = kty === 'EC' ? { crv, kty, x, y } : { e, kty, n };
        const at = thumbprints.push(createHash('sha256').update(JSON.stringify(canonical)).digest('base64url')) - 1;
        return send(201, { status: 'valid' }, `${base}/known/${at}`);
      }
      case 'order': {
        const names = (payload['identifiers'] as readonly { readonly value: string }[]).map(({ value }) => value);
        const made: Order = { names, tokens: names.map(() => randomBytes(16).toString('base64url')), status: 'pending', answered: 0 };
        const at = orders.push(made) - 1;
        return send(201, orderAt(at, made), `${base}/orders/${at}`);
      }
      case 'orders':
        return order === undefined ? send(404, {}) : send(200, orderAt(Number(first), order), `${base}/orders/${first}`);
      case 'authz':
        return order === undefined ? send(404, {}) : send(200, authorization(Number(first), Number(second), order));
      case 'challenge': {
        if (order === undefined) return send(404, {});
        const account = Number(header.kid?.split('/').at(-1));
        const token = order.tokens[Number(second)] ?? '';
        const wanted = `${token}.${thumbprints[account]}`;
        const found = await ask(order.names[Number(second)] ?? '', `/.well-known/acme-challenge/${token}`).catch(() => '');
        if (refused || found.trim() !== wanted) order.status = 'invalid';
        else if (++order.answered === order.names.length) order.status = 'ready';
        return send(200, authorization(Number(first), Number(second), order).challenges[0]);
      }
      case 'finalize': {
        if (order === undefined || order.status !== 'ready') return send(403, { type: 'urn:ietf:params:acme:error:orderNotReady' });
        order.certificate = sign(Buffer.from(String(payload['csr']), 'base64url'), order.names);
        order.status = 'valid';
        return send(200, orderAt(Number(first), order), `${base}/orders/${first}`);
      }
      case 'certificate':
        return send(200, order?.certificate ?? '');
      default:
        return send(404, { type: 'urn:ietf:params:acme:error:malformed' });
    }
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    const jws = (body === '' ? {} : JSON.parse(body)) as { readonly protected?: string; readonly payload?: string };
    await answer(request.url ?? '', { header: decoded(jws.protected), payload: decoded(jws.payload) }, (status, content, location) => {
      const type =
        typeof content === 'string' ? 'application/pem-certificate-chain' : status >= 400 ? 'application/problem+json' : 'application/json';
      response.writeHead(status, {
        'replay-nonce': randomBytes(16).toString('base64url'),
        'content-type': type,
        ...((request.url ?? '').startsWith('/challenge/')
          ? { link: `<${base}${(request.url ?? '').replace('challenge', 'authz')}>;rel="up"` }
          : {}),
        ...(location === undefined ? {} : { location }),
      });
      response.end(content === undefined ? '' : typeof content === 'string' ? content : JSON.stringify(content));
    });
  };
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  return {
    server,
    root: readFileSync(path.join(folder, 'ca.pem'), 'utf8'),
    issued: () => issued,
    refuse: (now) => {
      refused = now;
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
