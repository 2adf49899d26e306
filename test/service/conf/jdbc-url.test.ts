/** Hosts, parameters and passwords in the addresses of databases. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { passwordInJdbcUrl, readPostgresUrl } from '../../../server/src/service/conf/jdbc-url.ts';

type HostCase = { readonly url: string; readonly hosts: readonly string[] | undefined };

const hostCases: readonly HostCase[] = [
  { url: 'jdbc:postgresql:dhis2', hosts: [] },
  { url: 'jdbc:postgresql:/', hosts: [] },
  { url: 'jdbc:postgresql:///dhis2', hosts: [] },
  { url: 'jdbc:postgresql://DB.example.org/dhis2', hosts: ['db.example.org'] },
  { url: 'jdbc:postgresql://db:5432', hosts: ['db'] },
  { url: 'jdbc:postgresql://a:5432,b,10.0.0.1:5433/dhis2?x=y', hosts: ['a', 'b', '10.0.0.1'] },
  { url: 'jdbc:postgresql://[2001:db8::1]:5432/dhis2', hosts: ['2001:db8::1'] },
  { url: 'jdbc:postgresql://db?sslmode=require', hosts: ['db'] },
  { url: 'jdbc:mysql://db/dhis2', hosts: undefined },
  { url: 'postgresql://db/dhis2', hosts: undefined },
  { url: '', hosts: undefined },
];

describe('hosts of an address of PostgreSQL', () => {
  for (const { url, hosts } of hostCases) test(url, () => assert.deepEqual(readPostgresUrl(url)?.hosts, hosts));

  test('parameters keep what follows the first equals sign', () => {
    const parameters = readPostgresUrl('jdbc:postgresql://db/x?ssl&options=-c a=b&sslmode=verify-full')?.parameters;
    assert.deepEqual(
      [...(parameters ?? [])],
      [
        ['ssl', ''],
        ['options', '-c a=b'],
        ['sslmode', 'verify-full'],
      ],
    );
  });
});

type PasswordCase = { readonly url: string; readonly password: string | undefined };

const passwordCases: readonly PasswordCase[] = [
  { url: 'jdbc:postgresql://db/dhis2', password: undefined },
  { url: 'jdbc:postgresql://db:5432/dhis2?ApplicationName=a@b', password: undefined },
  { url: 'jdbc:postgresql://db:5432/a@b', password: undefined },
  { url: 'jdbc:postgresql://${HOST:-db}:5432/dhis2', password: undefined },
  { url: 'jdbc:postgresql://db/dhis2?passwordless=true', password: undefined },
  { url: 'jdbc:postgresql://db/dhis2?password=', password: undefined },
  { url: 'jdbc:postgresql://db/dhis2?user=x&password=y&ssl=true', password: 'y' },
  { url: 'jdbc:postgresql://db/dhis2?sslpassword=y', password: 'y' },
  { url: 'jdbc:postgresql://db/dhis2?password=${DB_PASSWORD}', password: '${DB_PASSWORD}' },
  { url: 'jdbc:mysql://root:root@doris:9030/dhis2', password: 'root' },
  { url: 'jdbc:mysql://${U}:${P:-a@b/c}@doris:9030/dhis2', password: '${P:-a@b/c}' },
  { url: 'jdbc:clickhouse://ch:8123/dhis2?password=password', password: 'password' },
  { url: '${URL}', password: undefined },
  { url: 'https://a:b@example.org', password: undefined },
];

describe('password in an address', () => {
  for (const { url, password } of passwordCases) {
    test(url, () => {
      const place = passwordInJdbcUrl(url);
      assert.equal(place && url.slice(place.start, place.end), password);
      if (place !== undefined) assert.ok(place.start > 'jdbc:'.length && url.charAt(place.start - 1).match(/[:=]/));
    });
  }

  test('a long hostile text takes no time', () => {
    const started = performance.now();
    passwordInJdbcUrl(`jdbc:x://${'a:'.repeat(50_000)}`);
    passwordInJdbcUrl(`jdbc:${'://a:${'.repeat(5000)}`);
    readPostgresUrl(`jdbc:postgresql://${'?'.repeat(50_000)}`);
    assert.ok(performance.now() - started < 500);
  });
});
