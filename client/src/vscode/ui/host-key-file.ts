/** The file on a Debian or Ubuntu host that holds the public key of a type; see HostKey in sshd_config(5). */
export function keyFileOnHost(keyType: string): string {
  const kind = /ed25519|ecdsa|rsa/.exec(keyType.toLowerCase())?.[0];
  return `/etc/ssh/ssh_host_${kind ?? '*'}_key.pub`;
}
