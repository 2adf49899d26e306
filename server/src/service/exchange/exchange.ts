/** What importing and exporting have in common: files that are made, and what could not be carried over. */
import type { Message } from '../messages.ts';

/** A file to be written, by its path from the folder of the result; `/` parts it on every system. */
export type MadeFile = { readonly path: string; readonly text: string };

/** Something that the other format cannot say, or that a person has to complete. Never holds a secret. */
export type ExchangeNote = { readonly about: string; readonly message: Message };

export type Exchanged = { readonly files: readonly MadeFile[]; readonly notes: readonly ExchangeNote[] };
