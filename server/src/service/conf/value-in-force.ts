/** What one key amounts to in a release, and where that comes from; for those who show it. Secrets are left out. */
import type { KeyRow } from '../catalogue/catalogue.ts';
import { humanValue } from '../catalogue/durations.ts';
import { isWithin } from '../catalogue/versions.ts';
import { type Message, message } from '../messages.ts';
import type { ConfContext, ConfEntry } from '../rules/context.ts';
import { isDecidedLater } from './effective.ts';
import { readPlaceholders, withoutEscapes } from './placeholders.ts';
import { isSecretKey, mayHoldSecret } from './secrets.ts';
import { saysOn } from './switches.ts';

/**
 * `environment`: written as `${NAME}`. `template`: a tool fills it in before the server reads it. `unset`: neither in
 * the file nor with a default. `ignored`: in the file, but the release does not have the key, or makes nothing of it.
 */
export type ValueSource = 'file' | 'environment' | 'template' | 'default' | 'unset' | 'ignored';

export type ValueInForce = {
  readonly source: ValueSource;
  /** Never a secret; undefined when there is no value or it may be one. */
  readonly value: string | undefined;
  /** There is a value, and it is not told. */
  readonly masked: boolean;
  readonly variables: readonly string[];
  /** The value in words, such as `1 h`, or what a switch makes of it. */
  readonly decoded: Message | undefined;
};

const off = message({ en: 'off', fr: 'désactivé' });

export function writtenValue(conf: ConfContext, entry: ConfEntry): ValueInForce {
  const { value, match } = entry;
  const isSecret = mayHoldSecret(entry);
  return {
    source: match === undefined || !isRead(conf, match.row) ? 'ignored' : sourceOf(value),
    value: isSecret ? undefined : withoutEscapes(value),
    masked: isSecret && value !== '',
    variables: [...new Set(readPlaceholders(value).closed.map(({ name }) => name))],
    decoded: isSecret || match === undefined ? undefined : inWords(conf, match.row, value),
  };
}

export function absentValue(conf: ConfContext, row: KeyRow): ValueInForce {
  const value = conf.catalogue.defaultOf(row, conf.version);
  const isSecret = isSecretKey(row.key, { row, placeholders: {} });
  return {
    source: value === undefined ? 'unset' : 'default',
    value: isSecret ? undefined : value,
    masked: isSecret && value !== undefined,
    variables: [],
    decoded: isSecret || value === undefined ? undefined : humanValue(row, value),
  };
}

export function isAvailable({ catalogue, version }: ConfContext, row: KeyRow): boolean {
  return catalogue.availability(row, version).kind === 'available';
}

function isRead(conf: ConfContext, row: KeyRow): boolean {
  return isAvailable(conf, row) && row.ineffective?.some((span) => isWithin(conf.version, span)) !== true;
}

function sourceOf(value: string): ValueSource {
  if (value.includes('{{') || value.includes('{%')) return 'template';
  return readPlaceholders(value).closed.length > 0 ? 'environment' : 'file';
}

/** A switch takes few words; `yes` is none of them. */
function inWords({ version }: ConfContext, row: KeyRow, value: string): Message | undefined {
  if (row.type !== 'boolean') return humanValue(row, value);
  const isPlain = value === '' || /^(?:off|false)$/i.test(value);
  return isPlain || isDecidedLater(value) || saysOn(row, value, version) ? undefined : off;
}
