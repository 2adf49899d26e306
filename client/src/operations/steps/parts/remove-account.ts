/** Takes an account of the system away that a step made, unless something is still its own: the next account would get its number, and its files. */
import { runRoot } from '../../run/run-folder.ts';
import { type Script, snippet } from '../../script.ts';

export function removeAccount(user: string): Script {
  return snippet('remove-account', `${removeAccountFunction}\nremove_account "$1"`, user);
}

/**
 * Of the disks of this host; what others share may have other accounts. What runs keep is for root only, whoever owned it,
 * and an account that stays is as it was: locked, without a shell.
 */
export const removeAccountFunction = `
remove_account() {
  getent passwd "$1" > /dev/null || return 0
  number=$(id -u -- "$1") group=$(id -g -- "$1")
  left=$(df --local --output=target 2> /dev/null | sed 1d | sort -u | while IFS= read -r disk; do
    find "$disk" -xdev -path ${runRoot} -prune -o \\( -uid "$number" -o -gid "$group" \\) -print -quit 2> /dev/null || :
  done | head -n 1)
  if [ -z "$left" ]; then userdel -- "$1"
  else echo "The account $1 stays, without a login: $left is still its own, and the next account that is made would get it."
  fi
}
`;
