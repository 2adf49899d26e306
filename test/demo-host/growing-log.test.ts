import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createGrowingLog } from '../../scripts/demo-host/growing-log.ts';
import { dayRecords, printRecord, startRecords } from '../../scripts/demo-host/log-records.ts';

const at = new Date(2026, 10, 3, 4, 5, 6, 7);
const tomcatLine = /^\d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d:\d\d\.\d{3} (INFO|WARN|ERROR) \[\S+\] \S+ \S/;
const dhis2Line = /^\* (INFO {2}|WARN {2}|ERROR ) ?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d,\d{3} .+ \(\S+\.java \[\S+\]\)$/;

describe('demo host: its log', () => {
  test('each record is one line as Tomcat or DHIS2 prints it, with its stack trace below', () => {
    for (const record of [...startRecords, ...dayRecords]) {
      const [line = '', ...rest] = printRecord(record, at).split('\n');
      assert.match(line, record.from === 'tomcat' ? tomcatLine : dhis2Line);
      assert.deepEqual(rest, [...(record.trace ?? []), '']);
    }
  });

  test('begins with a whole start and tells its listeners of each growth', () => {
    const log = createGrowingLog(60_000);
    try {
      const [first] = dayRecords;
      assert.ok(first);
      const before = log.bytes();
      assert.match(before.toString(), /Server startup in \[51,902\] milliseconds\n$/);
      let told = 0;
      const off = log.onGrowth(() => {
        told += 1;
      });
      log.append(first);
      off();
      log.append(first);
      assert.equal(told, 1);
      assert.ok(log.bytes().subarray(0, before.length).equals(before), 'what was written has changed');
    } finally {
      log.stop();
    }
  });
});
