/** Which moment a command line asks for, one that is the same on every computer, and which dump of the host. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { render } from '@dhis2-hosting/server/service';
import { Refusal } from '../../client/src/cli/refusal.ts';
import { dumpFor, momentFor } from '../../client/src/cli/wanted.ts';

const bringBack = { id: 'bring-back' };

describe('--to', () => {
  test('is a moment with its zone', () => {
    assert.equal(momentFor(bringBack, '2026-11-29T14:30:00+02:00'), Date.UTC(2026, 10, 29, 12, 30));
    assert.equal(momentFor(bringBack, '2026-11-29T12:30Z'), Date.UTC(2026, 10, 29, 12, 30));
    assert.equal(momentFor(bringBack, undefined), undefined);
  });

  for (const text of ['yesterday', '2026-11-29', '2026-11-29T14:30:00', '2026-13-29T14:30:00Z', '2026-11-29 14:30:00+02:00', '']) {
    test(`is not ${JSON.stringify(text)}`, () => {
      assert.throws(
        () => momentFor(bringBack, text),
        (error) => error instanceof Refusal && render(error.said, 'en').includes('is not a moment with its zone'),
      );
    });
  }

  test('goes with no other recipe', () => {
    assert.throws(
      () => momentFor({ id: 'restore' }, '2026-11-29T12:30Z'),
      (error) => error instanceof Refusal && render(error.said, 'fr').includes('bring-back'),
    );
  });
});

describe('--dump', () => {
  const ofDump = { id: 'restore-dump' };

  test('is a path on the host', () => {
    assert.equal(dumpFor(ofDump, '/root/backups/a b.sql.gz'), '/root/backups/a b.sql.gz');
    assert.equal(dumpFor({ id: 'restore' }, undefined), undefined);
  });

  for (const path of [undefined, '', 'hmis.sql.gz', '~/hmis.sql.gz', '/a\nb', '/a"b']) {
    test(`is not ${JSON.stringify(path)}`, () => {
      assert.throws(
        () => dumpFor(ofDump, path),
        (error) => error instanceof Refusal && render(error.said, 'en').includes('path of a dump on the host'),
      );
    });
  }

  test('goes with no other recipe', () => {
    assert.throws(
      () => dumpFor({ id: 'restore' }, '/a.sql'),
      (error) => error instanceof Refusal && render(error.said, 'fr').includes('restore-dump'),
    );
  });
});
