/**
 * The worker bundle in a bare realm: no globals of Node, and code generation from strings forbidden, as under a strict
 * content security policy. Only what a worker of a browser offers and the server uses is there.
 */
import { readFile } from 'node:fs/promises';
import type { TestContext } from 'node:test';
import vm from 'node:vm';
import { workerBundle } from './bundles.ts';
import { createPeer, type JsonRpcMessage, type Peer } from './lsp-peer.ts';

export type WorkerRealm = Peer & {
  /** Runs code in the realm, to see what it can and cannot do. */
  run(code: string): unknown;
};

export async function startWorker(test: TestContext): Promise<WorkerRealm> {
  const timers = new Set<NodeJS.Timeout>();
  const later = (work: () => void, ms = 0) => {
    const timer = setTimeout(work, ms);
    timers.add(timer);
    return timer;
  };
  const { peer, receive } = createPeer((message) => post(JSON.stringify(message)));
  const realm = vm.createContext(
    {
      setTimeout: later,
      clearTimeout,
      performance: { now: () => performance.now() },
      TextDecoder,
      TextEncoder,
      queueMicrotask,
      console: {},
      addEventListener: () => {},
      // A copy of the other realm, as a worker's port makes one.
      postMessage: (message: unknown) => receive(JSON.parse(JSON.stringify(message)) as JsonRpcMessage),
    },
    { codeGeneration: { strings: false, wasm: false } },
  );
  vm.runInContext('globalThis.self = globalThis', realm);
  const file = await workerBundle();
  vm.runInContext(await readFile(file, 'utf8'), realm, { filename: file });
  const deliver = vm.runInContext('(text) => onmessage({ data: JSON.parse(text) })', realm) as (text: string) => void;
  const post = (text: string) => later(() => deliver(text));
  test.after(() => {
    for (const timer of timers) clearTimeout(timer);
  });
  return { ...peer, run: (code) => vm.runInContext(code, realm) };
}
