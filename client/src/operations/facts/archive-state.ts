/** The continuous archive of a database server as pgBackRest tells it: its backups, and whether PostgreSQL feeds it. */
import { defineFact, type Fact } from '../fact.ts';
import { type ArchivePaths, archiveFolder } from '../hosts/archives.ts';
import { isRecord, readJson } from '../json.ts';
import { snippet } from '../script.ts';

export type ArchiveBackup = {
  readonly label: string;
  readonly type: 'full' | 'diff' | 'incr';
  /** When it ended, in seconds since 1970: the archive can bring back any later moment. */
  readonly ended: number;
  /** Bytes in the repository. */
  readonly size: number;
};

export type ArchiveState = {
  /** Of what encrypts the repository: the first digits of its SHA-256; empty when there is none. */
  readonly key: string;
  /** Its file is closed to all but root and PostgreSQL. */
  readonly keyIsClosed: boolean;
  /** Whatever is in it, and whether it can be read. */
  readonly hasRepository: boolean;
  /** Whether the repository can be read and knows this server. */
  readonly isMade: boolean;
  /** Oldest first; those with damaged pages are not among them. */
  readonly backups: readonly ArchiveBackup[];
  /** When all of it was last read and found whole, in seconds since 1970. */
  readonly verified?: number;
};

const script = `
configuration=$1 stanza=$2 repository=$3 state=$4 key=$1/conf.d/key.conf
if [ -e "$key" ]; then
  stat -c '%a %U:%G' -- "$key"
  sed -n 's/^repo1-cipher-pass=//p' "$key" | tr -d '\\n' | sha256sum | cut -c 1-16
else printf '%s\\n' - -; fi
cut -d ' ' -f 2 -- "$state/$stanza" 2> /dev/null || echo -
[ ! -e "$repository/archive/$stanza/archive.info" ] && echo none || echo there
if [ -e "$configuration/pgbackrest.conf" ] && command -v pgbackrest > /dev/null; then
  runuser -u postgres -- env -i PATH="$PATH" pgbackrest --config-path="$configuration" --stanza="$stanza" --output=json info
else echo '[]'; fi
`;

export function archiveState({ configuration, repository }: ArchivePaths, stanza: string): Fact<ArchiveState> {
  return defineFact<ArchiveState>({
    id: `archive-state:${stanza}`,
    script: snippet('archive-state', script, configuration, stanza, repository, archiveFolder),
    parse: ({ code, out }) => {
      const [mode = '', key = '', verified = '', repositoryState = '', ...rest] = out.split('\n');
      const info = readJson(rest.join('\n'));
      if (code !== 0 || !Array.isArray(info)) return undefined;
      const [stanzaInfo] = info.filter(isRecord).filter(({ name }) => name === stanza);
      const status = isRecord(stanzaInfo?.['status']) ? stanzaInfo['status']['code'] : undefined;
      // 0 is ok, 2 is a stanza without a backup yet; the rest is a stanza that is not there or does not fit.
      return {
        key: key === '-' ? '' : key,
        keyIsClosed: mode === '640 root:postgres',
        hasRepository: repositoryState === 'there',
        isMade: status === 0 || status === 2,
        backups: readBackups(stanzaInfo?.['backup']),
        ...(/^\d+$/.test(verified) ? { verified: Number(verified) } : {}),
      };
    },
  });
}

function readBackups(list: unknown): readonly ArchiveBackup[] {
  return (Array.isArray(list) ? list : []).filter(isRecord).flatMap(({ label, type, timestamp, error, info }): readonly ArchiveBackup[] => {
    const ended = isRecord(timestamp) ? timestamp['stop'] : undefined;
    const repository = isRecord(info) && isRecord(info['repository']) ? info['repository']['delta'] : undefined;
    const isKind = type === 'full' || type === 'diff' || type === 'incr';
    if (error === true || typeof label !== 'string' || typeof ended !== 'number' || !isKind) return [];
    return [{ label, type, ended, size: typeof repository === 'number' ? repository : 0 }];
  });
}
