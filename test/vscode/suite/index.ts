/** Entry that the extension host calls: runs every case, writes the counts and fails when one failed. */
import { writeFileSync } from 'node:fs';
import './conf.test.ts';
import './manifest.test.ts';
import './map.test.ts';
import './version.test.ts';
import './reports.test.ts';
import './secrets.test.ts';
import './hosts.test.ts';
import './dialogs.test.ts';
import './exchange.test.ts';
import { runCases } from './collector.ts';

export async function run(): Promise<void> {
  const report = await runCases();
  const file = process.env['DHIS2_HOSTING_TEST_RESULT'];
  if (file !== undefined) writeFileSync(file, JSON.stringify(report));
  if (report.failed > 0) throw new Error(`${report.failed} failed`);
}
