/** What sshd is told, and what of it may be otherwise and right. */

export type SshdRule = {
  readonly key: string;
  readonly value: string;
  /** Judges the value in force. */
  readonly isSo: (inForce: string) => boolean;
};

export type SshdWishes = {
  /** `keys`: whoever provisions logs in as root, and must not be shut out while doing so. */
  readonly root: 'no' | 'keys';
  /** A second factor is asked for that way. */
  readonly keepsQuestions: boolean;
};

const exactly =
  (...values: readonly string[]) =>
  (inForce: string): boolean =>
    values.includes(inForce);

const upTo =
  (most: number) =>
  (inForce: string): boolean =>
    Number(inForce) > 0 && Number(inForce) <= most;

export function sshdRules({ root, keepsQuestions }: SshdWishes): readonly SshdRule[] {
  const isWithoutPassword = exactly('no', 'without-password', 'prohibit-password', 'forced-commands-only');
  return [
    root === 'no'
      ? { key: 'PermitRootLogin', value: 'no', isSo: exactly('no') }
      : { key: 'PermitRootLogin', value: 'prohibit-password', isSo: isWithoutPassword },
    { key: 'PubkeyAuthentication', value: 'yes', isSo: exactly('yes') },
    { key: 'PasswordAuthentication', value: 'no', isSo: exactly('no') },
    ...(keepsQuestions ? [] : [{ key: 'KbdInteractiveAuthentication', value: 'no', isSo: exactly('no') }]),
    { key: 'PermitEmptyPasswords', value: 'no', isSo: exactly('no') },
    { key: 'StrictModes', value: 'yes', isSo: exactly('yes') },
    { key: 'X11Forwarding', value: 'no', isSo: exactly('no') },
    // Fewer would shut out people whose agent holds several keys; without passwords there is nothing to guess.
    { key: 'MaxAuthTries', value: '6', isSo: upTo(6) },
    { key: 'LoginGraceTime', value: '60', isSo: upTo(120) },
    // Its own lists are sound but for what it keeps for old clients.
    { key: 'MACs', value: '-*sha1*,*md5*', isSo: (inForce) => !/sha1|md5/.test(inForce) },
  ];
}

export function sshdConf(rules: readonly SshdRule[]): string {
  return ['# Written by DHIS2 Hosting.\n', ...rules.map(({ key, value }) => `${key} ${value}\n`)].join('');
}
