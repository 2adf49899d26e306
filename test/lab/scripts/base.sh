#!/bin/bash
# base.sh OUT   the disk of a bare host, as a cloud image has it, taken from the mirrors of this machine
# In the environment: suite, archive, security, components and keyring of hosts, own_packages of the distribution; mirror,
# security_mirror and keys of this machine.
set -euo pipefail
out=$1
packages=systemd-sysv,dbus,libpam-systemd,openssh-server,sudo,ca-certificates,iproute2,procps,cron,rsyslog,logrotate
packages+=,curl,gnupg,tzdata,locales,python3,systemd-timesyncd,unattended-upgrades${own_packages:+,$own_packages}
mmdebstrap --quiet --variant=important --include="$packages" \
  --aptopt='Acquire::Languages "none"' \
  --customize-hook='rm -f "$1"/etc/ssh/ssh_host_* && : > "$1/etc/machine-id"' \
  --customize-hook='chroot "$1" systemctl mask systemd-udevd.service systemd-modules-load.service sys-kernel-debug.mount sys-kernel-tracing.mount' \
  --customize-hook='[ ! -e "$1/lib/systemd/system/ua-auto-attach.service" ] || chroot "$1" systemctl mask ua-auto-attach.service' \
  "$suite" "$out" \
  "deb [signed-by=$keys] $mirror $suite $components" \
  "deb [signed-by=$keys] $mirror $suite-updates $components" \
  "deb [signed-by=$keys] $security_mirror $suite-security $components"
# Names are in /etc/hosts: a lab has no server for them.
rm -f "$out/etc/resolv.conf"
: > "$out/etc/resolv.conf"
# The servers that every host of the distribution uses, whichever mirror this machine took them from.
rm -f "$out/etc/apt/sources.list" "$out"/etc/apt/sources.list.d/*
if [ "$suite" = jammy ]; then
  printf 'deb %s\n' "$archive $suite $components" "$archive $suite-updates $components" "$security $suite-security $components" \
    > "$out/etc/apt/sources.list"
else
  cat > "$out/etc/apt/sources.list.d/$(. "$out/etc/os-release"; echo "$ID").sources" <<X
Types: deb
URIs: $archive
Suites: $suite $suite-updates
Components: $components
Signed-By: $keyring

Types: deb
URIs: $security
Suites: $suite-security
Components: $components
Signed-By: $keyring
X
fi
