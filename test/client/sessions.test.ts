/** When a session begins and ends. What happens on the wire is the transport's and is tested with real SSH. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LogEvent } from '@dhis2-hosting/client/operations';
import { readInventory } from '../../client/src/vscode/inventory/inventory.ts';
import { createSessionStates } from '../../client/src/vscode/sessions/session-states.ts';
import { createSessions, isLogging } from '../../client/src/vscode/sessions/sessions.ts';

const text = `version: 1
hosts: [{ name: web-1, address: dhis.example.org }]
instances: [{ name: hmis, host: web-1, log: { unit: tomcat9 } }]
`;
const [host] = readInventory([{ uri: 'file:///w/m.yaml', label: 'm.yaml', text }]).hosts;
const [entry] = host?.instances ?? [];
assert.ok(host !== undefined && entry !== undefined && isLogging(entry));

const live: LogEvent = { kind: 'state', state: 'live' };

/** A remote that plays one log by hand: events, a failure, or silence until the signal. */
function play() {
  const queue: (LogEvent | Error)[] = [];
  let wake = () => {};
  const calls: string[] = [];
  const seen: string[] = [];
  const late: unknown[] = [];
  const states = createSessionStates();
  const sessions = createSessions({
    remote: {
      connect: () => assert.fail('not used'),
      asRoot: () => assert.fail('not used'),
      load: () => assert.fail('not used'),
      trustOf: () => assert.fail('not used'),
      close: async (id) => void calls.push(`close ${id}`),
      async *tail(_host, _source, signal) {
        calls.push('tail');
        signal.addEventListener('abort', () => wake());
        while (!signal.aborted) {
          const next = queue.shift();
          if (next instanceof Error) throw next;
          if (next !== undefined) yield next;
          else await new Promise<void>((resolve) => (wake = resolve));
        }
        calls.push('tail ended');
      },
      failureOf: (error) => ({ code: undefined, text: String(error) }),
      dispose: async () => void calls.push('dispose'),
    },
    states,
    sink: () => ({
      event: (event) => void seen.push(event.kind === 'state' ? event.state : event.kind),
      stopped: () => void seen.push('stopped'),
      failed: (reason) => void seen.push(reason),
    }),
    onLateFailure: (_host, _entry, error) => void late.push(error),
  });
  const send = (...items: readonly (LogEvent | Error)[]) => {
    queue.push(...items);
    wake();
  };
  const stateIs = (kind: string) =>
    new Promise<void>((resolve) => {
      const look = () => states.log(entry?.id ?? '').kind === kind && resolve();
      states.onChange(look);
      look();
    });
  return { sessions, states, calls, seen, late, send, stateIs };
}

const never = new AbortController().signal;

describe('following a log', { timeout: 5000 }, () => {
  test('settles when the log is live and goes on behind', async () => {
    const { sessions, states, calls, seen, send, stateIs } = play();
    send(
      { kind: 'state', state: 'connecting' },
      live,
      { kind: 'lines', lines: ['x'], count: 1, bytes: 2 },
      { kind: 'state', state: 'reconnecting' },
    );
    await sessions.tail(host, entry, never);
    await stateIs('reconnecting');
    send(live);
    await stateIs('live');
    await sessions.stop(entry.id);
    assert.deepEqual(calls, ['tail', 'tail ended']);
    assert.deepEqual(seen, ['connecting', 'live', 'lines', 'reconnecting', 'live', 'stopped']);
    assert.equal(states.log(entry.id).kind, 'idle');
  });

  test('gives the failure that kept it from going live', async () => {
    const { sessions, states, late, send } = play();
    send(new Error('refused'));
    await assert.rejects(sessions.tail(host, entry, never), /refused/);
    assert.deepEqual(states.log(entry.id), { kind: 'failed', reason: 'Error: refused' });
    assert.deepEqual(late, []);
  });

  test('tells a later failure by the other way', async () => {
    const { sessions, late, send, stateIs } = play();
    send(live);
    await sessions.tail(host, entry, never);
    send(new Error('file gone'));
    await stateIs('failed');
    await sessions.stop(entry.id);
    assert.deepEqual(late.map(String), ['Error: file gone']);
  });

  test('cancel while it opens ends it without a failure', async () => {
    const { sessions, states, seen } = play();
    const cancel = new AbortController();
    const opening = sessions.tail(host, entry, cancel.signal);
    cancel.abort();
    await opening;
    assert.deepEqual([states.log(entry.id).kind, seen], ['idle', ['stopped']]);
  });

  test('the cancel of a finished progress does not end a live log', async () => {
    const { sessions, states, send } = play();
    const cancel = new AbortController();
    send(live);
    await sessions.tail(host, entry, cancel.signal);
    cancel.abort();
    assert.equal(states.log(entry.id).kind, 'live');
    await sessions.stop(entry.id);
  });

  test('twice is once', async () => {
    const { sessions, calls, send } = play();
    send(live);
    await sessions.tail(host, entry, never);
    await sessions.tail(host, entry, never);
    await sessions.stop(entry.id);
    assert.deepEqual(calls, ['tail', 'tail ended']);
  });

  test('can be followed again after a stop', async () => {
    const { sessions, calls, send } = play();
    for (let round = 0; round < 2; round++) {
      send(live);
      await sessions.tail(host, entry, never);
      await sessions.stop(entry.id);
    }
    assert.deepEqual(calls, ['tail', 'tail ended', 'tail', 'tail ended']);
  });

  test('disconnecting stops the logs of the host first', async () => {
    const { sessions, states, calls, send } = play();
    send(live);
    await sessions.tail(host, entry, never);
    await sessions.disconnect(host);
    assert.deepEqual(calls, ['tail', 'tail ended', 'close web-1']);
    assert.equal(states.host(host.id).kind, 'offline');
  });

  test('the end of the window ends everything', async () => {
    const { sessions, calls, send } = play();
    send(live);
    await sessions.tail(host, entry, never);
    await sessions.dispose();
    assert.deepEqual(calls, ['tail', 'tail ended', 'dispose']);
  });
});
