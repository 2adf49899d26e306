/**
 * Whether a dump on a host can be read to its end, and what is in it. Only read: by the tools of the host, as nobody, behind all
 * others. The list of contents proves nothing and a gzip that is whole may hold half a dump, so what comes out is read whole: a
 * dump of text has to say at its end that it is complete, one of pg_dump's own format is decoded by pg_restore.
 */
import { defineFact, type Fact } from '../fact.ts';
import { one, readRecords, tell } from '../records.ts';
import { snippet } from '../script.ts';

export type DumpVerdict = {
  /**
   * `cut`: it ends too early or is damaged. `empty`: whole, and no row is in it. `newer`: of a PostgreSQL that the tools of the
   * host cannot read. `sealed`: encrypted, so nobody can say. `other`: no dump of PostgreSQL.
   */
  readonly verdict: 'whole' | 'cut' | 'empty' | 'newer' | 'sealed' | 'other';
  readonly format: 'plain' | 'custom';
  /** Of a whole server, and not of one database of it. */
  readonly cluster?: true;
  /** As the dump says; one of text rarely does. */
  readonly database?: string;
  /** Of the server that was dumped. */
  readonly postgresql?: string;
  readonly tables: number;
  readonly rows: number;
  /** Rows of `userinfo`: without one nobody can log in. */
  readonly users: number;
  /** Last migration of DHIS2; undefined when it is none of DHIS2, or only a part. */
  readonly migration?: string;
  /** When a row was changed last, as the database wrote it. */
  readonly newest?: string;
};

/** Reads the text of a dump. A row is no statement, whatever is in it. */
const reader = `
function value(name,  i) { i = place[name]; return i ? f[i] : "" }
function end() { print "complete\\t" complete; print "copying\\t" copying; print "tables\\t" tables + 0; print "rows\\t" rows + 0; print "users\\t" users + 0
  print "version\\t" version; print "migration\\t" migration; print "newest\\t" newest; print "seen\\t" seen + 0; print "cluster\\t" cluster + 0; print "lines\\t" NR }
BEGIN { FS = "\\001"; copying = 0; complete = 0 }
copying {
  if ($0 == "\\\\.") { copying = 0; next }
  rows++
  if (rows % 1000000 == 0) { print "busy\\t" rows; fflush() }
  if (table == "userinfo") users++
  if (dated || table == "flyway_schema_history") {
    split($0, f, "\\t")
    if (table == "flyway_schema_history") { if (value("success") == "t" && value("version") != "\\\\N" && value("installed_rank") + 0 >= rank) { rank = value("installed_rank") + 0; migration = value("version") } }
    else if (f[dated] != "\\\\N" && f[dated] > newest) newest = f[dated]
  }
  next
}
/^COPY .* FROM stdin;$/ {
  copying = 1; table = $0; sub(/^COPY /, "", table); columns = table
  sub(/ .*/, "", table); sub(/^public\\./, "", table); gsub(/"/, "", table)
  sub(/^[^(]*\\(/, "", columns); sub(/\\).*/, "", columns); n = split(columns, names, ", "); dated = 0
  for (i in place) delete place[i]
  for (i = 1; i <= n; i++) { place[names[i]] = i; if (names[i] == "lastupdated") dated = i }
  next
}
/^-- PostgreSQL database dump complete$/ { if (!cluster) complete = 1 }
/^-- PostgreSQL database cluster dump complete$/ { complete = 1 }
/^-- PostgreSQL database dump$/ { seen = 1 }
/^-- PostgreSQL database cluster dump$/ { cluster = 1; seen = 1 }
/^-- Dumped from database version / { version = $0; sub(/^-- Dumped from database version /, "", version); sub(/ .*/, "", version) }
/^CREATE TABLE / { tables++ }
/^INSERT INTO / { rows++ }
END { end() }
`;

