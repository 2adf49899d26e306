import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { keyFileOnHost } from '../../client/src/vscode/ui/host-key-file.ts';
import { plainText } from '../../client/src/vscode/ui/plain-text.ts';

describe('text of others shown in notifications and input boxes', () => {
  const cases: readonly (readonly [name: string, given: string, shown: string])[] = [
    ['ordinary text stays', 'Verification code (6 digits): ', 'Verification code (6 digits):'],
    ['French stays', 'Délai dépassé : réessayez', 'Délai dépassé : réessayez'],
    ['a command link is no link', '[Help](command:workbench.action.quit)', '[Help] (command:workbench.action.quit)'],
    ['a link behind a hidden mark is no link', '[Help]\u200b(command:x)', '[Help] (command:x)'],
    ['an icon is no icon', '$(check) verified', '$ (check) verified'],
    ['terminal escapes lose their start', '\u001b[31mred\u001b[0m', '[31mred [0m'],
    ['lines become one', 'one\r\ntwo', 'one two'],
    ['text cannot be turned around', 'abc\u202edcba', 'abc dcba'],
  ];
  for (const [name, given, shown] of cases) test(name, () => assert.equal(plainText(given), shown));

  test('is bounded', () => assert.equal(plainText('x'.repeat(1000), 10), `${'x'.repeat(10)}…`));
});

describe('where the true host key is read', () => {
  const cases = [
    ['ssh-ed25519', '/etc/ssh/ssh_host_ed25519_key.pub'],
    ['ecdsa-sha2-nistp256', '/etc/ssh/ssh_host_ecdsa_key.pub'],
    ['rsa-sha2-512', '/etc/ssh/ssh_host_rsa_key.pub'],
    ['ssh-unheard-of', '/etc/ssh/ssh_host_*_key.pub'],
  ] as const;
  for (const [type, file] of cases) test(type, () => assert.equal(keyFileOnHost(type), file));
});
