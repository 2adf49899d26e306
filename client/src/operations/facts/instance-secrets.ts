/** Which secrets of an instance its host has made. Tells fingerprints, never the secrets. */
import { defineFact, type Fact, readPairs } from '../fact.ts';
import { snippet } from '../script.ts';

export type InstanceSecrets =
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'there';
      readonly mode: string;
      readonly owner: string;
      /** Names of variables that have a value. */
      readonly names: ReadonlySet<string>;
      /** SHA-256 of the verifier of the database password; empty when there is none. */
      readonly verifier: string;
      /** Of `encryption.password`, as it is and as it was made. */
      readonly encryption: { readonly now: string; readonly made: string };
    };

const script = `
folder=$1 file=$1/secrets.env
[ -e "$file" ] || { echo missing; exit 0; }
stat -c 'mode=%a
owner=%U:%G' -- "$file"
printf 'names=%s\\n' "$(sed -n 's/^\\([A-Z_]*\\)=..*/\\1/p' "$file" | sort | tr '\\n' ' ')"
[ ! -e "$folder/database.verifier" ] || printf 'verifier=%s\\n' "$(sha256sum < "$folder/database.verifier" | cut -d ' ' -f 1)"
printf 'now=%s\\n' "$(sed -n 's/^ENCRYPTION_PASSWORD=//p' "$file" | tr -d '\\n' | sha256sum | cut -c 1-16)"
printf 'made=%s\\n' "$(cat "$folder/encryption.fingerprint" 2> /dev/null)"
`;

export function instanceSecrets(folder: string): Fact<InstanceSecrets> {
  return defineFact<InstanceSecrets>({
    id: `instance-secrets:${folder}`,
    script: snippet('instance-secrets', script, folder),
    parse: ({ code, out }) => {
      if (code !== 0) return undefined;
      if (out === 'missing\n') return { kind: 'missing' };
      const pairs = readPairs(out);
      const [mode, owner, now] = [pairs.get('mode'), pairs.get('owner'), pairs.get('now')];
      if (mode === undefined || owner === undefined || now === undefined) return undefined;
      const names = (pairs.get('names') ?? '').split(' ').filter((name) => name !== '');
      return {
        kind: 'there',
        mode,
        owner,
        names: new Set(names),
        verifier: pairs.get('verifier') ?? '',
        encryption: { now: names.includes('ENCRYPTION_PASSWORD') ? now : '', made: pairs.get('made') ?? '' },
      };
    },
  });
}
