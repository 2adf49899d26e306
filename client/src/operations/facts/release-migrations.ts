/** Migrations of the database that a release on the host brings along. */
import { defineFact, type Fact } from '../fact.ts';
import { snippet } from '../script.ts';

/** Undefined when the release is not unpacked yet. */
export type ReleaseMigrations = { readonly versions: readonly string[] | undefined };

/** A shell function of ours: \`migrations FOLDER\`, one version a line. Scripts and classes are named alike. */
export const migrationsFunction = `
migrations() {
  for jar in "$1"/WEB-INF/lib/dhis-support-db-migration-*.jar; do unzip -Z1 "$jar"; done |
    sed -n 's|.*/V\\([0-9][0-9_]*\\)__[^/]*$|\\1|p' | tr _ . | sort --version-sort --unique
}
`;

const script = `
${migrationsFunction}
[ -d "$1" ] || { echo absent; exit 0; }
migrations "$1"
`;

export function releaseMigrations(folder: string): Fact<ReleaseMigrations> {
  return defineFact<ReleaseMigrations>({
    id: `release-migrations:${folder}`,
    script: snippet('release-migrations', script, folder),
    parse: ({ code, out }) => {
      if (code !== 0) return undefined;
      if (out === 'absent\n') return { versions: undefined };
      const lines = out.split('\n').filter((line) => line !== '');
      // None at all means that the release is laid out in a way that is not known here.
      return lines.length > 0 && lines.every((line) => /^\d+(?:\.\d+)*$/.test(line)) ? { versions: lines } : undefined;
    },
  });
}
