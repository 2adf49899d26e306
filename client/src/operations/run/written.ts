/**
 * How the files are that steps write (script-files.ts): as a step left them, which whoever undoes it later must find, and
 * as they were before, which an undo has to bring back. Shell that the runner and scripts of steps understand.
 */

/** Prints a digest of a file, of a link, or of that there is none, as `$1`. Owner and mode belong to it. */
export const stateOf = `
state_of() {
  {
    if [ -L "$1" ]; then printf 'link %s\\n' "$(readlink -- "$1")"
    elif [ -f "$1" ]; then stat -c 'file %a %u %g' -- "$1"; cat -- "$1"
    elif [ -e "$1" ]; then echo other
    else echo missing
    fi
  } | sha256sum | cut -d ' ' -f 1
}
`;

/** Succeeds when all that an undo put back is as it was. `written` is beside it; see `remember` in runner-script.ts. */
export const verifyUndo = `
${stateOf}
while read -r after before path; do
  grep -qsxF -- "$path" "$DHIS2_HOSTING_KEPT/put-back" || continue
  [ "$(state_of "$path")" = "$before" ] || { echo "$path is not as it was before"; exit 1; }
done < "\${0%/*}/written"
`;
