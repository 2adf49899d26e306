/**
 * Dumps of databases that lie on a host, wherever they came from: where the tools put them (`BACKUP_DIR` of
 * /usr/local/etc/dhis/dhis2-env, /var/pgbackups), where people put them, and where the manifest says. What is inside is not
 * looked at: a file is no proof that it can be restored.
 */
import { defineFact, type Fact } from '../fact.ts';
import { one, readRecords, tell } from '../records.ts';
import { snippet } from '../script.ts';

export type FoundBackupFile = {
  readonly path: string;
  readonly bytes: number;
  /** Seconds since 1970. */
  readonly written: number;
};

export type FoundBackups = {
  /** Folders that are there and were looked into. */
  readonly folders: readonly string[];
  /** Newest first, at most `mostFiles`. */
  readonly files: readonly FoundBackupFile[];
  /** Files of cron that speak of backups. */
  readonly jobs: readonly string[];
  /** Timers of systemd whose name does. */
  readonly timers: readonly string[];
  /** Seconds since 1970, by the clock of the host. */
  readonly now: number;
};

const mostFiles = 500;

const script = `
tell now "$(date +%s)"
folders=$(
  for file in /usr/local/etc/dhis/dhis2-env /usr/local/etc/dhis/dhis2-env-new; do
    [ ! -r "$file" ] || sed -n 's/^[[:space:]]*\\(export[[:space:]]*\\)*BACKUP_DIR=//p' "$file" | tr -d "\\"'"
  done
  for folder in "$@" /var/pgbackups /var/backups /var/lib/dhis2/backups /opt/dhis2/backups /opt/backups /opt/backup /backup /backups \\
    /srv/backup /srv/backups /home/*/backup /home/*/backups /root/backup /root/backups; do
    printf '%s\\n' "$folder"
  done
)
found=$(printf '%s\\n' "$folders" | while read -r folder; do
  [ -z "$folder" ] || [ ! -d "$folder" ] || readlink -f "$folder"
done | sort -u | while read -r folder; do
  tell folder "$folder"
  timeout 15 find "$folder" -xdev -maxdepth 5 -type f \\( -name '*.sql' -o -name '*.sql.*' -o -name '*.dump' -o -name '*.dump.*' -o -name '*.pgdump' -o -name '*.backup' \\) -printf '%T@ %s %p\\n' 2> /dev/null || :
done)
printf '%s\\n' "$found" | sed -n '/^folder/p'
printf '%s\\n' "$found" | sed '/^folder/d; /^$/d' | sort -rn | head -n ${mostFiles} | while read -r written bytes path; do tell file "\${written%%.*} $bytes $path"; done
for file in /etc/crontab /etc/cron.d/* /etc/cron.daily/* /var/spool/cron/crontabs/*; do
  [ "$file" != /etc/cron.daily/dpkg ] && [ -f "$file" ] && sed 's/^[[:space:]]*#.*//' "$file" | grep -Eq 'pg_dump|dhis2?-backup|pgbackrest|(^|[^a-z])backups?([^a-z]|$)' || continue
  tell job "$file"
done
systemctl list-units --type=timer --all --no-legend --plain 2> /dev/null | awk '{ print $1 }' | grep -Ei 'backup|pgbackrest|pg_dump' | grep -v dpkg-db-backup | while read -r timer; do tell timer "$timer"; done
`;

/** `folders`: where the manifest says that backups are. */
export function foundBackups(...folders: readonly string[]): Fact<FoundBackups> {
  return defineFact<FoundBackups>({
    id: 'found-backups',
    drifts: true,
    script: snippet('found-backups', tell + script, ...folders),
    parse: ({ code, out }) => {
      const record = code === 0 ? readRecords(out, 'now')?.[0] : undefined;
      const now = record && Number(one(record, 'now'));
      if (record === undefined || now === undefined || !(now > 0)) return undefined;
      return {
        now,
        folders: record.get('folder') ?? [],
        files: (record.get('file') ?? []).map(readFile),
        jobs: record.get('job') ?? [],
        timers: record.get('timer') ?? [],
      };
    },
  });
}

function readFile(text: string): FoundBackupFile {
  const [written, bytes, ...path] = text.split(' ');
  return { written: Number(written), bytes: Number(bytes), path: path.join(' ') };
}
