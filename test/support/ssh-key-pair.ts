/** Fresh keys of SSH. */
import ssh2 from 'ssh2';

/** The library cuts a key that begins with a zero byte, one in 256, and then cannot read it itself. */
export function sshKeyPair(): { readonly private: string; readonly public: string; readonly parsed: ssh2.ParsedKey } {
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519');
    const parsed = ssh2.utils.parseKey(pair.public);
    if (!(parsed instanceof Error) && !(ssh2.utils.parseKey(pair.private) instanceof Error)) return { ...pair, parsed };
  }
}
