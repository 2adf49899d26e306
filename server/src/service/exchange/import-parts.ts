/** What the imports from other tools have in common. */
import { message } from '../messages.ts';
import type { ExchangeNote } from './exchange.ts';
import { noReason, reasons, importTexts as texts } from './import-texts.ts';

/** The machine on which the tool makes its LXD containers; no file of a tool gives it a name. */
export const machineName = 'server';

/** Taken for a `Host` of the SSH configuration until somebody writes the address. */
export const unknownAddress = 'lxd-host';

export function noField(variable: string): ExchangeNote {
  const why = reasons.find(({ names }) => names.test(variable))?.why ?? noReason;
  return { about: variable, message: message(texts.noField, { variable, why: message(why) }) };
}
