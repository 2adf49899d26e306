/** Part of an undo: a unit whose file this step made stops, before its file goes. */
import { type Script, snippet } from '../../script.ts';

export function disableNew(path: string, unit: string): Script {
  return snippet('disable-new', disable, path, unit);
}

const disable = `
[ -e "$DHIS2_HOSTING_KEPT$1.absent" ] || exit 0
systemctl disable --now "$2" || :
`;
