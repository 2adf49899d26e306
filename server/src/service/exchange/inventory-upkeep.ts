/** Backups and monitoring of an inventory of dhis2-server-tools. */
import type { Import } from './import-inventory.ts';
import { variable, wholeNumber } from './inventory-values.ts';
import type { DraftItem } from './plan-draft.ts';

/** What the tool keeps when nothing is said. */
const kept = { daily: 7, weekly: 4 };

/** The playbook dumps every instance each night, on the database host and without its files. */
export function backupOf(imported: Import, target: DraftItem | undefined): readonly DraftItem[] {
  const instances = imported.all.filter(({ role }) => role === 'instances').map(({ name }) => name);
  if (instances.length === 0) return [];
  return [
    {
      name: 'nightly',
      instances,
      contents: ['database'],
      schedule: '0 3 * * *',
      folder: '/var/pgbackups/db-backup',
      retention: {
        daily: wholeNumber(anywhere(imported, 'days_to_keep')) ?? kept.daily,
        weekly: wholeNumber(anywhere(imported, 'weeks_to_keep')) ?? kept.weekly,
      },
      targets: target === undefined ? undefined : [target['name']],
    },
  ];
}

/** Where the credentials that were in the inventory are expected from now on. */
export const credentialReferences = { s3_access_key: 'S3_ACCESS_KEY', s3_secret_key: 'S3_SECRET_KEY' } as const;

/** The one provider that the tool can send to. */
export function backupTargetOf(imported: Import): DraftItem | undefined {
  const cluster = anywhere(imported, 's3_cluster_id');
  const bucket = anywhere(imported, 's3_bucket');
  if (cluster === undefined || bucket === undefined) return undefined;
  return {
    name: 'object-storage',
    kind: 's3',
    endpoint: `https://${cluster}.linodeobjects.com`,
    bucket,
    accessKey: { env: credentialReferences.s3_access_key },
    secretKey: { env: credentialReferences.s3_secret_key },
  };
}

const tools: { readonly [name: string]: string } = { munin: 'munin', grafana: 'prometheus', prometheus: 'prometheus' };

export function monitoringOf(imported: Import): DraftItem | undefined {
  const tool = tools[anywhere(imported, 'server_monitoring') ?? ''];
  if (tool === undefined) return undefined;
  return { tool, host: imported.all.find(({ role }) => role === 'monitoring')?.host };
}

/** Of the first host that has it: these variables are set for all of them. */
function anywhere({ all }: Import, name: string): string | undefined {
  return all.map(({ source }) => variable(source, name)).find((value) => value !== undefined);
}
