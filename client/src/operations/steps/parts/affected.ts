/** Who notices that an instance is away. */
import { type Message, message, type Text } from '@dhis2-hosting/server/service';
import { type Visitors, visitorsMinutes } from '../../facts/visitors.ts';
import type { Instance } from '../../hosts/parts.ts';

const texts = {
  down: {
    en: 'People cannot work with {instance} for some minutes.',
    fr: 'On ne peut pas travailler avec {instance} pendant quelques minutes.',
  },
  production: {
    en: 'It is a production: choose an hour at which few people work, and tell them before.',
    fr: 'C’est une production : choisissez une heure de faible activité, et prévenez les utilisateurs.',
  },
  now: {
    en: 'In the last {minutes} minutes it was used from {count} addresses.',
    fr: 'Ces {minutes} dernières minutes, elle a été utilisée depuis {count} adresses.',
  },
  nobody: {
    en: 'Nobody used it in the last {minutes} minutes.',
    fr: 'Personne ne l’a utilisée ces {minutes} dernières minutes.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export function away(instance: string): Message {
  return message(texts.down, { instance });
}

export function affected({ name, purpose }: Instance, { addresses }: Visitors): readonly Message[] {
  const args = { minutes: visitorsMinutes, count: addresses ?? 0 };
  return [
    away(name),
    ...(addresses === undefined ? [] : [message(addresses === 0 ? texts.nobody : texts.now, args)]),
    ...(purpose === 'production' ? [message(texts.production)] : []),
  ];
}
