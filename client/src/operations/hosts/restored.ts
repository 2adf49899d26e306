/** Names of what a restore makes beside the live data, and of what it leaves of them; the program on the host makes the same. */

const stamp = /^\d{8}t\d{6}z$/;

/** Of the set with this id. */
export function restoredName(database: string, set: string): string {
  return `${database}_restored_${set.toLowerCase()}`;
}

/** What was live before this set took its place. */
export function keptName(database: string, set: string): string {
  return `${database}_before_${set.toLowerCase()}`;
}

/** The sets that are restored beside the live database and not in use, newest first. */
export function restoredSets(database: string, names: readonly string[]): readonly string[] {
  const start = `${database}_restored_`;
  return names
    .flatMap((name) => (name.startsWith(start) && stamp.test(name.slice(start.length)) ? [name.slice(start.length).toUpperCase()] : []))
    .toSorted()
    .reverse();
}
