/** Whether a text has the form that the type of a variable asks for. True where it may be right. */
import type { VariableType } from '../generated/server-tools-variable.types.ts';
import { parseAddress, parseNetwork } from './ipv4.ts';

const anything = () => true;
const switchWords = /^(?:yes|no|true|false|on|off|[01ynft])$/i;

export const hasForm: { readonly [T in VariableType]: (text: string) => boolean } = {
  address: (text) => parseAddress(text) !== undefined,
  boolean: (text) => switchWords.test(text),
  choice: anything,
  cidr: (text) => parseNetwork(text) !== undefined,
  'database-host': anything,
  'dhis2-version': anything,
  duration: (text) => /^\d+(?:ms|[smhdwMy])?$/.test(text),
  'e-mail': (text) => /^[^\s@]+@[^\s@]+$/.test(text),
  gateway: (text) => parseNetwork(text) !== undefined,
  heap: anything,
  'host-name': (text) => /^(?:[a-z\d*](?:[a-z\d-]*[a-z\d])?\.)*[a-z\d](?:[a-z\d-]*[a-z\d])?\.?$/i.test(text) && text.length < 254,
  integer: (text) => /^\d+$/.test(text),
  interface: (text) => /^[^\s/]{1,15}$/.test(text),
  'inventory-host': anything,
  list: anything,
  memory: anything,
  path: anything,
  'path-segment': (text) => /^[\w.-]+$/.test(text),
  port: (text) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65535,
  'postgresql-version': anything,
  string: anything,
  'time-zone': isTimeZone,
  'true-only': anything,
  url: (text) => /^[a-z][a-z\d+.-]*:\/\/\S+$/i.test(text),
};

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
