/** Which playbook of which checkout, as whom. */

export type PlaybookSpec = {
  /** Absolute path of the checkout on the control host. */
  readonly folder: string;
  /** Below the folder. */
  readonly playbook: string;
  /** Below the folder. */
  readonly inventory: string;
  /** Account of the control host that runs it, with its keys and known hosts. */
  readonly user: string;
  /** Taken before all others; without it the first by name. */
  readonly first: string | undefined;
};

/** Of the control host itself: no other is asked first. */
const own = new Set(['localhost', '127.0.0.1', '::1']);

/** The control host's own plays go with the first host, because what they prepare is for all. */
export function stagesOf(hosts: readonly string[], first: string | undefined): readonly (readonly string[])[] {
  const others = hosts.filter((host) => !own.has(host));
  const chosen = others.find((host) => host === first) ?? others[0];
  const alone = [...hosts.filter((host) => own.has(host)), ...(chosen === undefined ? [] : [chosen])];
  const rest = others.filter((host) => host !== chosen);
  return [alone, rest].filter((stage) => stage.length > 0);
}

/** Undefined when a path or a name is none that can be used. */
export function readSpec(given: { readonly [name in keyof PlaybookSpec]?: string | undefined }): PlaybookSpec | undefined {
  const { folder = '', playbook = '', inventory = 'inventory/hosts', user = 'root', first } = given;
  const isBelow = (text: string): boolean => /^(?!-)[^\0\n]+$/.test(text) && !text.startsWith('/') && !text.split('/').includes('..');
  if (!/^\/[^\0\n]+$/.test(folder) || !isBelow(playbook) || !isBelow(inventory)) return undefined;
  if (!/^[a-z_][a-z0-9_-]*$/.test(user) || (first !== undefined && !/^[A-Za-z0-9_.:-]+$/.test(first))) return undefined;
  return { folder: folder.replace(/\/+$/, '') || '/', playbook, inventory, user, first };
}
