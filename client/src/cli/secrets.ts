/** Secrets that a run has to be given: out of the environment, or typed. They are asked for after the plan was confirmed. */
import { Secret, type SecretToGive } from '@dhis2-hosting/client/operations';
import { message } from '@dhis2-hosting/server/service';
import { Refusal } from './refusal.ts';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

export async function secretsFor(wanted: readonly SecretToGive[], session: Session): Promise<ReadonlyMap<string, Secret>> {
  const secrets = new Map<string, Secret>();
  for (const each of wanted) secrets.set(each.credential, new Secret(await secretOf(each, session)));
  return secrets;
}

async function secretOf({ from, what }: SecretToGive, { io, terminal, say, signal }: Session): Promise<string> {
  if ('env' in from) {
    const value = io.env[from.env]?.trim() ?? '';
    if (value === '') throw new Refusal(message(texts.noVariable, { what, name: from.env }));
    return value;
  }
  const typed = (await terminal.ask(say(texts.typeSecret, { what, name: from.store }), { hidden: true, signal }))?.trim() ?? '';
  if (typed === '') throw new Refusal(message(texts.noSecret, { what, name: from.store }));
  return typed;
}
