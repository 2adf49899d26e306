/** Who of the manifest's team administers hosts. */
import type { HostingManifest } from '@dhis2-hosting/server/service';

export type Administrator = {
  readonly person: string;
  readonly account: string;
  /** Lines of an authorized_keys file. */
  readonly keys: readonly string[];
};

export function administratorsOf({ team = [] }: HostingManifest): readonly Administrator[] {
  const all = team.flatMap(({ name, account, sshKeys = [] }) => (account === undefined ? [] : [{ person: name, account, keys: sshKeys }]));
  const names = [...new Set(all.map(({ account }) => account))];
  // Two people with one account are a finding of the editor; the host gets the account once, with both keys.
  return names.map((account) => {
    const people = all.filter((person) => person.account === account);
    return { person: people.map(({ person }) => person).join(', '), account, keys: people.flatMap(({ keys }) => keys) };
  });
}
