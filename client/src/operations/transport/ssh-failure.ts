/** What Node and ssh2 raise, as codes of ours. Judged by codes and levels, never by message text. */
import { OperationError, type OperationErrorCode } from '../errors.ts';
import type { HostAddress } from './transport.ts';

const socketCodes: { readonly [code: string]: OperationErrorCode } = {
  ENOTFOUND: 'host-not-found',
  EAI_AGAIN: 'host-not-found',
  EAI_NONAME: 'host-not-found',
  ENODATA: 'host-not-found',
  ECONNREFUSED: 'connection-refused',
  ETIMEDOUT: 'connection-timed-out',
  EHOSTUNREACH: 'connection-timed-out',
  ENETUNREACH: 'connection-timed-out',
  ECONNRESET: 'connection-lost',
  EPIPE: 'connection-lost',
};

/** RFC 4253, 11.1: 14 is "no more auth methods"; OpenSSH sends 2 ("protocol error") after too many failures. */
const loginEndedBy: readonly unknown[] = [2, 14];

/** `phase` is how far the connection had come; `hungUp` that the other end had closed it. */
export function sshFailure(error: unknown, host: HostAddress, phase: 'connecting' | 'login' | 'open', hungUp = false): OperationError {
  if (error instanceof OperationError) return error;
  const { code, level, message } = partsOf(error);
  const args = { address: host.address, port: host.port, user: host.user, detail: message };
  const ofSocket = typeof code === 'string' ? socketCodes[code] : undefined;
  if (ofSocket !== undefined) return new OperationError(ofSocket, host.name, args, error);
  if (level === 'client-timeout') {
    return new OperationError(phase === 'open' ? 'connection-lost' : 'connection-timed-out', host.name, args, error);
  }
  if (phase === 'login' && loginEndedBy.includes(code)) return new OperationError('too-many-login-attempts', host.name, args, error);
  if (typeof code === 'number' || hungUp) return new OperationError('connection-lost', host.name, args, error);
  return new OperationError(phase === 'open' ? 'connection-lost' : 'protocol-error', host.name, args, error);
}

/** ssh2 goes on to the next key after these. */
export function isPassing(error: unknown): boolean {
  return partsOf(error).level === 'agent';
}

export function isHandshakeFailure(error: unknown): boolean {
  return partsOf(error).level === 'handshake';
}

function partsOf(error: unknown): { readonly code: unknown; readonly level: unknown; readonly message: string } {
  const fields: { readonly code?: unknown; readonly level?: unknown } = typeof error === 'object' && error !== null ? error : {};
  return { code: fields.code, level: fields.level, message: error instanceof Error ? error.message : String(error) };
}
