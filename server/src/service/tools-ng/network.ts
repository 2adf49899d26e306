/** The network of the containers, which is fixed in the tool's files for LXD and the firewall. */

export const fixedNetwork = '192.168.0.0/24';

/** First and last of those that `dhis2-create-instance` hands out, by their last number. */
const forInstances = { first: 10, last: 19 };

export type AddressProblem = 'notIpv4' | 'outside' | 'reserved' | 'gateway' | 'forInstances';

export function addressProblem(address: string): AddressProblem | undefined {
  const numbers = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address)?.slice(1);
  if (numbers === undefined || numbers.some((number) => Number(number) > 255 || /^0\d/.test(number))) return 'notIpv4';
  if (numbers.slice(0, 3).join('.') !== '192.168.0') return 'outside';
  const last = Number(numbers[3]);
  if (last === 1) return 'gateway';
  if (last === 0 || last === 255) return 'reserved';
  return last >= forInstances.first && last <= forInstances.last ? 'forInstances' : undefined;
}

/** In either form: the network, or the address of the bridge in it. */
export function isFixedNetwork(network: string): boolean {
  return /^192\.168\.0\.\d{1,3}\/24$/.test(network);
}
