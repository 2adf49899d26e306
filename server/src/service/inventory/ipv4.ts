/** Addresses and networks of version 4, as numbers. */

export type Network = { readonly address: number; readonly mask: number; readonly length: number };

export function parseAddress(text: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  return parts?.every((part) => part < 256) ? parts.reduce((sum, part) => sum * 256 + part, 0) : undefined;
}

/** `172.19.2.1/24`: the address as written, host bits included. */
export function parseNetwork(text: string): Network | undefined {
  const [, written = '', bits = ''] = /^([\d.]+)\/(\d{1,2})$/.exec(text) ?? [];
  const address = parseAddress(written);
  const length = Number(bits);
  if (address === undefined || bits === '' || length > 32) return undefined;
  return { address, length, mask: length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0 };
}

export const firstOf = ({ address, mask }: Network): number => (address & mask) >>> 0;
export const lastOf = ({ address, mask }: Network): number => (address | ~mask) >>> 0;

export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
}
