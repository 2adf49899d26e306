/** What a host has to reach a place for copies with: secrets by their files, its own key, the pinned key of the server, and whether it is let in. */

import type { HostingManifest } from '@dhis2-hosting/server/service';
import { defineFact, type Fact } from '../fact.ts';
import { type BackupTarget, secretsOf, sshPlace, targetFolder } from '../hosts/off-site.ts';
import { snippet } from '../script.ts';

export type OfferedKey = { readonly type: string; readonly fingerprint: string; readonly base64: string };

export type OffSiteAccess = {
  /** By path: octal mode and owner of each file that is there and holds something. */
  readonly files: ReadonlyMap<string, string>;
  /** Public half, as for `authorized_keys`; absent for storage and before it is made. */
  readonly key?: string;
  /** Fingerprint of the server's key that counts. */
  readonly pinned?: string;
  /** Asked for only where the pin is not there yet. */
  readonly offered: readonly OfferedKey[];
  /** Whether the server lets the key in; undefined when it could not be tried. */
  readonly login?: boolean;
};

/** A subsystem that has nothing to read ends at once; 255 is ssh's own. */
const script = `
folder=$1 name=$2 address=$3 port=$4 user=$5 pin=$6; shift 6
for file; do [ ! -s "$file" ] || printf 'file %s %s\\n' "$(stat -L -c '%a:%U' -- "$file")" "$file"; done
[ -n "$address" ] || exit 0
[ ! -s "$folder/id_ed25519.pub" ] || printf 'key %s\\n' "$(cut -d ' ' -f 1,2 "$folder/id_ed25519.pub")"
pinned=
[ ! -s "$folder/known_hosts" ] || pinned=$(ssh-keygen -lf "$folder/known_hosts" | cut -d ' ' -f 2)
[ -z "$pinned" ] || printf 'pinned %s\\n' "$pinned"
if [ -z "$pin" ] || [ "$pinned" != "$pin" ]; then
  ssh-keyscan -T 10 -p "$port" "$address" 2> /dev/null | while read -r host type key; do
    printf 'offered %s %s %s\\n' "$type" "$(printf '%s %s %s\\n' "$host" "$type" "$key" | ssh-keygen -lf - | cut -d ' ' -f 2)" "$key"
  done | sort
elif [ -s "$folder/id_ed25519" ]; then
  code=0
  ssh -F none -T -i "$folder/id_ed25519" -p "$port" -l "$user" -o BatchMode=yes -o IdentitiesOnly=yes -o StrictHostKeyChecking=yes \\
    -o UserKnownHostsFile="$folder/known_hosts" -o GlobalKnownHostsFile=/dev/null -o UpdateHostKeys=no -o HostKeyAlias="$name" \\
    -o ConnectTimeout=10 -o PasswordAuthentication=no -s -- "$address" sftp < /dev/null > /dev/null 2>&1 || code=$?
  if [ "$code" = 255 ]; then echo 'login no'; else echo 'login yes'; fi
fi
`;

export function offSiteAccess(target: BackupTarget, manifest: HostingManifest): Fact<OffSiteAccess> {
  const place = sshPlace(target, manifest);
  const where = place === undefined ? ['', '', '', ''] : [place.address, String(place.port), place.user, place.hostKey ?? ''];
  const files = secretsOf(target, manifest).map(({ file }) => file);
  return defineFact<OffSiteAccess>({
    id: `off-site-access:${target.name}`,
    // A link may be down for a moment.
    drifts: true,
    script: snippet('off-site-access', script, targetFolder(target), target.name, ...where, ...files),
    parse: ({ code, out }) => {
      if (code !== 0) return undefined;
      const [, key] = /^key (\S+ \S+)$/m.exec(out) ?? [];
      const [, pinned] = /^pinned (\S+)$/m.exec(out) ?? [];
      const [, login] = /^login (yes|no)$/m.exec(out) ?? [];
      return {
        files: new Map([...out.matchAll(/^file ([0-7]+:\S+) (\/.*)$/gm)].map(([, mode = '', file = '']) => [file, mode])),
        offered: [...out.matchAll(/^offered (\S+) (\S+) (\S+)$/gm)].map(([, type = '', fingerprint = '', base64 = '']) => ({
          ...{ type, fingerprint, base64 },
        })),
        ...(key === undefined ? {} : { key }),
        ...(pinned === undefined ? {} : { pinned }),
        ...(login === undefined ? {} : { login: login === 'yes' }),
      };
    },
  });
}
