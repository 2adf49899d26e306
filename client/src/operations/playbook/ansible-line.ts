/** Lines of our callback for Ansible, as a person reads them. */
import { type Locale, type Message, message, render, type Text } from '@dhis2-hosting/server/service';
import { isRecord, readJson } from '../json.ts';
import { printable } from '../logs/printable.ts';
import { callbackName } from './callback-plugin.ts';

export type AnsibleEvent =
  | { readonly event: 'play' | 'task'; readonly name: string }
  | { readonly event: 'problem'; readonly text: string }
  | { readonly event: HostState; readonly host: string; readonly task: string; readonly text: string }
  | ({ readonly event: 'recap'; readonly host: string } & Counts);

/** `unknown`: in check mode nobody knows whether it would change something. `ignored`: it failed, and the playbook says so be it. */
const hostStates = ['ok', 'changed', 'failed', 'ignored', 'unreachable', 'unknown'] as const;
type HostState = (typeof hostStates)[number];

const counted = ['ok', 'changed', 'failed', 'unreachable', 'unknown'] as const;
type Counts = { readonly [name in (typeof counted)[number]]: number };

const texts = {
  play: { en: 'Play: {name}', fr: 'Séquence : {name}' },
  task: { en: 'Task: {name}', fr: 'Tâche : {name}' },
  problem: { en: 'No host matches.', fr: 'Aucun hôte ne correspond.' },
  onHost: { en: '{host}: {state}', fr: '{host} : {state}' },
  withText: { en: '{host}: {state}: {text}', fr: '{host} : {state} : {text}' },
  recap: {
    en: '{host}: {ok} ok, {changed} changed, {failed} failed, {unreachable} unreachable, {unknown} not known',
    fr: '{host} : {ok} en place, {changed} modifiées, {failed} en échec, {unreachable} injoignable, {unknown} inconnues',
  },
} as const satisfies Readonly<Record<string, Text>>;

const states: Readonly<Record<HostState, Text>> = {
  ok: { en: 'ok', fr: 'en place' },
  changed: { en: 'changed', fr: 'modifié' },
  failed: { en: 'FAILED', fr: 'ÉCHEC' },
  ignored: { en: 'failed, which the playbook ignores', fr: 'échec, que le playbook ignore' },
  unreachable: { en: 'UNREACHABLE', fr: 'INJOIGNABLE' },
  unknown: { en: 'not known: it cannot be tried without doing it', fr: 'inconnu : cela ne peut pas être essayé sans être fait' },
};

/** Undefined for any other line. */
function readAnsibleLine(line: string): AnsibleEvent | undefined {
  if (!line.startsWith(`{"${callbackName}": 1`)) return undefined;
  const value = readJson(line);
  if (!isRecord(value)) return undefined;
  const { event, name, host, task = '', text = '' } = value;
  if ((event === 'play' || event === 'task') && typeof name === 'string') return { event, name };
  if (event === 'problem' && typeof text === 'string') return { event, text };
  if (typeof host !== 'string') return undefined;
  if (event === 'recap') {
    const counts = counted.map((key) => [key, value[key]] as const);
    return counts.every(([, count]) => typeof count === 'number')
      ? ({ event, host, ...Object.fromEntries(counts) } as AnsibleEvent)
      : undefined;
  }
  const state = hostStates.find((one) => one === event);
  return state === undefined || typeof task !== 'string' || typeof text !== 'string' ? undefined : { event: state, host, task, text };
}

/** Undefined for a line of something else; null for one that is no news: that a task changes nothing. */
export function ansibleText(line: string, locale: Locale): string | null | undefined {
  const event = readAnsibleLine(line);
  if (event === undefined) return undefined;
  const said = messageOf(event);
  return said === null ? null : printable(render(said, locale));
}

function messageOf(event: AnsibleEvent): Message | null {
  switch (event.event) {
    case 'play':
    case 'task':
      return message(texts[event.event], { name: event.name });
    case 'problem':
      return message(texts.problem);
    case 'recap': {
      const { event: _, ...counts } = event;
      return message(texts.recap, counts);
    }
    case 'ok':
      return null;
    default: {
      const { host, text } = event;
      const state = message(states[event.event]);
      return text === '' ? message(texts.onHost, { host, state }) : message(texts.withText, { host, state, text });
    }
  }
}
