/** The editor's side of a conversation, whatever carries the messages. Every wait has a deadline. */
import assert from 'node:assert/strict';

export type JsonRpcMessage = {
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
};

type Answer = { readonly result?: unknown; readonly error?: { readonly code: number; readonly message: string } };

export type Peer = {
  /** The result; an error answer rejects. */
  request<R>(method: string, params?: unknown): Promise<R>;
  /** The whole answer, for tests that expect an error. */
  ask(method: string, params?: unknown): Promise<Answer>;
  notify(method: string, params?: unknown): void;
  /** The next notification of that method, among those not taken yet. */
  notified<P>(method: string): Promise<P>;
  /** The next request of the server of that method, among those not taken yet. */
  asked<P>(method: string): Promise<P>;
  /** What the server gets for its requests; null without a handler. */
  onRequest(method: string, handler: (params: never) => unknown): void;
  /** Notifications that nobody took, to check that there are none. */
  untaken(method: string): readonly unknown[];
};

export const deadlineMs = 20_000;

export type PeerEnds = {
  readonly peer: Peer;
  receive(message: JsonRpcMessage): void;
  /** The other side is gone: whoever waits gets the reason. */
  fail(reason: Error): void;
};

type Waiter = { resolve(value: never): void; reject(reason: Error): void };

/** What came, and who waits, by method. */
function createMailbox(): {
  put(method: string, params: unknown): void;
  take(method: string): Promise<never>;
  left(method: string): readonly unknown[];
  fail(reason: Error): void;
} {
  const waiting = new Map<string, Waiter[]>();
  const arrived = new Map<string, unknown[]>();
  return {
    put(method, params) {
      const waiter = waiting.get(method)?.shift();
      if (waiter !== undefined) waiter.resolve(params as never);
      else arrived.set(method, [...(arrived.get(method) ?? []), params]);
    },
    take(method) {
      const next = arrived.get(method)?.shift();
      if (next !== undefined) return Promise.resolve(next as never);
      return inTime(`${method} from the server`, (waiter) => waiting.set(method, [...(waiting.get(method) ?? []), waiter]));
    },
    left: (method) => arrived.get(method) ?? [],
    fail(reason) {
      for (const waiter of [...waiting.values()].flat()) waiter.reject(reason);
    },
  };
}

function inTime(what: string, start: (waiter: Waiter) => void): Promise<never> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${what}: nothing came within ${deadlineMs} ms`)), deadlineMs);
    const done = () => clearTimeout(timer);
    start({
      resolve(value) {
        done();
        resolve(value);
      },
      reject(reason) {
        done();
        reject(reason);
      },
    });
  });
}

export function createPeer(send: (message: object) => void): PeerEnds {
  let nextId = 1;
  let gone: Error | undefined;
  const answers = new Map<unknown, Waiter>();
  const notifications = createMailbox();
  const requests = createMailbox();
  const handlers = new Map<string, (params: never) => unknown>();

  const reply = async (id: unknown, method: string, params: unknown) => {
    const result = (await handlers.get(method)?.(params as never)) ?? null;
    send({ jsonrpc: '2.0', id, result });
  };

  const ask = (method: string, params?: unknown): Promise<Answer> => {
    if (gone !== undefined) return Promise.reject(gone);
    const id = nextId++;
    return inTime(`answer to ${method}`, (waiter) => {
      answers.set(id, waiter);
      send({ jsonrpc: '2.0', id, method, params });
    });
  };

  const peer: Peer = {
    ask,
    async request(method, params) {
      const { result, error } = await ask(method, params);
      assert.equal(error, undefined, `${method} was answered with an error`);
      return result as never;
    },
    notify: (method, params) => send({ jsonrpc: '2.0', method, params }),
    notified: (method) => notifications.take(method),
    asked: (method) => requests.take(method),
    onRequest: (method, handler) => handlers.set(method, handler),
    untaken: (method) => notifications.left(method),
  };

  const fail = (reason: Error) => {
    gone = reason;
    for (const waiter of [...answers.values()]) waiter.reject(reason);
    notifications.fail(reason);
    requests.fail(reason);
  };

  return {
    peer,
    fail,
    receive(message) {
      const { id, method, params } = message;
      if (method === undefined) {
        const waiter = answers.get(id);
        answers.delete(id);
        waiter?.resolve(message as never);
      } else if (id === undefined) notifications.put(method, params);
      else {
        requests.put(method, params);
        reply(id, method, params).catch(fail);
      }
    },
  };
}
