/** Values worth offering for a key: its enumeration or switch words, its default, and a variable for secrets. */
import type { KeyRow } from '../catalogue/catalogue.ts';
import { catalogue } from '../catalogue/dhis-conf-catalogue.ts';
import { type Dhis2Version, isWithin } from '../catalogue/versions.ts';
import { type Message, message } from '../messages.ts';
import { variableName } from './variable-name.ts';

export type SuggestedValue = { readonly text: string; readonly snippet: boolean; readonly remark: Message | undefined };

const defaultRemark = message({ en: 'default', fr: 'valeur par défaut' });
const variableRemark = message({ en: 'environment variable', fr: "variable d'environnement" });

export function suggestedValues(row: KeyRow, version: Dhis2Version): readonly SuggestedValue[] {
  const usual = catalogue.defaultOf(row, version);
  const closed = row.secret === true ? [] : (switchWords(row, version) ?? catalogue.valuesOf(row, version) ?? []);
  const plain = [
    ...new Set([...closed, ...(usual === undefined || usual === '' || row.secret === true ? [] : [usual]), ...(row.examples ?? [])]),
  ];
  return [
    ...plain.map((text) => ({ text, snippet: false, remark: text === usual ? defaultRemark : undefined })),
    ...(wantsVariable(row) ? [{ text: `\\\${\${1:${variableName(row.key)}}\\}`, snippet: true, remark: variableRemark }] : []),
  ];
}

/** The words that this release understands: `on`/`off` or, for some switches of old releases, `true`/`false`. */
export function switchWords(row: KeyRow, version: Dhis2Version): readonly string[] | undefined {
  if (row.type !== 'boolean') return undefined;
  const literal = row.literals?.find((span) => isWithin(version, span));
  if (literal === undefined) return row.values;
  return [literal.enables[0], literal.disables[0]].filter((word) => word !== undefined);
}

const wantsVariable = (row: KeyRow) => row.secret === true || row.type === 'jdbc-url' || row.key.endsWith('username');
