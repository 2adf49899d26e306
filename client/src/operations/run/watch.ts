/** Watches a run as whoever wants it to succeed: follows it, and confirms what it asks to be confirmed. */
import { delay } from '../logs/back-off.ts';
import { type FollowOptions, followRun, type LinkEvent } from './attach.ts';
import { confirmStep } from './confirm.ts';
import type { RunEvent, RunResult } from './run-events.ts';

export type RunReport = RunEvent | LinkEvent;

/** When the question is an old one, its answer is the next event. */
const hesitation = 500;

/** As `followRun`. */
export async function* watchRun(options: FollowOptions): AsyncGenerator<RunReport, RunResult | undefined, undefined> {
  const { delay: wait = delay } = options;
  let asked: AbortController | undefined;
  const events = followRun(options);
  try {
    for (let next = await events.next(); ; next = await events.next()) {
      if (next.done === true) return next.value;
      const event = next.value;
      if (event.kind === 'confirmed' || event.kind === 'step-ended' || event.kind === 'confirm') asked?.abort();
      if (event.kind === 'confirm') {
        asked = new AbortController();
        const signal = AbortSignal.any([options.signal, asked.signal]);
        void wait(hesitation, signal).then(() => confirmStep({ ...options, wanted: event, signal }));
      }
      yield event;
    }
  } finally {
    asked?.abort();
    await events.return(undefined);
  }
}
