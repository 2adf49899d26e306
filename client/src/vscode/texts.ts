/** Every text of the editor's part, by id. Rendered by `sayIn`, which the composition root binds to the editor's language. */
import { type Locale, message, render, type Text } from '@dhis2-hosting/server/service';
import { connectionTexts } from './texts/connections.ts';
import { fileTexts } from './texts/files.ts';
import { hostTreeTexts } from './texts/host-tree.ts';
import { runTexts } from './texts/runs.ts';

const texts = { ...hostTreeTexts, ...runTexts, ...connectionTexts, ...fileTexts } as const satisfies Record<string, Text>;

export type TextId = keyof typeof texts;

type ArgumentName<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | ArgumentName<Rest> : never;
export type TextArgs<Id extends TextId> = { readonly [Name in ArgumentName<(typeof texts)[Id]['en']>]: string | number };

/** The text in the editor's language. Missing or misspelt arguments do not compile. */
export type Say = <Id extends TextId>(id: Id, ...args: keyof TextArgs<Id> extends never ? [] : [TextArgs<Id>]) => string;

export function sayIn(locale: Locale): Say {
  return (id, ...args) => render(message(texts[id], args[0] ?? {}), locale);
}
