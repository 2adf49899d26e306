/** The releases of DHIS2 that are unpacked on a host, since when, how large, and which an instance runs or ran before. */
import { defineFact, type Fact } from '../fact.ts';
import { releasesFolder } from '../hosts/parts.ts';
import { runRoot } from '../run/run-folder.ts';
import { snippet } from '../script.ts';

export type UnpackedRelease = {
  readonly name: string;
  /** Seconds since 1970. */
  readonly since: number;
  readonly bytes: number;
  /** `before`: what an instance ran until its last deployment, which undoing that needs. */
  readonly use: 'runs' | 'before' | 'none';
};

/**
 * What an instance ran before is what the newest run that changed its link has kept of it; one that was undone kept what
 * runs now, and is passed over.
 */
const script = `
root=$1 instances=$2 runs=$3
[ -d "$root" ] || exit 0
cd "$root"
links() { find "$instances" -mindepth 3 -maxdepth 3 -type l -path '*/webapps/*' -printf 'now %P %l\\n' 2> /dev/null; }
kept() { find "$runs" -type l -path "*/kept/*$instances/*/webapps/*.link" -printf '%T@ %p %l\\n' 2> /dev/null | sort -rn; }
used=$({ links; kept; } | awk -v base="$instances/" '
  $1 == "now" { now[$2] = $3; print "runs", $3; next }
  { at = index($2, base); context = substr($2, at + length(base)); sub(/\\.link$/, "", context) }
  $3 != now[context] && !(context in before) { before[context] = $3; print "before", $3 }')
for folder in *; do
  [ -d "$folder" ] && [ ! -L "$folder" ] || continue
  use=none
  ! printf '%s\\n' "$used" | grep -qxF "before $root/$folder" || use=before
  ! printf '%s\\n' "$used" | grep -qxF "runs $root/$folder" || use=runs
  since=$(stat -c %Y -- "$folder.files" 2> /dev/null) || since=$(stat -c %Y -- "$folder")
  printf '%s %s %s %s\\n' "$use" "$since" "$(du --summarize --block-size=1 -- "$folder" | cut -f 1)" "$folder"
done
`;

export const unpackedReleases: Fact<readonly UnpackedRelease[]> = defineFact<readonly UnpackedRelease[]>({
  id: 'unpacked-releases',
  // A deployment adds one and changes which runs; what is deleted is looked at again.
  drifts: true,
  script: snippet('unpacked-releases', script, releasesFolder, '/opt/dhis2/instances', `${runRoot}/runs`),
  parse: ({ code, out }) => {
    if (code !== 0) return undefined;
    const lines = out.split('\n').filter((line) => line !== '');
    const found = [...out.matchAll(/^(runs|before|none) (\d+) (\d+) (\S.*)$/gm)];
    if (found.length !== lines.length) return undefined;
    return found.map(([, use, since, bytes, name = '']) => ({
      ...{ name, since: Number(since), bytes: Number(bytes) },
      use: use as UnpackedRelease['use'],
    }));
  },
});
