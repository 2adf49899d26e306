/**
 * A certificate authority that speaks ACME (RFC 8555) as far as certbot asks: accounts, orders, HTTP-01, certificates. It
 * does not check signatures of requests; it does check that the challenge is answered.
 */
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { certificateAuthority } from './certificate-authority.ts';

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
  status: 'pending' | 'ready' | 'valid' | 'invalid';
  answered: number;
  certificate?: string;
};
type Jws = {
  readonly header: { readonly jwk?: Readonly<Record<string, string>>; readonly kid?: string };
  readonly payload: Readonly<Record<string, unknown>>;
};
type Answer = { readonly status: number; readonly content?: unknown; readonly location?: string };

type Acme = {
  /** Address of the server as clients see it. */
  readonly base: string;
  /** Whether the path of the name, asked over port 80, answers with this. */
  readonly proves: (name: string, path: string, wanted: string) => Promise<boolean>;
  readonly sign: (request: Buffer, names: readonly string[]) => string;
  readonly orders: Order[];
  /** Of the keys of accounts. */
  readonly thumbprints: string[];
};

/** `base` is its address as clients see it; `ask` fetches a path of a name over port 80. */
export function acmeServer(base: string, ask: (name: string, path: string) => Promise<string>): AcmeServer {
  const authority = certificateAuthority();
  let issued = 0;
  let refused = false;
  const acme: Acme = {
    base,
    proves: async (name, path, wanted) => (await ask(name, path).catch(() => '')).trim() === wanted && !refused,
    sign(request, names) {
      issued++;
      return authority.sign(request, names);
    },
    orders: [],
    thumbprints: [],
  };
  const server = createServer((request, response) => {
    serve(acme, request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  return {
    server,
    root: authority.root,
    issued: () => issued,
    refuse: (now) => {
      refused = now;
    },
    remove: () => authority.remove(),
  };
}

async function serve(acme: Acme, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url = '' } = request;
  const body = await text(request);
  const jws = (body === '' ? {} : JSON.parse(body)) as { readonly protected?: string; readonly payload?: string };
  const { status, content, location } = await answer(acme, url, { header: decoded(jws.protected), payload: decoded(jws.payload) });
  const isChain = typeof content === 'string';
  response.writeHead(status, {
    'replay-nonce': randomBytes(16).toString('base64url'),
    'content-type': isChain ? 'application/pem-certificate-chain' : status >= 400 ? 'application/problem+json' : 'application/json',
    ...(url.startsWith('/challenge/') ? { link: `<${acme.base}${url.replace('challenge', 'authz')}>;rel="up"` } : {}),
    ...(location === undefined ? {} : { location }),
  });
  response.end(content === undefined ? '' : isChain ? content : JSON.stringify(content));
}

async function answer(acme: Acme, url: string, { header, payload }: Jws): Promise<Answer> {
  const { base, orders, thumbprints } = acme;
  const [, what = '', first = '', second = ''] = url.split('/');
  const [at, index] = [Number(first), Number(second)];
  switch (what) {
    case 'directory':
      return { status: 200, content: directory(base) };
    case 'nonce':
      return { status: 204 };
    case 'account':
      return { status: 201, content: { status: 'valid' }, location: `${base}/known/${thumbprints.push(thumbprint(header)) - 1}` };
    case 'order': {
      const names = (payload['identifiers'] as readonly { readonly value: string }[]).map(({ value }) => value);
      const made: Order = { names, tokens: names.map(() => randomBytes(16).toString('base64url')), status: 'pending', answered: 0 };
      return told(base, orders.push(made) - 1, made, 201);
    }
  }
  const order = orders[at];
  if (order === undefined) return { status: 404, content: { type: 'urn:ietf:params:acme:error:malformed' } };
  switch (what) {
    case 'orders':
      return told(base, at, order);
    case 'authz':
      return { status: 200, content: authorization(base, at, index, order) };
    case 'challenge': {
      const token = order.tokens[index] ?? '';
      const account = Number(header.kid?.split('/').at(-1));
      const wanted = `${token}.${thumbprints[account]}`;
      if (!(await acme.proves(order.names[index] ?? '', `/.well-known/acme-challenge/${token}`, wanted))) order.status = 'invalid';
      else if (++order.answered === order.names.length) order.status = 'ready';
      return { status: 200, content: authorization(base, at, index, order).challenges[0] };
    }
    case 'finalize':
      if (order.status !== 'ready') return { status: 403, content: { type: 'urn:ietf:params:acme:error:orderNotReady' } };
      order.certificate = acme.sign(Buffer.from(String(payload['csr']), 'base64url'), order.names);
      order.status = 'valid';
      return told(base, at, order);
    case 'certificate':
      return { status: 200, content: order.certificate ?? '' };
    default:
      return { status: 404, content: { type: 'urn:ietf:params:acme:error:malformed' } };
  }
}

function directory(base: string) {
  return {
    newNonce: `${base}/nonce`,
    newAccount: `${base}/account`,
    newOrder: `${base}/order`,
    revokeCert: `${base}/revoke`,
    keyChange: `${base}/change`,
    meta: {},
  };
}

function told(base: string, at: number, { names, status, certificate }: Order, code = 200): Answer {
  const content = {
    status,
    identifiers: names.map((value) => ({ type: 'dns', value })),
    authorizations: names.map((_, index) => `${base}/authz/${at}/${index}`),
    finalize: `${base}/finalize/${at}`,
    ...(certificate === undefined ? {} : { certificate: `${base}/certificate/${at}` }),
  };
  return { status: code, content, location: `${base}/orders/${at}` };
}

function authorization(base: string, at: number, index: number, { names, tokens, status: ofOrder }: Order) {
  const status = ofOrder === 'pending' || ofOrder === 'invalid' ? ofOrder : 'valid';
  return {
    status,
    identifier: { type: 'dns', value: names[index] },
    challenges: [{ type: 'http-01', url: `${base}/challenge/${at}/${index}`, token: tokens[index], status }],
  };
}

/** RFC 7638. */
function thumbprint({ jwk = {} }: Jws['header']): string {
  const { crv, kty, x, y, e, n } = jwk;
  const canonical = kty === 'EC' ? { crv, kty, x, y } : { e, kty, n };
  return createHash('sha256').update(JSON.stringify(canonical)).digest('base64url');
}

function decoded(part: unknown): Readonly<Record<string, unknown>> {
  if (typeof part !== 'string' || part === '') return {};
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as Readonly<Record<string, unknown>>;
}
