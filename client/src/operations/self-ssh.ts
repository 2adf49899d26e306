/** A host's own sshd, asked from the host itself: what it really lets in, whatever its files say. */

/**
 * For the beginning of a snippet. `self_ssh USER WORDS...` logs in; `$self` is a folder of root that ends with the
 * snippet. It knows the host's keys from disk, so its strict check is of some use: another program on the port is found.
 */
export const selfSsh = `
self=$(mktemp -d /run/dhis2-hosting.XXXXXXXX)
trap 'rm -rf -- "$self"' EXIT
[ -d /run/sshd ] || mkdir -m 755 /run/sshd
sshd -T > "$self/settings"
sed -n 's/^hostkey //p' "$self/settings" | while read -r key; do
  [ ! -e "$key.pub" ] || sed 's/^/self /' "$key.pub"
done > "$self/known_hosts"
listen=$(sed -n 's/^listenaddress 0\\.0\\.0\\.0:/127.0.0.1:/p' "$self/settings" | head -n 1)
[ -n "$listen" ] || listen=$(sed -n 's/^listenaddress //p' "$self/settings" | head -n 1 | sed 's/^\\[::\\]/[::1]/')
self_port=\${listen##*:}
self_address=$(printf %s "\${listen%:*}" | tr -d '[]')
self_ssh() {
  user=$1; shift
  LC_ALL=C ssh -F none -o BatchMode=yes -o ConnectTimeout=20 -o HostKeyAlias=self -o UserKnownHostsFile="$self/known_hosts" \\
    -o GlobalKnownHostsFile=/dev/null -o StrictHostKeyChecking=yes -o IdentitiesOnly=yes -o LogLevel=ERROR \\
    -p "$self_port" -l "$user" "$self_address" "$@" < /dev/null
}
`;
