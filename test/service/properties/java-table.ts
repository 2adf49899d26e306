/** The answers of java.util.Properties, written by scripts/java-properties-table.mjs. */
import { readFileSync } from 'node:fs';

export type JavaAnswer = { readonly pairs: readonly (readonly [string, string])[] } | { readonly thrown: string };
export type JavaCase = { readonly topic: string } & ({ readonly text: string } | { readonly bytes: string }) & JavaAnswer;

export const javaTable: readonly JavaCase[] = JSON.parse(readFileSync(new URL('java-table.json', import.meta.url), 'utf8'));
export const javaTexts = javaTable.filter((each) => 'text' in each);
