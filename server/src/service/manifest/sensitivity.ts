/** Data that need more care, in a sentence. */
import type { Instance } from '../generated/hosting-manifest.types.ts';
import { type Message, message, type Text } from '../messages.ts';

const names: { readonly [S in NonNullable<Instance['dataSensitivity']>]: Text | undefined } = {
  aggregate: undefined,
  personal: { en: 'data on persons', fr: 'des données sur des personnes' },
  health: { en: 'health data of persons', fr: 'des données de santé de personnes' },
};

/** Undefined for figures that name nobody. */
export function sensitivityInWords({ dataSensitivity }: Pick<Instance, 'dataSensitivity'>): Message | undefined {
  const text = dataSensitivity === undefined ? undefined : names[dataSensitivity];
  return text && message(text);
}
