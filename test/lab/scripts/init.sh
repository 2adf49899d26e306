#!/bin/bash
# init.sh FOLDER CGROUP ADDRESS COMMAND...   first process of a lab
# Started by `unshare` with a network, mounts and process numbers of its own: all of them end with this process. It ends
# when its standard input does, so that nothing outlives the program that holds the lab, however that program ended.
set -euo pipefail
folder=$1 cgroup=$2 address=$3
shift 3

# The lab's processes live in cgroups of the machine; only these and FOLDER are not gone with the namespaces.
tidy() {
  local top try
  # Whoever would read it may be gone, and a failed write would end this.
  exec > /dev/null 2>&1
  kill -KILL -1 || true
  wait
  umount --lazy "$folder/hosts" || true
  for top in /sys/fs/cgroup/systemd /sys/fs/cgroup/unified /sys/fs/cgroup; do
    for try in $(seq 100); do
      [ -d "$top/$cgroup" ] || break
      find "$top/$cgroup" -depth -type d -exec rmdir {} + || sleep 0.02
    done
  done
  rm -rf "$folder"
}
trap tidy EXIT

# Over the machine's /run: its systemd, D-Bus and named networks are out of sight, and ours leave no trace there.
mount -t tmpfs -o mode=755 tmpfs /run
mkdir -p /run/systemd/nspawn "$folder/hosts"
mount -t tmpfs -o mode=700,size=100% tmpfs "$folder/hosts"

ip link set lo up
ip link add lab type bridge
ip addr add "$address/24" dev lab
ip link set lab up
# There is no way out. A host learns that at once: it would wait for minutes if its packets were dropped.
echo 1 > /proc/sys/net/ipv4/ip_forward
ip route add unreachable default

# The names of the hosts, for programs that run in here.
printf '127.0.0.1\tlocalhost\n' > "$folder/names"
mount --bind "$folder/names" /etc/hosts

# The gate says `open` on standard output.
"$@" &
cat > /dev/null
