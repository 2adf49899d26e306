#!/bin/bash
# mirror.sh BASE OUT PACKAGE...   part of a mirror: its signed indices, and of the packages those named here with all that
# they need. Hosts check the distribution's own signatures; a package outside is an honest 404. The environment is that of base.sh.
set -euo pipefail
base=$1 out=$2
shift 2

fetch() { # ROOT-URL FOLDER DISTRIBUTION
  local release=$2/dists/$3 index name
  for name in InRelease $(printf '%s/binary-amd64/Packages.xz ' $components); do
    mkdir -p "$out/$release/$(dirname "$name")"
    /usr/lib/apt/apt-helper -qq -o APT::Sandbox::User=root download-file "${1%/}/dists/$3/$name" "$out/$release/$name" > /dev/null
  done
  for index in $(printf '%s/binary-amd64/Packages.xz ' $components); do
    # A mirror may change between two downloads.
    grep -q "^ $(sha256sum "$out/$release/$index" | cut -d' ' -f1) .*$index" "$out/$release/InRelease" ||
      { echo "the mirror of $3 changed meanwhile; run again" >&2; exit 1; }
  done
}
fetch "$mirror" "${archive##*/}" "$suite"
fetch "$mirror" "${archive##*/}" "$suite-updates"
fetch "$security_mirror" "${security##*/}" "$suite-security"

# The packages, as apt itself chooses them on a host of that suite, from a throw-away copy of its disk.
mkdir -p "$out/pool/partial"
export base out
unshare --mount --propagation private bash -euc '
  work=$(mktemp -d)
  trap "umount --lazy $work && rmdir $work" EXIT
  mount -t tmpfs tmpfs "$work"
  mkdir "$work/upper" "$work/work" "$work/root"
  root=$work/root
  mount -t overlay -o "lowerdir=$base,upperdir=$work/upper,workdir=$work/work" overlay "$root"
  mkdir "$root/pool"
  mount --bind "$out/pool" "$root/pool"
  mount -t proc proc "$root/proc"
  cat /etc/resolv.conf > "$root/etc/resolv.conf"
  cat /etc/hosts > "$root/etc/hosts"
  for list in "$root"/etc/apt/sources.list "$root"/etc/apt/sources.list.d/*.sources; do
    [ ! -f "$list" ] || sed -i "s#$security\\( \\|\$\\)#${security_mirror%/}\\1#; s#$archive\\( \\|\$\\)#${mirror%/}\\1#" "$list"
  done
  get() { chroot "$root" apt-get -qq -o Dir::Cache::archives=/pool -o APT::Sandbox::User=root -o Acquire::Languages=none -o APT::Get::Always-Include-Phased-Updates=true "$@"; }
  get update
  get --download-only --yes install "$@"
  get --download-only --yes dist-upgrade
' bash "$@"
rm -rf "$out/pool/partial" "$out/pool/lock"
