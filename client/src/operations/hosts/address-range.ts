/** IP addresses and networks as numbers, so that one can be looked for in the other. */

type Range = { readonly bits: 32 | 128; readonly first: bigint; readonly prefix: number };

/** Whether the address, or all of the network, is in one of the networks. What is neither is in none. */
export function isWithin(address: string, ranges: readonly string[]): boolean {
  const one = readRange(address);
  if (one === undefined) return false;
  return ranges.map(readRange).some((range) => {
    if (range === undefined || range.bits !== one.bits || range.prefix > one.prefix) return false;
    const rest = BigInt(range.bits - range.prefix);
    return range.first >> rest === one.first >> rest;
  });
}

/** Without those that others hold: nft refuses a set in which networks overlap. */
export function widest(ranges: readonly string[]): readonly string[] {
  const known = ranges.filter((text) => readRange(text) !== undefined);
  const prefix = (text: string): number => readRange(text)?.prefix ?? 0;
  const kept: string[] = [];
  for (const text of [...known].sort((one, other) => prefix(one) - prefix(other))) if (!isWithin(text, kept)) kept.push(text);
  return ranges.filter((text) => kept.includes(text));
}

export function isIpv6(address: string): boolean {
  return address.includes(':');
}

export function isAddress(text: string): boolean {
  const range = readRange(text);
  return range !== undefined && range.prefix === range.bits;
}

/** An IPv4 address that came in over a socket of both kinds is one of IPv4. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
}

function readRange(text: string): Range | undefined {
  const [address = '', length] = plainAddress(text).split('/');
  const bits = isIpv6(address) ? 128 : 32;
  const first = bits === 128 ? ipv6(address) : ipv4(address);
  const prefix = length === undefined ? bits : Number(length);
  return first === undefined || !(prefix >= 0 && prefix <= bits) ? undefined : { bits, first, prefix };
}

function ipv4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function ipv6(text: string): bigint | undefined {
  const halves = text.split('::');
  const [left = [], right = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - left.length - right.length;
  if (halves.length > 2 || (halves.length === 2 ? missing < 1 : missing !== 0)) return undefined;
  const parts = [...left, ...Array<string>(halves.length === 2 ? missing : 0).fill('0'), ...right];
  if (!parts.every((part) => /^[0-9a-f]{1,4}$/i.test(part))) return undefined;
  return parts.reduce((sum, part) => sum * 65_536n + BigInt(`0x${part}`), 0n);
}
