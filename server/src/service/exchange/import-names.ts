/** Names of other tools in the form of names of a manifest: small letters, digits and dashes, each once. */

export type Namer = (name: string) => string;

/** The same name gets the same answer; different ones never the same. */
export function createNamer(): Namer {
  const given = new Map<string, string>();
  const taken = new Set<string>();
  return (name) => {
    const known = given.get(name);
    if (known !== undefined) return known;
    const form = formOf(name);
    let free = form;
    for (let i = 2; taken.has(free); i++) free = `${form}-${i}`;
    taken.add(free);
    given.set(name, free);
    return free;
  };
}

function formOf(name: string): string {
  const form = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '');
  return form === '' ? 'unnamed' : form;
}
