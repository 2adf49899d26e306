/** Accounts that people log in with: root, those of people on this host, and those that are asked for by name. */
import { defineFact, type Fact } from '../fact.ts';
import { snippet } from '../script.ts';

export type AccountKey = {
  /** Its type and its base64, as in a `.pub` file. */
  readonly key: string;
  /** It opens a shell: no command is forced upon it. */
  readonly free: boolean;
};

export type Account = {
  readonly name: string;
  readonly uid: number;
  /** It has a password that it can be asked for. */
  readonly password: boolean;
  /** It ran out, so nobody logs in with it, not with a key either. */
  readonly expired: boolean;
  readonly homeMode: string;
  readonly home: string;
  readonly shell: string;
  readonly groups: readonly string[];
  /** In `~/.ssh/authorized_keys`. */
  readonly keys: readonly AccountKey[];
};

/** 1000 to 59999 are people's (Debian policy 9.2.2). Keys are public. */
const script = `
today=$(( $(date +%s) / 86400 ))
{
  awk -F: '$3 == 0 || ($3 >= 1000 && $3 < 60000) { print $1 }' /etc/passwd
  for name; do echo "$name"; done
} | sort -u | while read -r name; do
  entry=$(getent passwd "$name") || continue
  uid=$(echo "$entry" | cut -d : -f 3) home=$(echo "$entry" | cut -d : -f 6) shell=$(echo "$entry" | cut -d : -f 7)
  status=$(passwd --status "$name" 2> /dev/null | cut -d ' ' -f 2)
  ends=$(getent shadow "$name" | cut -d : -f 8)
  if [ -n "$ends" ] && [ "$ends" -lt "$today" ]; then over=yes; else over=no; fi
  mode=$(stat -L -c %a -- "$home" 2> /dev/null)
  printf 'account %s %s %s %s %s %s %s\\n' "$name" "$uid" "\${status:-?}" "$over" "\${mode:--}" "$shell" "$home"
  printf 'groups %s\\n' "$(id -nG "$name")"
  grep -v '^[[:space:]]*\\(#.*\\)\\{0,1\\}$' "$home/.ssh/authorized_keys" 2> /dev/null | sed 's/^/key /'
done
`;

/** In the order of their names. */
export function accounts(...names: readonly string[]): Fact<readonly Account[]> {
  return defineFact<readonly Account[]>({
    id: ['accounts', names.join(' ')].filter((part) => part !== '').join(':'),
    script: snippet('accounts', `set +e\n${script}\nexit 0`, ...names),
    parse: ({ code, out }) => {
      const blocks = out.split(/^(?=account )/m);
      const found = blocks.flatMap(readAccount);
      return code === 0 && found.length > 0 ? found : undefined;
    },
  });
}

function readAccount(block: string): readonly Account[] {
  const [head = '', ...rest] = block.split('\n');
  const cells = /^account (\S+) (\d+) (\S+) (yes|no) (\S+) (\S*) (.*)$/.exec(head);
  if (cells === null) return [];
  const [, name = '', uid, status, expired, homeMode = '', shell = '', home = ''] = cells;
  const groups =
    rest
      .find((line) => line.startsWith('groups '))
      ?.split(' ')
      .slice(1) ?? [];
  const keys = rest.filter((line) => line.startsWith('key ')).flatMap((line) => readKey(line.slice(4)));
  return [{ name, uid: Number(uid), password: status === 'P', expired: expired === 'yes', homeMode, home, shell, groups, keys }];
}

/** A line of an authorized_keys file, sshd(8): options, type, base64, comment. */
function readKey(line: string): readonly AccountKey[] {
  const found = /(?:^|\s)((?:ssh|ecdsa|sk)-\S+) (AAAA[A-Za-z0-9+/]+=*)(?:\s|$)/.exec(line);
  if (found === null) return [];
  return [{ key: `${found[1]} ${found[2]}`, free: !/(?:^|,)command=/i.test(line.slice(0, found.index)) }];
}
