#!/bin/bash
# host.sh FOLDER CGROUP NAME ADDRESS GATEWAY LOWER DISK NESTS   one host of a lab, inside the lab's namespaces
# Its disk is an overlay with the writable side in memory; it is there as long as this script. Commands on standard input,
# one a line, each answered by one line:
#   boot        starts it; "off CODE" when it has been switched off, by itself or by killing its cgroup
#   save DIR    copies what it wrote; only while it is off
set -euo pipefail
folder=$1 cgroup=$2 name=$3 address=$4 gateway=$5 lower=$6 disk=$7 nests=$8
own=$folder/hosts/$name root=$folder/hosts/$name/root net=/run/netns/$name link=v${address##*.}

make_disk() {
  mkdir -p "$own/disk" "$root"
  mount -t tmpfs -o "$disk" tmpfs "$own/disk"
  mkdir "$own/disk/upper" "$own/disk/work"
  mount -t overlay -o "lowerdir=$lower,upperdir=$own/disk/upper,workdir=$own/disk/work" overlay "$root"
}

make_network() {
  ip netns add "$name"
  ip -n "$name" link set lo up
  ip link add "$link" type veth peer name host0 netns "$name"
  ip link set "$link" master lab up
  ip -n "$name" addr add "$address/24" dev host0
  ip -n "$name" link set host0 up
  ip -n "$name" route add default via "$gateway"
}

# What the maker of a machine gives to its owner: a name, one key that opens it, its own host key, where apt asks.
hand_over() {
  echo "$name" > "$root/etc/hostname"
  { cat "$folder/names"; printf '127.0.1.1\t%s\n' "$name"; } > "$root/etc/hosts"
  install -d -m 700 "$root/root/.ssh"
  install -m 600 "$folder/id_lab.pub" "$root/root/.ssh/authorized_keys"
  rm -f "$root"/etc/ssh/ssh_host_*
  ssh-keygen -q -t ed25519 -N '' -C "root@$name" -f "$root/etc/ssh/ssh_host_ed25519_key"
  cp "$root/etc/ssh/ssh_host_ed25519_key.pub" "$folder/$name.pub"
  printf 'Acquire::http::Proxy "http://%s:8080";\nAcquire::Languages "none";\nAcquire::Check-Valid-Until "false";\nAPT::Get::Always-Include-Phased-Updates "true";\n' \
    "$gateway" > "$root/etc/apt/apt.conf.d/99lab"
}

run_once() (
  # With --keep-unit a host takes the cgroup of its caller: each needs its own.
  for top in /sys/fs/cgroup/systemd /sys/fs/cgroup/unified /sys/fs/cgroup; do
    [ -f "$top/cgroup.procs" ] || continue
    mkdir -p "$top/$cgroup/$name"
    echo "$BASHPID" > "$top/$cgroup/$name/cgroup.procs"
  done
  export SYSTEMD_NSPAWN_API_VFS_WRITABLE=network
  rights=(--capability=CAP_NET_ADMIN)
  # What a host with containers of its own does to its kernel.
  [ "$nests" = no ] || rights=(--capability=all --system-call-filter='add_key keyctl bpf')
  exec systemd-nspawn --quiet --register=no --keep-unit --machine="$name" --directory="$root" \
    --network-namespace-path="$net" "${rights[@]}" --resolv-conf=off --timezone=off \
    --link-journal=no --console=read-only --boot < /dev/null >> "$folder/$name.console" 2>&1
)

boot() {
  local code=133
  # Under --keep-unit a host that restarts makes nspawn end with 133.
  while [ $code = 133 ]; do
    code=0
    run_once || code=$?
  done
  echo "off $code"
}

make_disk
# The link by itself: a network is taken down some time after its name.
trap 'ip link del "$link"; ip netns del "$name"' EXIT
make_network
hand_over
echo made
while read -r command argument; do
  case $command in
    boot) boot ;;
    save) cp -a "$own/disk/upper" "$argument" && echo saved ;;
  esac
done
