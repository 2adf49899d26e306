/**
 * The backup sets of an instance on its host, newest first, and how the last attempts went. A set is published only when
 * it was read whole, so one that is here and has all its parts is a verified one.
 */
import { defineFact, type Fact } from '../fact.ts';
import { backupState } from '../hosts/backups.ts';
import { isRecord, readJson } from '../json.ts';
import { snippet } from '../script.ts';

export type BackupSet = {
  /** When it was begun, as `20261129T020000Z`. */
  readonly id: string;
  readonly folder: string;
  /** Name in the manifest. */
  readonly plan: string;
  /** ISO 8601, UTC. */
  readonly made: string;
  readonly verified: string;
  readonly bytes: number;
  readonly parts: readonly string[];
  /** Last migration of its database. */
  readonly migration?: string;
  /** Fingerprint of `encryption.password`. */
  readonly key?: string;
  /** When a copy elsewhere was last read back and compared; ISO 8601, UTC. */
  readonly offSite?: string;
  /** When it was last restored beside the live data and compared; ISO 8601, UTC. */
  readonly restored?: string;
  /** How long that took, all of it: the measured time of a recovery of the database. */
  readonly restoreSeconds?: number;
};

/** Without `outcome` it is under way, or was cut off. */
export type BackupAttempt = {
  readonly plan: string;
  readonly kind: string;
  readonly began: string;
  readonly ended?: string;
  readonly outcome?: string;
  readonly code?: string;
  readonly detail?: string;
};

/** A set that is at targets and not on the host any more, as far as the last copy saw them. */
export type AwaySet = { /** As `20261129T020000Z`. */ readonly id: string; readonly plan: string; readonly targets: readonly string[] };

export type BackupSets = {
  readonly sets: readonly BackupSet[];
  readonly attempts: readonly BackupAttempt[];
  /** Names of folders of sets that are not whole: something took a part away, or another version made them. */
  readonly broken: readonly string[];
  /** Newest first; absent where no copy was ever sent. */
  readonly away?: readonly AwaySet[];
};

/** As many as any plan keeps and a fact has room for. */
const mostSets = 40;

const script = `
state=$1 most=$2; shift 2
[ ! -e "$state" ] || printf 'state %s\\n' "$(base64 -w 0 < "$state")"
for folder; do
  [ -d "$folder" ] || continue
  ls -1 -- "$folder" | sort -r | { grep -E '^[0-9]{8}T[0-9]{6}Z$' || :; } | head -n "$most" | while read -r id; do
    [ -e "$folder/$id/set.json" ] || { printf 'broken %s\\n' "$id"; continue; }
    sizes=$(cd "$folder/$id" && stat -c '%n=%s' -- * | tr '\\n' ',')
    printf 'set %s %s %s %s\\n' "$id" "$sizes" "$(base64 -w 0 < "$folder/$id/set.json")" "$folder"
  done
done
`;

/** `folders`: where the sets of this instance are, see `setsFolder`. */
export function backupSets(instance: string, ...folders: readonly string[]): Fact<BackupSets> {
  return defineFact<BackupSets>({
    id: `backup-sets:${instance} ${folders.join(' ')}`,
    drifts: true,
    script: snippet('backup-sets', script, `${backupState}/${instance}.json`, String(mostSets), ...folders),
    parse: ({ code, out }) => {
      if (code !== 0) return undefined;
      const state = readJson(decode(/^state (\S+)$/m.exec(out)?.[1] ?? ''));
      const broken = [...out.matchAll(/^broken (\S+)$/gm)].map(([, id = '']) => id);
      const found = out.split('\n').flatMap((line) => {
        const [, id, sizes = '', text = '', folder = ''] = /^set (\S+) (\S+) (\S+) (.*)$/.exec(line) ?? [];
        if (id === undefined) return [];
        const set = readSet(readJson(decode(text)), `${folder}/${id}`, sizesOf(sizes));
        if (set?.id === id) return [{ ...set, ...proofsOf(state, id) }];
        broken.push(id);
        return [];
      });
      const here = new Set(found.map(({ id }) => id));
      const away = readAway(state)?.filter(({ id }) => !here.has(id));
      return {
        ...{ sets: found.toSorted((a, b) => (a.id < b.id ? 1 : -1)), attempts: readAttempts(state), broken: broken.sort().reverse() },
        ...(away === undefined ? {} : { away }),
      };
    },
  });
}

