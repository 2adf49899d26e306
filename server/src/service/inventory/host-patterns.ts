/** `web[01:03].example.org:2222`: the names a pattern of an inventory stands for, and the port behind it. */

export type HostPattern = {
  /** At most `mostNames`. */
  readonly names: readonly string[];
  readonly port: number | undefined;
  readonly problem: PatternProblem | undefined;
};

export type PatternProblem = 'bracket' | 'bounds' | 'end' | 'length' | 'order' | 'number' | 'colon' | 'yaml';

/** A range may stand for more hosts than anybody has; the first ones say enough. */
export const mostNames = 1000;

const range = '\\[(?:[a-z]:[a-z]|\\d+:\\d+)(?::\\d+)?\\]';
const label = `(?:[\\p{L}\\p{N}_]|${range})(?:[\\p{L}\\p{N}_-]|${range})*(?<![_-])`;
const hostName = new RegExp(`^${label}(?:\\.${label})*$`, 'iu');
const addressOfSix = /^[\da-f:.]*:[\da-f:.]*:[\da-f:.]*$/i;

export function readHostPattern(pattern: string): HostPattern {
  const { address, port } = withoutPort(pattern);
  if (pattern.endsWith(':') && port === undefined) return { names: [address], port, problem: 'colon' };
  if (address === '---') return { names: [address], port, problem: 'yaml' };
  const names: string[] = [];
  const problem = expand(address, names);
  return { names, port, problem };
}

/** Only what looks like the name or address of a host has a port; a colon elsewhere belongs to the name. */
function withoutPort(pattern: string): { readonly address: string; readonly port: number | undefined } {
  if (!pattern.includes(':')) return { address: pattern, port: undefined };
  const match = /^\[(.+)\]:(\d+)$/.exec(pattern) ?? /^((?:[^:[\]]|\[[^\]]*\])*):(\d+)$/.exec(pattern);
  const [, address, port] = match ?? [];
  if (address === undefined || port === undefined) return { address: pattern, port: undefined };
  const isHost = hostName.test(address) || addressOfSix.test(address);
  return isHost ? { address, port: Number(port) } : { address: pattern, port: undefined };
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** One range after the other, from the left. */
function expand(pattern: string, into: string[]): PatternProblem | undefined {
  if (into.length >= mostNames) return undefined;
  const open = pattern.indexOf('[');
  if (open < 0) {
    into.push(pattern);
    return undefined;
  }
  // Ansible replaces the first bracket of either kind by a bar and splits there.
  const close = pattern.indexOf(']');
  if (close < open || pattern.includes('|')) return 'bracket';
  const values = readRange(pattern.slice(open + 1, close));
  if (typeof values === 'string') return values;
  for (const value of values) {
    const problem = expand(pattern.slice(0, open) + value + pattern.slice(close + 1), into);
    if (problem !== undefined || into.length >= mostNames) return problem;
  }
  return undefined;
}

function readRange(text: string): readonly string[] | PatternProblem {
  const bounds = text.split(':');
  if (bounds.length !== 2 && bounds.length !== 3) return 'bounds';
  const [from = '', to = '', by = '1'] = bounds;
  const first = from === '' ? '0' : from;
  if (to === '') return 'end';
  const width = first.startsWith('0') && first.length > 1 ? first.length : 0;
  if (width > 0 && width !== to.length) return 'length';
  const step = /^\d+$/.test(by) ? Number(by) : 0;
  if (step === 0) return 'number';
  const [begin, end] = [letters.indexOf(first), letters.indexOf(to)];
  if (begin >= 0 && end >= 0) return begin > end ? 'order' : every(begin, end, step, (at) => letters.charAt(at));
  if (!/^\d+$/.test(first) || !/^\d+$/.test(to)) return 'number';
  return every(Number(first), Number(to), step, (at) => String(at).padStart(width, '0'));
}

function every(from: number, to: number, step: number, shown: (at: number) => string): readonly string[] {
  const values: string[] = [];
  for (let at = from; at <= to && values.length < mostNames; at += step) values.push(shown(at));
  return values;
}
