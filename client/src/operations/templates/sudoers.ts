/** Who may become root. */

export type SudoUser = {
  readonly name: string;
  /** sudo asks for it. */
  readonly password: boolean;
};

/** sudoers(5): the last rule that fits counts, and this file is read after that of the group `sudo`. */
export function sudoersFile(users: readonly SudoUser[]): string {
  const rules = users.map(({ name, password }) => `${name} ALL=(ALL:ALL) ${password ? '' : 'NOPASSWD: '}ALL\n`);
  return ['# Written by DHIS2 Hosting.\n', ...rules].join('');
}

/** Whom such a file names. */
export function usersOf(content: string): readonly string[] {
  return [...content.matchAll(/^([a-z_][a-z0-9_-]*) ALL=/gm)].map(([, name]) => name ?? '');
}