const script = `
file=$1
[ -r "$file" ] && [ -f "$file" ] || exit 3
renice -n 19 $$ > /dev/null 2>&1 || :
ionice -c 3 -p $$ 2> /dev/null || :
low() { setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs "$@" 2> /dev/null; }
restorer=$(ls -1 /usr/lib/postgresql/*/bin/pg_restore 2> /dev/null | sort -V | tail -n 1)
[ -n "$restorer" ] || restorer=$(command -v pg_restore || :)
unpack() {
  case $packed in gzip) low gzip -dc ;; zstd) low zstd -dcq ;; xz) low xz -dc ;; bzip2) low bzip2 -dc ;; *) cat ;; esac < "$file"
}
case $(head -c 8 "$file" | od -An -tx1 | tr -d ' \\n') in
  1f8b*) packed=gzip ;; 28b52ffd*) packed=zstd ;; fd377a58*) packed=xz ;; 425a68*) packed=bzip2 ;;
  53616c7465645f5f* | 6167652d656e63*) tell verdict sealed; exit 0 ;;
  *) packed=none ;;
esac
[ "$packed" = none ] || command -v "$packed" > /dev/null || exit 127
start=$(unpack | head -c 5 | tr -cd 'A-Z')
format=plain
if [ "$start" = PGDMP ]; then
  format=custom
  [ -n "$restorer" ] || exit 127
  list=$(unpack | LC_ALL=C setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs "$restorer" --list 2>&1 | head -n 40 || :)
  case $list in *'unsupported version'*) tell verdict newer; tell format custom; exit 0 ;; esac
  tell database "$(printf '%s\\n' "$list" | sed -n 's/^; *dbname: //p' | head -n 1)"
fi
tell format "$format"
decode() { if [ "$format" = custom ]; then low "$restorer" --file=- ; else cat; fi; }
{ { { code=0; unpack || code=$?; echo "unpacked	$code" >&3; } | { code=0; decode || code=$?; echo "decoded	$code" >&3; } | awk "$2"; } 3>&1 | cat; }
`;

export function dumpVerdict(path: string): Fact<DumpVerdict> {
  return defineFact<DumpVerdict>({
    // Whoever makes dumps on a host names them.
    id: `dump-verdict:${encodeURI(path)}`,
    drifts: true,
    script: snippet('dump-verdict', tell + script, path, reader),
    parse: ({ code, out }) => (code === 0 ? readVerdict(out) : undefined),
  });
}

function readVerdict(out: string): DumpVerdict | undefined {
  const record = readRecords(`begin\t.\n${out}`, 'begin')?.[0];
  if (record === undefined) return undefined;
  const format = one(record, 'format') === 'custom' ? 'custom' : 'plain';
  const [told, rows] = [one(record, 'verdict'), numberOf(one(record, 'rows'))];
  const base = {
    format,
    tables: numberOf(one(record, 'tables')) ?? 0,
    rows: rows ?? 0,
    users: numberOf(one(record, 'users')) ?? 0,
  } as const;
  if (told === 'sealed' || told === 'newer') return { ...base, verdict: told };
  if (rows === undefined) return undefined;
  const texts = {
    database: one(record, 'database'),
    postgresql: one(record, 'version'),
    migration: one(record, 'migration'),
    newest: one(record, 'newest'),
  };
  const known = Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined));
  const ofServer = one(record, 'cluster') === '1' ? ({ cluster: true } as const) : {};
  return { ...base, ...known, ...ofServer, verdict: verdictOf(record, format, rows) };
}

function verdictOf(record: ReadonlyMap<string, readonly string[]>, format: 'plain' | 'custom', rows: number): DumpVerdict['verdict'] {
  const is = (name: string, value: string): boolean => one(record, name) === value;
  if (!is('unpacked', '0') || !is('decoded', '0') || !is('copying', '0')) return 'cut';
  if (is('lines', '0')) return 'empty';
  if (is('seen', '0') && format === 'plain') return rows === 0 && is('tables', '0') ? 'other' : 'cut';
  // What pg_restore prints says this at its end too.
  if (!is('complete', '1')) return 'cut';
  return rows === 0 ? 'empty' : 'whole';
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
