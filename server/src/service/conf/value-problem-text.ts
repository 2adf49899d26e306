/** The arguments of the message for each problem a value can have; `wrong-value` has a text for every one. */
import { unitText } from '../catalogue/units.ts';
import type { NumberSlip, ValueProblem } from '../catalogue/value-types.ts';
import { type MessageArgs, message } from '../messages.ts';

/** The problems that have no rule of their own, some split by what there is to say. */
export type WrongValueMessage =
  | 'switchOff'
  | 'switchNeither'
  | 'integer'
  | 'integerUnit'
  | 'integerGrouping'
  | 'integerDecimal'
  | 'number'
  | 'tooLarge'
  | 'outOfRange'
  | 'belowMinimum'
  | 'port'
  | 'size'
  | 'unknownValue'
  | 'laterValue'
  | 'unknownItem'
  | 'commaInList'
  | 'pair'
  | 'address'
  | 'url'
  | 'scheme'
  | 'path'
  | 'end'
  | 'jdbcUrl';

export type Told = { readonly id: WrongValueMessage; readonly args?: MessageArgs };

/** Undefined for what `emptied-default`, `blank-list-item` and `oidc-provider-dropped` say. */
export function tell(problem: ValueProblem): Told | undefined {
  switch (problem.kind) {
    case 'empty':
    case 'blank-in-list':
    case 'local-address':
      return undefined;
    case 'not-a-switch':
      return {
        id: problem.countsAs === 'off' ? 'switchOff' : 'switchNeither',
        args: { written: problem.written, on: problem.on, off: problem.off },
      };
    case 'not-an-integer':
      return tellInteger(problem.written, problem.slip, problem.unit === undefined ? '' : inUnit(problem.unit));
    case 'not-a-number':
      return { id: 'number', args: { written: problem.written } };
    case 'too-large':
      return { id: 'tooLarge', args: { written: problem.written } };
    case 'out-of-range':
      return tellRange(problem);
    case 'not-a-port':
      return { id: 'port', args: { written: problem.written, min: problem.min, max: problem.max } };
    case 'not-a-size':
      return { id: 'size', args: { written: problem.written } };
    case 'unknown-value':
      return { id: 'unknownValue', args: { written: problem.written, values: listed(problem.values) } };
    case 'value-from-later':
      return { id: 'laterValue', args: { written: problem.written, since: problem.since, values: listed(problem.values) } };
    case 'unknown-item':
      return { id: 'unknownItem', args: { written: problem.written, values: listed(problem.values) } };
    case 'comma-in-list':
      return { id: 'commaInList' };
    case 'not-a-pair':
      return { id: 'pair', args: { written: problem.written } };
    case 'not-an-address':
      return { id: 'address', args: { written: problem.written } };
    case 'not-a-url':
      return { id: 'url', args: { schemes: listed(problem.schemes) } };
    case 'scheme-not-allowed':
      return { id: 'scheme', args: { scheme: problem.scheme, schemes: listed(problem.schemes) } };
    case 'path-not-allowed':
      return { id: 'path' };
    case 'wrong-end':
      return { id: 'end', args: { end: problem.end } };
    case 'not-a-jdbc-url':
      return { id: 'jdbcUrl' };
  }
}

const integerMessages: { readonly [S in NumberSlip]?: WrongValueMessage } = {
  unit: 'integerUnit',
  grouping: 'integerGrouping',
  decimal: 'integerDecimal',
};

function tellInteger(written: string, slip: NumberSlip | undefined, unit: MessageArgs[string]): Told {
  return { id: (slip && integerMessages[slip]) ?? 'integer', args: { written, unit } };
}

function tellRange({ written, min, max, unit }: ValueProblem & { readonly kind: 'out-of-range' }): Told | undefined {
  const args = { written, unit: unit === undefined ? '' : inUnit(unit) };
  if (min !== undefined && max !== undefined) return { id: 'outOfRange', args: { ...args, min, max } };
  // No row has a maximum alone.
  return min === undefined ? undefined : { id: 'belowMinimum', args: { ...args, min } };
}

const inUnit = (unit: Parameters<typeof unitText>[0]) => message({ en: ' of {unit}', fr: ' ({unit})' }, { unit: message(unitText(unit)) });

const listed = (values: readonly string[]) => values.map((value) => `\`${value}\``).join(', ');
