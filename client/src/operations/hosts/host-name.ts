/** What may stand where a host, a user or a port is expected: nothing that a program could take for an option or a command. */
import { isIP } from 'node:net';

const label = /^[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?$/;

/** A DNS name, an IPv4 or an IPv6 address (with zone). */
export function isHostName(text: string): boolean {
  if (isIP(text) !== 0) return true;
  if (text.length > 253) return false;
  return text
    .replace(/\.$/, '')
    .split('.')
    .every((part) => part.length <= 63 && label.test(part));
}

export function isUserName(text: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9_.@\\+-]{0,127}\$?$/.test(text);
}

export function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65535;
}
