/** The one error of the engine: a closed set of codes, rendered by the edge from texts.ts, recognised by its guard. */

import type { MessageArgs } from '@dhis2-hosting/server/service';

export const operationErrorCodes = [
  'cancelled',
  'host-name-unusable',
  'proxy-command-unsupported',
  'host-not-found',
  'connection-refused',
  'connection-timed-out',
  'connection-lost',
  'host-key-changed',
  'host-key-revoked',
  'host-key-not-trusted',
  'host-key-pin-differs',
  'host-key-pin-conflict',
  'login-refused',
  'too-many-login-attempts',
  'password-expired',
  'identity-file-unreadable',
  'identity-file-locked',
  'agent-unreachable',
  'jump-host-failed',
  'session-refused',
  'ssh-config-unreadable',
  'known-hosts-unreadable',
  'known-hosts-not-written',
  'log-not-found',
  'log-not-readable',
  'log-tool-missing',
  'unit-name-unusable',
  'command-failed',
  'sudo-missing',
  'sudo-not-allowed',
  'sudo-wrong-password',
  'sudo-needs-terminal',
  'sudo-timed-out',
  'probe-not-understood',
  'run-tool-missing',
  'run-not-started',
  'run-not-found',
  'run-not-understood',
  'host-busy',
  'upload-not-written',
  'upload-differs',
  'protocol-error',
] as const;

export type OperationErrorCode = (typeof operationErrorCodes)[number];

export class OperationError extends Error {
  readonly code: OperationErrorCode;
  /** Name of the host in the manifest. */
  readonly host: string;
  /** Arguments of the text; never a secret, and never the words of a library, which are English only. */
  readonly args: MessageArgs;

  constructor(code: OperationErrorCode, host: string, args: MessageArgs = {}, cause?: unknown) {
    super(`${code} (${host})`, { cause });
    this.name = 'OperationError';
    this.code = code;
    this.host = host;
    this.args = args;
  }
}

export function isOperationError(error: unknown): error is OperationError {
  return error instanceof OperationError;
}

const passing: readonly OperationErrorCode[] = [
  'host-not-found',
  'connection-refused',
  'connection-timed-out',
  'connection-lost',
  'session-refused',
  'jump-host-failed',
];

/** Worth another attempt: the network or the host may come back. Trust and login are not among them. */
export function mayPass(error: unknown): boolean {
  return isOperationError(error) && passing.includes(error.code);
}
