/** Fresh keys of SSH. */
import assert from 'node:assert/strict';
import ssh2 from 'ssh2';
import { createKeyPair, type KeyPair } from '../../scripts/demo-host/ssh-server.ts';

export function sshKeyPair(): KeyPair & { readonly parsed: ssh2.ParsedKey } {
  const pair = createKeyPair('test');
  const parsed = ssh2.utils.parseKey(pair.public);
  assert.ok(!(parsed instanceof Error));
  return { ...pair, parsed };
}
