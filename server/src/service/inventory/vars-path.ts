/** What the path of a file says of its part in an installation: which inventory, and whose variables. */
import { unescaped } from '../text/unescaped.ts';

export type VarsOwner = {
  readonly kind: 'host' | 'group';
  readonly name: string;
  /** A copy to start from, which Ansible does not read. */
  readonly template: boolean;
  /** Place among the ways to name the file: Ansible reads those of the first kind that is there. */
  readonly rank: number;
};

/** The folder of the inventory, with the slash behind it; the file in it, or whose variables it holds. */
export type InventoryPath = { readonly folder: string } & ({ readonly file: string } | { readonly owner: VarsOwner });

const varsForm = /^(.*\/|)(host|group)_vars\/([^/]+?)(?:\/(?:[^/]+\/)*([^/]+?))?$/;
const hostsForm = /^(.*\/|)(hosts(?:[._-][\w.-]*)?|inventory(?:\.ini)?)$/;
const readExtension = /\.(?:ya?ml|json)$/;
/** A folder counts as a name without an extension. */
const extensions: readonly string[] = ['', '.yml', '.yaml', '.json'];

/** By the path of an address or of the disk. Undefined for a file that is no part of any inventory. */
export function inventoryPath(uri: string): InventoryPath | undefined {
  const path = unescaped(uri).replaceAll('\\', '/');
  const vars = varsForm.exec(path);
  if (vars !== null) {
    const [, folder = '', kind, first = '', nested] = vars;
    const file = nested ?? first;
    const template = file.endsWith('.template');
    // Of a folder, Ansible takes files of these kinds only.
    if (nested !== undefined && !template && !/^[^.]+(?:\.(?:ya?ml|json))?$/.test(nested)) return undefined;
    const extension = nested === undefined ? (readExtension.exec(first)?.[0] ?? '') : '';
    const name = nested === undefined ? first.slice(0, first.length - (template ? '.template' : extension).length) : first;
    return { folder, owner: { kind: kind === 'host' ? 'host' : 'group', name, template, rank: extensions.indexOf(extension) } };
  }
  const [, folder, file] = hostsForm.exec(path) ?? [];
  return folder === undefined || file === undefined || readExtension.test(file) ? undefined : { folder, file };
}

/** Stands for a file that is there and cannot be read: like an encrypted one, it may say anything. */
export const unknownVars = '$ANSIBLE_VAULT;1.1;AES256\n';
