/** A folder of a host that has room and may not be filled: a quota of btrfs, which needs nothing of the kernel but btrfs. */
import type { LabHost } from './host.ts';

/** `npm test` says so when this machine's kernel has no btrfs, and goes on without the tests that need it. */
export const hasQuotas = process.env['DHIS2_HOSTING_LAB_QUOTAS'] !== 'no';

const limited = `
image="$ROOT/root/.quota"
rm -f "$image"
truncate -s 200M "$image"
mkfs.btrfs --quiet "$image"
device=$(losetup --find --show "$image")
# Let go of with the mount.
trap 'losetup --detach "$device"' EXIT
nsenter --target "$FIRST" --mount --root -- /bin/sh -euc '
  rm -f /dev/quota
  mknod /dev/quota b 7 "$2"
  owner=$(stat -c %u:%g "$1") mode=$(stat -c %a "$1")
  mount /dev/quota "$1"
  chown "$owner" "$1"
  chmod "$mode" "$1"' sh "$1" "\${device#/dev/loop}"
btrfs quota enable "$ROOT$1"
btrfs qgroup limit "$2" 0/5 "$ROOT$1"`;

/**
 * Mounts an empty disk of 200 MB over a folder, with its owner and rights, of which no more than the limit may be used
 * (`5M`; writes beyond end with EDQUOT). It is gone with `umount` in the host.
 */
export async function mountWithQuota(host: LabHost, folder: string, limit: string): Promise<void> {
  await host.outside(limited, folder, limit);
}

export async function liftQuota(host: LabHost, folder: string): Promise<void> {
  await host.outside('btrfs qgroup limit none 0/5 "$ROOT$1"', folder);
}
