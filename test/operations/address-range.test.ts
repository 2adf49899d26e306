/** IP addresses and networks. */
import assert from 'node:assert/strict';
import { isIP } from 'node:net';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { isAddress, isWithin, plainAddress, widest } from '../../client/src/operations/hosts/address-range.ts';

describe('an address', () => {
  const inside: readonly (readonly [string, string])[] = [
    ['10.77.0.1', '10.77.0.0/24'],
    ['::ffff:10.77.0.1', '10.77.0.9/24'],
    ['192.0.2.7', '192.0.2.7'],
    ['192.0.2.7', '0.0.0.0/0'],
    ['2001:db8::9', '2001:db8::/32'],
    ['fe80::1%eth0', 'fe80::/10'],
    ['::', '::/128'],
    ['10.1.0.0/16', '10.0.0.0/8'],
  ];
  for (const [address, network] of inside)
    test(`${address} is in ${network}`, () => assert.ok(isWithin(address, ['203.0.113.0/24', network])));

  const outside: readonly (readonly [string, string])[] = [
    ['10.77.1.1', '10.77.0.0/24'],
    ['10.0.0.0/8', '10.1.0.0/16'],
    ['::1', '0.0.0.0/0'],
    ['1.2.3.4', '::/0'],
    ['1.2.3', '0.0.0.0/0'],
    ['1.2.3.4', '1.2.3.4/33'],
    ['a.example.org', '0.0.0.0/0'],
    ['1::2::3', '::/0'],
  ];
  for (const [address, network] of outside) test(`${address} is not in ${network}`, () => assert.ok(!isWithin(address, [network])));

  test('is told from a name as Node tells it', () => {
    const text = fc.oneof(
      fc.ipV4(),
      fc.ipV6().filter((address) => !address.includes('.')),
      fc.string(),
      fc.stringMatching(/^[0-9a-f:.]{0,12}$/),
    );
    fc.assert(
      fc.property(
        text.filter((each) => !/[%/]|^::ffff:\d/i.test(each) && !/^0\d|\.0\d/.test(each) && !/:.*\./.test(each)),
        (each) => isAddress(each) === isIP(each) > 0,
      ),
    );
  });

  test('that came over a socket of both kinds is one of IPv4', () => assert.equal(plainAddress('::ffff:10.0.0.9'), '10.0.0.9'));
});

test('networks that others hold are left out', () => {
  const ranges = ['10.1.0.0/16', '10.0.0.0/8', '10.0.0.1', '10.0.0.1/32', '192.0.2.1', '2001:db8::/32', '2001:db8::1'];
  assert.deepEqual(widest(ranges), ['10.0.0.0/8', '192.0.2.1', '2001:db8::/32']);
  assert.deepEqual(widest(['1.2.3.4', '1.2.3.4/32']), ['1.2.3.4']);
});
