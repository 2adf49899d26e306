/** A dhis.conf on a host, as facts/file.ts tells files, but with its secrets hidden. */
import { defineFact, type Fact } from '../fact.ts';
import { snippet } from '../script.ts';
import { type FileState, readFileState } from './file.ts';

export const hiddenSecret = '(hidden)';

/**
 * A value that is only a variable of the environment is no secret. A secret that goes on in the next line (properties
 * files, a backslash at the end) is hidden to its end. What is commented out may be a secret too.
 */
const script = `
if [ ! -e "$1" ] && [ ! -L "$1" ]; then echo missing; exit 0; fi
if [ ! -f "$1" ] || [ -L "$1" ]; then stat -c 'other %F' -- "$1"; exit 0; fi
stat -c 'file %a %U %G' -- "$1"
awk '
  skipping { if ($0 !~ /\\\\$/) skipping = 0; next }
  {
    key = $0
    sub(/^[ \\t#!]+/, "", key)
    sub(/[ \\t=:].*$/, "", key)
    value = $0
    sub(/^[ \\t#!]*[^ \\t=:]*[ \\t]*[=:]?[ \\t]*/, "", value)
    if ($0 ~ /^[ \\t]*[#!]/ && $0 !~ /^[ \\t#!]+[^ \\t=:]+[ \\t]*[=:]/) { print; next }
    if (tolower(key) ~ /password|passwd|secret|token|identity|api_?key|private|credential/ && value != "" && value !~ /^[$][{][A-Za-z_][A-Za-z0-9_]*[}][ \\t]*$/) {
      print substr($0, 1, length($0) - length(value)) "(hidden)"
      if ($0 ~ /\\\\$/) skipping = 1
    } else print
  }
' "$1"
`;

export function dhisConf(path: string): Fact<FileState> {
  return defineFact<FileState>({ id: `dhis-conf:${path}`, script: snippet('dhis-conf', script, path), parse: readFileState });
}
