/** A bare number as people say it: 3600 seconds are 1 h, 10000000 bytes are 10 MB. */
import { type Message, message, type Text } from '../messages.ts';
import type { KeyRow } from './catalogue.ts';
import { millisecondsIn } from './units.ts';

type Step = { readonly size: number; readonly text: Text };

const timeSteps: readonly Step[] = [
  { size: 86_400_000, text: { en: '{n} d', fr: '{n} j' } },
  { size: 3_600_000, text: { en: '{n} h', fr: '{n} h' } },
  { size: 60_000, text: { en: '{n} min', fr: '{n} min' } },
  { size: 1000, text: { en: '{n} s', fr: '{n} s' } },
  { size: 1, text: { en: '{n} ms', fr: '{n} ms' } },
];

/** Decimal, because that is how the documentation of DHIS2 counts its default of 10000000 bytes. */
const sizeSteps: readonly Step[] = [
  { size: 1_000_000_000, text: { en: '{n} GB', fr: '{n} Go' } },
  { size: 1_000_000, text: { en: '{n} MB', fr: '{n} Mo' } },
  { size: 1000, text: { en: '{n} kB', fr: '{n} ko' } },
];

/** Undefined when there is nothing to add to what is written. */
export function humanValue({ unit, zeroMeans }: KeyRow, value: string): Message | undefined {
  const written = value.trim();
  if (unit === undefined || !/^\d{1,15}$/.test(written)) return undefined;
  const number = Number(written);
  if (number === 0) return zeroMeans && message(zeroMeans);
  if (unit === 'bytes') return humanSize(number);
  const factor = millisecondsIn(unit);
  return factor === undefined ? undefined : humanTime(number * factor, factor);
}

/** At most two steps that add up exactly, or else the largest one as a decimal. */
function humanTime(milliseconds: number, factor: number): Message | undefined {
  const first = timeSteps.find(({ size }) => size <= milliseconds);
  if (first === undefined || first.size <= factor) return undefined;
  const whole = Math.floor(milliseconds / first.size);
  const rest = milliseconds - whole * first.size;
  if (rest === 0) return message(first.text, { n: whole });
  const second = timeSteps.find(({ size }) => size <= rest);
  const exact = second !== undefined && rest % second.size === 0 && nextBelow(first) === second;
  return exact
    ? message(
        { en: '{a} {b}', fr: '{a} {b}' },
        { a: message(first.text, { n: whole }), b: message(second.text, { n: rest / second.size }) },
      )
    : decimal(milliseconds, first);
}

function nextBelow(step: Step): Step | undefined {
  return timeSteps[timeSteps.indexOf(step) + 1];
}

function humanSize(bytes: number): Message | undefined {
  const step = sizeSteps.find(({ size }) => size <= bytes);
  return step && decimal(bytes, step);
}

/** One digit after the mark, and a sign when that is not the whole truth. French writes a comma. */
function decimal(amount: number, { size, text }: Step): Message {
  const rounded = Math.round((amount / size) * 10) / 10;
  const about = rounded * size === amount ? '' : '≈ ';
  const n = message({ en: `${about}${rounded}`, fr: `${about}${String(rounded).replace('.', ',')}` });
  return message(text, { n });
}
