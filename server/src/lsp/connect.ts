/**
 * Answers `initialize` without the service, so that it can be loaded behind the answer: its tables take longer than all
 * else at the start of a server, and no editor needs them to go on.
 */
import { type Connection, ErrorCodes, type InitializeParams, ResponseError } from 'vscode-languageserver';
import type { Locale } from '#service/announced.ts';
import { initializeResult, readAbilities } from './capabilities.ts';
import type { Doorway } from './doorway.ts';
import { createErrorLog, type ErrorLog } from './error-log.ts';
import { createGuard, type Guard, outOfTurn, type Phase } from './guard.ts';
import { readLocale } from './options.ts';

/** A connection whose `initialize` was answered. */
export type Initialized = {
  readonly connection: Connection;
  readonly params: InitializeParams;
  readonly guard: Guard;
  readonly log: ErrorLog;
  /** Since the last message came. */
  quietMs(): number;
};

/** `load` brings the function that takes the connection over. */
export function connect(connection: Connection, doorway: Doorway, load: () => Promise<(initialized: Initialized) => void>): void {
  let phase: Phase = 'new';
  let locale: Locale = 'en';
  const log = createErrorLog(
    (line) => connection.console.error(line),
    () => locale,
  );
  const guard = createGuard(() => phase, log);

  connection.onInitialize((params) => {
    if (phase !== 'new') return new ResponseError(ErrorCodes.InvalidRequest, 'initialize comes once');
    locale = readLocale(params);
    phase = 'running';
    const loaded = load().then((serve) => serve({ connection, params, guard, log, quietMs: doorway.quietMs }));
    doorway.holdUntil(loaded);
    guard.background('initialize', () => loaded);
    return initializeResult(readAbilities(params));
  });
  connection.onShutdown(() => {
    phase = 'shut-down';
  });
  // The other handlers exist once the service is loaded, so whatever has none before `initialize` came too early.
  connection.onRequest((method: string) =>
    phase === 'running' ? new ResponseError(ErrorCodes.MethodNotFound, `unknown request ${method}`) : outOfTurn(phase),
  );
  connection.listen();
}
