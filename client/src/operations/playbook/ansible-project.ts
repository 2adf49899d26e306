/** A checkout of playbooks on a control host: which it is, and which hosts its playbook is about. */
import { defineFact, type Fact } from '../fact.ts';
import { one, readRecords, tell } from '../records.ts';
import { snippet } from '../script.ts';
import type { PlaybookSpec } from './spec.ts';

export type AnsibleProject = {
  /** Of ansible-core: `2.14.18`. */
  readonly ansible: string;
  /** Commit of the checkout; undefined when it is none of git. */
  readonly commit: string | undefined;
  /** Files that differ from the commit. */
  readonly changedFiles: number;
  /** SHA-256 over all files of the folder, those of git's own left out. */
  readonly digest: string;
  /** By name: Ansible lists them in another order each time. */
  readonly hosts: readonly string[];
};

export type ProjectAnswer =
  | AnsibleProject
  | { readonly problem: 'no-ansible' | 'no-folder' | 'no-playbook' | 'no-inventory' | 'no-user' | 'not-listed' };

const problems = ['no-ansible', 'no-folder', 'no-playbook', 'no-inventory', 'no-user', 'not-listed'] as const;

/** Whoever runs the playbook lists its hosts too, so that files that are closed to others are not read as root. */
const script = `
folder=$1 playbook=$2 inventory=$3 user=$4
stop() { tell problem "$1"; exit 0; }
command -v ansible-playbook > /dev/null || stop no-ansible
[ -d "$folder" ] || stop no-folder
cd "$folder"
[ -f "$playbook" ] || stop no-playbook
[ -e "$inventory" ] || stop no-inventory
id "$user" > /dev/null 2>&1 || stop no-user
as_user() { runuser --user "$user" -- env HOME="$(getent passwd "$user" | cut -d: -f6)" LC_ALL=C.UTF-8 ANSIBLE_NOCOLOR=1 ANSIBLE_LOCALHOST_WARNING=False "$@" < /dev/null; }
listed=$(as_user ansible-playbook --inventory "$inventory" --list-hosts "$playbook" 2> /dev/null) || stop not-listed
tell ansible "$(LC_ALL=C.UTF-8 ansible-playbook --version | sed -n '1s/.*core \\([0-9][0-9A-Za-z.]*\\).*/\\1/p')"
tell commit "$(git -c safe.directory='*' rev-parse HEAD 2> /dev/null || :)"
tell changed "$(git -c safe.directory='*' status --porcelain 2> /dev/null | wc -l)"
tell digest "$(find . -path ./.git -prune -o -type f ! -name '*.retry' ! -name '*.log' ! -name '*.pyc' -print0 | sort -z | xargs -0r sha256sum | sha256sum | cut -d ' ' -f 1)"
printf '%s\\n' "$listed" | sed -n '/^    hosts ([0-9]*):/,/^$/s/^      \\([^ ].*\\)$/\\1/p' | sort -u | while read -r host; do tell host "$host"; done
`;

export function ansibleProject({ folder, playbook, inventory, user }: PlaybookSpec): Fact<ProjectAnswer> {
  return defineFact<ProjectAnswer>({
    id: `ansible-project:${folder}/${playbook}`,
    script: snippet('ansible-project', tell + script, folder, playbook, inventory, user),
    parse: ({ code, out }) => {
      const problem = problems.find((each) => out === `problem\t${each}\n`);
      if (code === 0 && problem !== undefined) return { problem };
      const record = code === 0 ? readRecords(out, 'ansible')?.[0] : undefined;
      const [ansible, digest, changed] = [
        record && one(record, 'ansible'),
        record && one(record, 'digest'),
        record && one(record, 'changed'),
      ];
      if (record === undefined || ansible === undefined || digest === undefined) return undefined;
      return { ansible, commit: one(record, 'commit'), changedFiles: Number(changed ?? 0), digest, hosts: record.get('host') ?? [] };
    },
  });
}
