/** What the restore tests of an instance left as evidence, newest first. */
import { defineFact, type Fact } from '../fact.ts';
import { backupState } from '../hosts/backups.ts';
import { isRecord, readJson } from '../json.ts';
import { snippet } from '../script.ts';

export type DrillRecord = {
  /** File on the host. */
  readonly path: string;
  readonly plan: string;
  readonly host: string;
  /** ISO 8601, UTC. */
  readonly began: string;
  readonly ended: string;
  readonly outcome: 'done' | 'failed';
  readonly code?: string;
  readonly detail?: string;
  /** That was tested, and when it was made. */
  readonly set?: string;
  readonly made?: string;
  readonly release?: string;
  readonly migration?: string;
  /** When a row of the tables that people write into was changed last. */
  readonly newest?: string;
  readonly key?: string;
  readonly bytes?: number;
  /** Seconds of each part, `total` among them. */
  readonly seconds: Readonly<Record<string, number>>;
  /** Rows of key tables, the same in the set and in what was restored. */
  readonly counts: Readonly<Record<string, number>>;
  /** Kinds of false sets that it was shown and refused. */
  readonly refuses: readonly string[];
  /** Version that the set is of, and version that it was restored with. */
  readonly postgresql?: readonly string[];
  /** Present when DHIS2 was started on what was restored and answered; with the version that it told, if it told one. */
  readonly started?: { readonly version?: string };
};

/** A year of tests each month, with as many that failed and were tried again. */
const mostRecords = 40;

const script = `
folder=$1 instance=$2 most=$3
[ -d "$folder" ] || exit 0
ls -1 -- "$folder" | grep -E "^$instance-[0-9]{8}T[0-9]{6}([.][0-9]{3})?Z\\.json$" | sort -r | head -n "$most" | while read -r name; do
  printf 'record %s %s\\n' "$(base64 -w 0 < "$folder/$name")" "$folder/$name"
done
`;

export function drillRecords(instance: string): Fact<readonly DrillRecord[]> {
  return defineFact<readonly DrillRecord[]>({
    id: `drill-records:${instance}`,
    drifts: true,
    script: snippet('drill-records', script, `${backupState}/evidence`, instance, String(mostRecords)),
    parse: ({ code, out }) => {
      if (code !== 0) return undefined;
      const records = out.split('\n').flatMap((line) => {
        const [, text = '', path = ''] = /^record (\S+) (.*)$/.exec(line) ?? [];
        const record = readRecord(readJson(Buffer.from(text, 'base64').toString('utf8')), path);
        return record === undefined ? [] : [record];
      });
      // Those of one second stay in the order of their files.
      return records.toSorted((a, b) => Number(a.began < b.began) - Number(a.began > b.began));
    },
  });
}

/** Undefined for what another version wrote. */
function readRecord(value: unknown, path: string): DrillRecord | undefined {
  if (!isRecord(value) || value['v'] !== 1) return undefined;
  const { plan, host, began, ended, outcome, refuses, postgresql, started } = value;
  if (typeof plan !== 'string' || typeof began !== 'string' || typeof ended !== 'string') return undefined;
  if (outcome !== 'done' && outcome !== 'failed') return undefined;
  const texts = ['code', 'detail', 'set', 'made', 'release', 'migration', 'newest', 'key'] as const;
  return {
    ...{ path, plan, began, ended, outcome, host: typeof host === 'string' ? host : '' },
    ...Object.fromEntries(texts.flatMap((name) => (typeof value[name] === 'string' ? [[name, value[name]]] : []))),
    ...(typeof value['bytes'] === 'number' ? { bytes: value['bytes'] } : {}),
    seconds: numbersOf(value['seconds']),
    counts: numbersOf(value['counts']),
    refuses: textsOf(refuses),
    ...(Array.isArray(postgresql) ? { postgresql: textsOf(postgresql) } : {}),
    ...(isRecord(started) ? { started: typeof started['version'] === 'string' ? { version: started['version'] } : {} } : {}),
  };
}

function numbersOf(value: unknown): Readonly<Record<string, number>> {
  const pairs = isRecord(value) ? Object.entries(value) : [];
  return Object.fromEntries(pairs.flatMap(([name, count]) => (typeof count === 'number' ? [[name, count] as const] : [])));
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
