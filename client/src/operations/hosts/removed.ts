/** Where a host keeps what is left of an instance that was removed, until somebody drops it. */
import { runRoot } from '../run/run-folder.ts';

/** Of root only: `databases` has a line `PORT NAME ROLE` each, `folders` a path each. */
export function removedFolder(instance: string): string {
  return `${runRoot}/removed/${instance}`;
}
