#!/bin/bash
# base.sh SUITE MIRROR SECURITY OUT   the disk of a bare Debian host, as a cloud image has it, taken from the machine's mirrors
set -euo pipefail
suite=$1 mirror=$2 security=$3 out=$4
packages=systemd-sysv,dbus,libpam-systemd,openssh-server,sudo,ca-certificates,iproute2,procps,cron,rsyslog,logrotate
packages+=,curl,gnupg,tzdata,locales,python3,systemd-timesyncd,unattended-upgrades
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
mmdebstrap --quiet --variant=important --include="$packages" \
  --aptopt='Acquire::Languages "none"' \
  --customize-hook='rm -f "$1"/etc/ssh/ssh_host_* && : > "$1/etc/machine-id"' \
  --customize-hook='chroot "$1" systemctl mask systemd-udevd.service systemd-modules-load.service sys-kernel-debug.mount sys-kernel-tracing.mount' \
  "$suite" "$out" \
  "deb [signed-by=$keyring] $mirror $suite main" \
  "deb [signed-by=$keyring] $mirror $suite-updates main" \
  "deb [signed-by=$keyring] $security $suite-security main"
# Names are in /etc/hosts: a lab has no server for them.
: > "$out/etc/resolv.conf"
# The servers that every Debian host uses, whichever mirror the machine took them from.
rm -f "$out/etc/apt/sources.list" "$out"/etc/apt/sources.list.d/*
cat > "$out/etc/apt/sources.list.d/debian.sources" <<X
Types: deb
URIs: http://deb.debian.org/debian
Suites: $suite $suite-updates
Components: main
Signed-By: $keyring

Types: deb
URIs: http://deb.debian.org/debian-security
Suites: $suite-security
Components: main
Signed-By: $keyring
X
