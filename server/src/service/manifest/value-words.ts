/** Values of a manifest that are words of a list, as people say them. */
import { type Message, message, type Text } from '../messages.ts';

export type ValueWords = { readonly [value: string]: Text };

export const siteKinds: ValueWords = {
  basement: { en: 'basement', fr: 'sous-sol' },
  'government-data-centre': { en: 'government data centre', fr: "centre de données de l'État" },
  colocation: { en: 'colocation', fr: 'colocation de serveurs' },
  iaas: { en: 'cloud (IaaS)', fr: 'nuage (IaaS)' },
  saas: { en: 'managed (SaaS)', fr: 'service géré (SaaS)' },
};

export const guestKinds: ValueWords = {
  lxd: { en: 'LXD container', fr: 'conteneur LXD' },
  docker: { en: 'Docker container', fr: 'conteneur Docker' },
};

export const purposes: ValueWords = {
  production: { en: 'in production', fr: 'en production' },
  staging: { en: 'staging', fr: 'préproduction' },
  test: { en: 'for tests', fr: 'pour les tests' },
  training: { en: 'training', fr: 'formation' },
  trial: { en: 'on trial', fr: "à l'essai" },
};

export const tlsModes: ValueWords = {
  'lets-encrypt': { en: "certificate of Let's Encrypt", fr: "certificat de Let's Encrypt" },
  'own-certificate': { en: 'certificate of our own', fr: 'certificat propre' },
  'self-signed': { en: 'self-signed certificate', fr: 'certificat autosigné' },
  none: { en: 'no TLS', fr: 'pas de TLS' },
};

export const backupParts: ValueWords = {
  database: { en: 'database', fr: 'base de données' },
  files: { en: 'files', fr: 'fichiers' },
  configuration: { en: 'configuration files', fr: 'fichiers de configuration' },
};

export const weekdays: ValueWords = {
  monday: { en: 'Monday', fr: 'lundi' },
  tuesday: { en: 'Tuesday', fr: 'mardi' },
  wednesday: { en: 'Wednesday', fr: 'mercredi' },
  thursday: { en: 'Thursday', fr: 'jeudi' },
  friday: { en: 'Friday', fr: 'vendredi' },
  saturday: { en: 'Saturday', fr: 'samedi' },
  sunday: { en: 'Sunday', fr: 'dimanche' },
};

/** Names of services are the same in every language. */
export const alertKinds: ValueWords = {
  email: { en: 'e-mail', fr: 'courriel' },
  sms: { en: 'text message', fr: 'SMS' },
};

/** A value outside of the list as it is written. */
export function worded(words: ValueWords, value: string | undefined): Message | undefined {
  if (value === undefined) return undefined;
  const text = Object.hasOwn(words, value) ? words[value] : undefined;
  return text === undefined ? message({ en: '{value}', fr: '{value}' }, { value }) : message(text);
}
