import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { catalogue } from '../../../server/src/service/catalogue/dhis-conf-catalogue.ts';
import { humanValue } from '../../../server/src/service/catalogue/durations.ts';
import { render } from '../../../server/src/service/messages.ts';

describe('values as people say them', () => {
  const cases: readonly (readonly [key: string, value: string, en: string | undefined, fr?: string])[] = [
    ['system.session.timeout', '3600', '1 h', '1 h'],
    ['system.session.timeout', '5400', '1 h 30 min', '1 h 30 min'],
    ['system.session.timeout', '86400', '1 d', '1 j'],
    ['system.session.timeout', '90061', '≈ 1 d', '≈ 1 j'],
    ['system.session.timeout', '4000', '≈ 1.1 h', '≈ 1,1 h'],
    ['system.session.timeout', '30', undefined],
    ['system.session.timeout', '0', 'Zero or negative: sessions never expire.', "Zéro ou négatif : les sessions n'expirent jamais."],
    ['system.session.timeout', '1h', undefined],
    ['system.session.timeout', '${TIMEOUT}', undefined],
    ['system.session.timeout', '', undefined],
    ['connection.pool.timeout', '30000', '30 s', '30 s'],
    ['connection.pool.timeout', '100000', '1 min 40 s', '1 min 40 s'],
    ['connection.pool.timeout', '250', undefined],
    ['connection.pool.timeout', '0', 'wait without limit', 'attente sans limite'],
    ['oauth2.server.dcr.refresh-token-ttl', '2592000', '30 d', '30 j'],
    ['leader.time.to.live.minutes', '120', '2 h', '2 h'],
    ['max.file_upload_size', '10000000', '10 MB', '10 Mo'],
    ['max.file_upload_size', '10485760', '≈ 10.5 MB', '≈ 10,5 Mo'],
    ['max.file_upload_size', '900', undefined],
    ['connection.pool.max_size', '80', undefined],
    ['connection.url', '3600', undefined],
  ];
  for (const [key, value, en, fr] of cases) {
    test(`${key} = ${value}`, () => {
      const row = catalogue.lookup(key)?.row;
      assert.ok(row);
      const human = humanValue(row, value);
      assert.equal(human && render(human, 'en'), en);
      if (fr !== undefined) assert.equal(human && render(human, 'fr'), fr);
    });
  }
});
