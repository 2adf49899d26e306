/** What Node and ssh2 raise, as codes of ours. Judged by codes and levels, never by message text. */
import { OperationError, type OperationErrorCode } from '../errors.ts';
import { reason } from '../texts.ts';
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

/** How far a connection has come. */
export type Phase = 'connecting' | 'login' | 'open';

/** `hungUp`: the other end had closed it. */
export function sshFailure(error: unknown, host: HostAddress, phase: Phase, hungUp = false): OperationError {
  if (error instanceof OperationError) return error;
  const { code, level } = partsOf(error);
  const args = { address: host.address, port: host.port, user: host.user };
  const ofSocket = typeof code === 'string' ? socketCodes[code] : undefined;
  if (ofSocket !== undefined) return new OperationError(ofSocket, host.name, { ...args, detail: String(code) }, error);
  if (level === 'client-timeout' && phase !== 'open') return timedOut(host, phase, error);
  if (phase === 'login' && loginEndedBy.includes(code)) return new OperationError('too-many-login-attempts', host.name, args, error);
  const isLost = phase === 'open' || typeof code === 'number' || hungUp;
  return new OperationError(isLost ? 'connection-lost' : 'protocol-error', host.name, args, error);
}

/** The address answered when `phase` is not undefined. */
export function timedOut(host: HostAddress, phase: Phase | undefined, cause?: unknown): OperationError {
  const detail = reason(phase === undefined ? 'noTcpAnswer' : phase === 'connecting' ? 'noSshAnswer' : 'loginStalled');
  return new OperationError('connection-timed-out', host.name, { address: host.address, port: host.port, detail }, cause);
}

/** ssh2 goes on to the next key after these. */
export function isPassing(error: unknown): boolean {
  return partsOf(error).level === 'agent';
}

export function isHandshakeFailure(error: unknown): boolean {
  return partsOf(error).level === 'handshake';
}

function partsOf(error: unknown): { readonly code?: unknown; readonly level?: unknown } {
  return typeof error === 'object' && error !== null ? error : {};
}

/** For the log. Not for a message: these words are English only. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
