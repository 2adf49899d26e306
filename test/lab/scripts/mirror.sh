#!/bin/bash
# mirror.sh SUITE MIRROR SECURITY BASE OUT PACKAGE...   part of a Debian mirror: its signed indices, and of the packages
# those named here with all that they need. Hosts check Debian's own signatures; a package outside is an honest 404.
set -euo pipefail
suite=$1 mirror=$2 security=$3 base=$4 out=$5
shift 5

fetch() { # ROOT-URL FOLDER DISTRIBUTION
  local release=$2/dists/$3 index=main/binary-amd64/Packages.xz name
  for name in InRelease $index; do
    mkdir -p "$out/$release/$(dirname "$name")"
    /usr/lib/apt/apt-helper -qq -o APT::Sandbox::User=root download-file "${1%/}/dists/$3/$name" "$out/$release/$name" > /dev/null
  done
  # A mirror may change between two downloads.
  grep -q "^ $(sha256sum "$out/$release/$index" | cut -d' ' -f1) .*$index" "$out/$release/InRelease" ||
    { echo "the mirror of $3 changed meanwhile; run again" >&2; exit 1; }
}
fetch "$mirror" debian "$suite"
fetch "$mirror" debian "$suite-updates"
fetch "$security" debian-security "$suite-security"

# The packages, as apt itself chooses them on a host of that suite, from a throw-away copy of its disk.
mkdir -p "$out/pool/partial"
export suite mirror security base out
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
  sed -i "s#http://deb.debian.org/debian-security#${security%/}#; s#http://deb.debian.org/debian\$#${mirror%/}#" "$root/etc/apt/sources.list.d/debian.sources"
  get() { chroot "$root" apt-get -qq -o Dir::Cache::archives=/pool -o APT::Sandbox::User=root -o Acquire::Languages=none "$@"; }
  get update
  get --download-only --yes install "$@"
  get --download-only --yes dist-upgrade
' bash "$@"
rm -rf "$out/pool/partial" "$out/pool/lock"
