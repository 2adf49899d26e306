/** The one guard around all handlers: nothing throws out of them, and nothing runs out of turn. */
import { type CancellationToken, ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { ErrorLog } from './error-log.ts';

export type Phase = 'new' | 'running' | 'shut-down';

/** `never`: a refusal carries no data, so it fits any request. */
export type Refusal = ResponseError<never>;

export type Guard = {
  /** A handler that fails answers `empty`; a request that was cancelled or comes out of turn gets the error LSP names. */
  request<P, R>(
    name: string,
    empty: R,
    handler: (params: P) => R | Promise<R>,
  ): (params: P, token: CancellationToken) => Promise<R | Refusal>;
  /** Notifications out of turn are dropped, as LSP demands. */
  notification<P>(name: string, handler: (params: P) => void): (params: P) => void;
  /** Work nobody waits for: timers, and requests to the client. */
  background(name: string, work: () => unknown): void;
};

export function createGuard(phase: () => Phase, log: ErrorLog): Guard {
  const background: Guard['background'] = (name, work) => {
    try {
      Promise.resolve(work()).catch((error: unknown) => log(name, error));
    } catch (error) {
      log(name, error);
    }
  };
  return {
    request: (name, empty, handler) => async (params, token) => {
      const refusal = refuse(phase(), token);
      if (refusal !== undefined) return refusal;
      try {
        return await handler(params);
      } catch (error) {
        log(name, error);
        return empty;
      }
    },
    notification: (name, handler) => (params) => {
      if (phase() === 'running') background(name, () => handler(params));
    },
    background,
  };
}

function refuse(phase: Phase, token: CancellationToken): Refusal | undefined {
  if (phase !== 'running') return outOfTurn(phase);
  return token.isCancellationRequested ? new ResponseError<never>(LSPErrorCodes.RequestCancelled, 'cancelled') : undefined;
}

/** LSP 3.18, sections "Initialize Request" and "Shutdown Request". */
export function outOfTurn(phase: Exclude<Phase, 'running'>): Refusal {
  return phase === 'new'
    ? new ResponseError<never>(ErrorCodes.ServerNotInitialized, 'initialize comes first')
    : new ResponseError<never>(ErrorCodes.InvalidRequest, 'the server was shut down');
}
