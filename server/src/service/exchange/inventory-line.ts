/** Lines of an Ansible inventory in INI form, quoted as Ansible reads them. */

export type HostLine = { readonly name: string; readonly vars: readonly (readonly [name: string, value: string])[] };

export type InventorySection = { readonly header: string | undefined; readonly comment?: string; readonly lines: readonly string[] };

/** A value with blanks, quotes or a `#` would end early on a host line (ansible.builtin.ini, shlex). */
export function hostLine({ name, vars }: HostLine): string {
  return [name, ...vars.map(([key, value]) => `${key}=${/^[\w./:+@,-]+$/.test(value) ? value : quoted(value)}`)].join(' ');
}

function quoted(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}

/** In a `:vars` section quotes and a `#` would become a part of the value, so values stand as they are. */
export function varLine(key: string, value: string): string {
  return `${key}=${value}`;
}

export function inventoryText(sections: readonly InventorySection[]): string {
  return sections
    .map(({ header, comment, lines }) => [
      ...(comment === undefined ? [] : [`# ${comment}`]),
      ...(header === undefined ? [] : [`[${header}]`]),
      ...lines,
    ])
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}