/** Undefined when there is none. */
export function newestVerifiedSet({ sets }: BackupSets, plan?: string): BackupSet | undefined {
  return sets.find((set) => (plan === undefined || set.plan === plan) && set.parts.includes('database.dump'));
}

/** By its name, here or only at targets: of those no more is known than when they were made. */
export function setNamed({ sets, away = [] }: BackupSets, id: string): Pick<BackupSet, 'id' | 'made' | 'migration'> | undefined {
  const here = sets.find((set) => set.id === id);
  if (here !== undefined || !away.some((set) => set.id === id)) return here;
  return { id, made: id.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z') };
}

/** By the clock of whoever asks. Undefined hours: the plan does not say. */
export function isLate(newest: BackupSet | undefined, hours: number | undefined, now: number): boolean {
  return newest === undefined || (hours !== undefined && now - Date.parse(newest.made) > hours * 3_600_000);
}

function decode(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}

function sizesOf(text: string): ReadonlyMap<string, number> {
  return new Map([...text.matchAll(/([^=,]+)=(\d+),/g)].map(([, name = '', size]) => [name, Number(size)]));
}

/** Undefined for what another version wrote, and for a set that lacks a part or of which one has another size. */
function readSet(value: unknown, folder: string, sizes: ReadonlyMap<string, number>): BackupSet | undefined {
  if (!isRecord(value) || value['v'] !== 1 || !isRecord(value['parts'])) return undefined;
  const { id, plan, made, verified, bytes, database, key } = value;
  if (typeof id !== 'string' || typeof plan !== 'string' || typeof made !== 'string' || typeof verified !== 'string') return undefined;
  if (typeof bytes !== 'number') return undefined;
  const parts = Object.entries(value['parts']);
  if (!parts.every(([name, part]) => isRecord(part) && part['bytes'] === sizes.get(name))) return undefined;
  const migration = isRecord(database) && typeof database['migration'] === 'string' ? { migration: database['migration'] } : {};
  const fingerprint = typeof key === 'string' ? { key } : {};
  return { id, folder, plan, made, verified, bytes, parts: parts.map(([name]) => name), ...migration, ...fingerprint };
}

/** What was done with a set after it was made. */
function proofsOf(state: unknown, id: string): Pick<BackupSet, 'offSite' | 'restored' | 'restoreSeconds'> {
  const of = (kind: string): Readonly<Record<string, unknown>> => {
    const known = isRecord(state) && isRecord(state[kind]) ? state[kind][id] : undefined;
    return isRecord(known) ? known : {};
  };
  const [offSite, { at: restored, seconds }] = [of('copied')['at'], of('restored')];
  const total = isRecord(seconds) ? seconds['total'] : undefined;
  return {
    ...(typeof offSite === 'string' ? { offSite } : {}),
    ...(typeof restored === 'string' ? { restored } : {}),
    ...(typeof total === 'number' ? { restoreSeconds: total } : {}),
  };
}

/** By plan, by target. */
function readAway(state: unknown): readonly AwaySet[] | undefined {
  if (!isRecord(state) || !isRecord(state['away'])) return undefined;
  const found = Object.entries(state['away']).flatMap(([plan, targets]) => {
    const lists = isRecord(targets) ? Object.entries(targets) : [];
    const ids = new Set(lists.flatMap(([, list]) => (Array.isArray(list) ? list.filter((id) => typeof id === 'string') : [])));
    return [...ids].map((id) => ({
      ...{ id, plan },
      targets: lists.flatMap(([target, list]) => (Array.isArray(list) && list.includes(id) ? [target] : [])),
    }));
  });
  return found.toSorted((a, b) => (a.id < b.id ? 1 : -1));
}

function readAttempts(state: unknown): readonly BackupAttempt[] {
  if (!isRecord(state) || state['v'] !== 1 || !isRecord(state['attempts'])) return [];
  return Object.entries(state['attempts']).flatMap(([plan, kinds]) =>
    isRecord(kinds) ? Object.entries(kinds).flatMap(([kind, values]) => readAttempt(plan, kind, values)) : [],
  );
}

function readAttempt(plan: string, kind: string, values: unknown): readonly BackupAttempt[] {
  if (!isRecord(values) || typeof values['began'] !== 'string') return [];
  const texts = Object.entries(values).filter(
    ([name, value]) => ['ended', 'outcome', 'code', 'detail'].includes(name) && typeof value === 'string',
  );
  return [{ plan, kind, began: values['began'], ...Object.fromEntries(texts) }];
}
