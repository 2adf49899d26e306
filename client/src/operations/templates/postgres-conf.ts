/** A file of settings of PostgreSQL, each with its reason. */

export type ConfRow = { readonly name: string; readonly value: string; readonly reason: string };

const plain = /^(?:[a-z]+|-?\d+(?:\.\d+)?(?:[kMGT]B)?)$/;

export function postgresConf(header: readonly string[], rows: readonly ConfRow[]): string {
  const lines = rows.map(
    ({ name, value, reason }) => `# ${reason}\n${name} = ${plain.test(value) ? value : `'${value.replaceAll("'", "''")}'`}\n`,
  );
  return [`${['Written by DHIS2 Hosting.', ...header].map((line) => `# ${line}\n`).join('')}`, ...lines].join('\n');
}
