/** The window in which things may be down, by the clock of its time zone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { closedWindow } from '../../client/src/operations/templates/maintenance-window.ts';

type Window = NonNullable<NonNullable<HostingManifest['maintenance']>['window']>;

const words = (window: Window | undefined, now: string, timezone?: string): string | undefined =>
  closedWindow({
    manifest: {
      version: 1,
      hosts: [{ name: 'app-1', address: '192.0.2.1', ...(timezone === undefined ? {} : { timezone }) }],
      ...(window === undefined ? {} : { maintenance: { window } }),
    },
    host: 'app-1',
    now: Date.parse(now),
  });
const night: Window = { days: ['saturday', 'sunday'], from: '22:00', to: '02:00' };

test('is open from its beginning to before its end, over midnight too', () => {
  // 2026-11-28 is a Saturday, in the north of Africa an hour ahead of UTC.
  assert.equal(words(night, '2026-11-28T21:00:00Z', 'Africa/Douala'), undefined);
  assert.equal(words(night, '2026-11-29T00:59:00Z', 'Africa/Douala'), undefined);
  assert.equal(words(night, '2026-11-30T00:59:00Z', 'Africa/Douala'), undefined);
  for (const now of ['2026-11-28T20:59:00Z', '2026-11-29T01:00:00Z', '2026-11-27T22:00:00Z', '2026-11-30T21:00:00Z'])
    assert.equal(words(night, now, 'Africa/Douala'), 'Sat,Sun 22:00–02:00 Africa/Douala', now);
});

test('goes by its own time zone before that of the host, and by UTC without one', () => {
  assert.equal(words({ ...night, timezone: 'Asia/Dhaka' }, '2026-11-28T16:30:00Z', 'Africa/Douala'), undefined);
  assert.equal(words(night, '2026-11-28T22:30:00Z'), undefined);
  assert.equal(words(night, '2026-11-28T21:30:00Z'), 'Sat,Sun 22:00–02:00 UTC');
});

test('of a whole day is open all day', () => {
  assert.equal(words({ days: ['saturday'], from: '00:00', to: '00:00' }, '2026-11-28T23:59:00Z'), undefined);
});

test('says nothing where there is none, or a time zone that does not exist', () => {
  assert.equal(words(undefined, '2026-11-30T12:00:00Z'), undefined);
  assert.equal(words({ ...night, timezone: 'Africa/Duala' }, '2026-11-30T12:00:00Z'), undefined);
});
